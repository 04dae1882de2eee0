import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { fileError } from './fileError.js';
import type { ListedFile } from './fileList.js';
import { decodeJsonText, jsonError, refuseOtherContent } from './jsonText.js';
import { SnapshotError } from './snapshotError.js';

/** Enough to tell JSON from everything else before a big file is read as a whole. */
const headSize = 64 * 1024;

/** A file's bytes, all of them. */
export interface FileContent {
  /** SHA-256 of the bytes, hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  /** What `JSON.parse` gives. */
  readonly content: unknown;
}

/**
 * Reads and parses one JSON file.
 *
 * @throws SnapshotError when it cannot be read, is not UTF-8, or is not JSON
 */
export const readJsonFile = async ({ location, path }: ListedFile): Promise<FileContent> => {
  const buffer = await readWhole(location, path);
  const sha256 = createHash('sha256').update(buffer).digest('hex');
  return { sha256, bytes: buffer.length, content: parseJson(decodeJsonText(buffer, path), path) };
};

const readWhole = async (location: string, path: string): Promise<Buffer> => {
  let handle: FileHandle | undefined;
  try {
    handle = await open(location, 'r');
    const { size } = await handle.stat();
    const buffer = Buffer.allocUnsafe(size);
    let filled = 0;
    while (filled < size) {
      const end = filled === 0 ? Math.min(headSize, size) : size;
      const { bytesRead } = await handle.read(buffer, filled, end - filled, filled);
      if (bytesRead === 0) break;
      if (filled === 0) refuseOtherContent(buffer.subarray(0, bytesRead), path);
      filled += bytesRead;
    }
    if (filled === 0) refuseOtherContent(buffer.subarray(0, 0), path);
    return buffer.subarray(0, filled);
  } catch (cause) {
    throw cause instanceof SnapshotError ? cause : fileError(path, cause, 'file');
  } finally {
    await handle?.close();
  }
};

const parseJson = (text: string, path: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw jsonError(text, path, cause);
  }
};
