/** Files that are on the disk when the promise is kept, and that nobody but their owner can read. */
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';

/** Creates a file; one that exists, or a link in its place, is an error. */
export const createFile = async (location: string, text: string): Promise<void> => {
  const file = await open(location, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** Adds to the end of a file. */
export const appendToFile = async (location: string, text: string): Promise<void> => {
  const file = await open(location, 'a', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** Creates a directory and those above it; one that exists stays as it is. */
export const createDirectory = async (location: string): Promise<void> => {
  await mkdir(location, { recursive: true, mode: 0o700 });
};

/** Makes the names in a directory last: without it, a file may be gone after a power failure (fsync(2)). */
export const syncDirectory = async (location: string): Promise<void> => {
  // Windows opens no directories; there, the file system's own journal must do.
  if (path.sep === '\\') return;
  const directory = await open(location, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
};
