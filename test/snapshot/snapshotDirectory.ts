import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { loadSnapshot } from '../../src/snapshot/load.js';
import { SnapshotError } from '../../src/snapshot/snapshotError.js';

/** Content of files by path: text and bytes as they are, everything else as JSON. */
export type Files = Readonly<Record<string, unknown>>;

/** A directory that holds the files until the test ends. */
export const snapshotDirectory = async (files: Files): Promise<string> => {
  const directory = await mkdtemp(path.join(tmpdir(), 'reachproof-test-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const location = path.join(directory, name);
    await mkdir(path.dirname(location), { recursive: true });
    const raw = typeof content === 'string' || content instanceof Uint8Array;
    await writeFile(location, raw ? content : JSON.stringify(content));
  }
  return directory;
};

/** The message of the SnapshotError that loading throws, with `DIR` for each directory's own name. */
export const loadError = async (...directories: readonly string[]): Promise<string> => {
  try {
    await loadSnapshot(directories);
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error;
    return directories.reduce((text, directory) => text.replaceAll(directory, 'DIR'), error.message);
  }
  throw new Error('expected loading to fail');
};

/** The message of the error for a snapshot of these files. */
export const errorOf = async (files: Files): Promise<string> => loadError(await snapshotDirectory(files));
