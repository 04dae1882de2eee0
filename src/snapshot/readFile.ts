import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { fileError } from './fileError.js';
import type { ListedFile } from './fileList.js';
import { refuseOtherContent } from './jsonText.js';
import { SnapshotError } from './snapshotError.js';

/** Enough to tell JSON from everything else before a big file is read as a whole. */
const headSize = 64 * 1024;
const chunkSize = 4 * 1024 * 1024;

/** A file that begins like a JSON object: all of it, or its size alone where it is too big to be read as a whole. */
export type FileBytes =
  | { readonly size: number; readonly bytes: Buffer; readonly sha256: string }
  | { readonly size: number; readonly bytes: undefined };

/**
 * Reads a file and its SHA-256 (hexadecimal): each chunk is hashed while the next one is on its way.
 *
 * @param largest size, in bytes, above which the file is left unread
 * @throws SnapshotError when it cannot be read, or does not begin like a JSON object
 */
export const readFileBytes = async ({ location, path }: ListedFile, largest: number): Promise<FileBytes> => {
  let handle: FileHandle | undefined;
  try {
    handle = await open(location, 'r');
    const { size } = await handle.stat();
    if (size > largest) {
      const head = Buffer.allocUnsafe(headSize);
      const { bytesRead } = await handle.read(head, 0, headSize, 0);
      refuseOtherContent(head.subarray(0, bytesRead), path);
      return { size, bytes: undefined };
    }
    return await readWhole(handle, size, path);
  } catch (cause) {
    throw cause instanceof SnapshotError ? cause : fileError(path, cause, 'file');
  } finally {
    await handle?.close();
  }
};

const readWhole = async (handle: FileHandle, size: number, path: string): Promise<FileBytes> => {
  const bytes = Buffer.allocUnsafe(size);
  const hash = createHash('sha256');
  const read = (from: number, length: number) => handle.read(bytes, from, Math.min(length, size - from), from);
  let filled = 0;
  let pending = read(0, headSize);
  for (;;) {
    const { bytesRead } = await pending;
    const chunk = bytes.subarray(filled, filled + bytesRead);
    if (filled === 0) refuseOtherContent(chunk, path);
    filled += bytesRead;
    const isLast = bytesRead === 0 || filled === size;
    if (!isLast) pending = read(filled, chunkSize);
    hash.update(chunk);
    if (isLast) return { size: filled, bytes: bytes.subarray(0, filled), sha256: hash.digest('hex') };
  }
};
