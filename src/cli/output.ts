import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** The file of `--output` cannot be written. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

const problem = (file: string, cause: unknown): OutputError =>
  new OutputError(`${file}: cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });

/** Pieces joined up to this many characters are written at once. */
const bufferLength = 65_536;

function* buffered(pieces: Iterable<string>): Iterable<string> {
  let buffer = '';
  for (const piece of pieces) {
    buffer += piece;
    if (buffer.length < bufferLength) continue;
    yield buffer;
    buffer = '';
  }
  if (buffer !== '') yield buffer;
}

/** Writes to standard output as fast as its reader reads. Stops quietly when the reader goes away. */
export const writeToStdout = async (pieces: Iterable<string>): Promise<void> => {
  const { stdout } = process;
  const closed = new Promise<void>((resolve) => stdout.once('error', () => resolve()));
  for (const piece of buffered(pieces)) {
    if (stdout.destroyed || stdout.errored) return;
    if (!stdout.write(piece)) await Promise.race([once(stdout, 'drain').catch(() => undefined), closed]);
  }
};

/**
 * Writes a file all at once: it is either what it was before, or complete. Devices and pipes are written to directly.
 *
 * @throws OutputError
 */
export const writeToFile = async (file: string, pieces: Iterable<string>): Promise<void> => {
  const { path, isRegular } = await targetOf(file);
  const written = isRegular ? join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`) : path;
  try {
    const handle = await open(written, isRegular ? 'wx' : 'w');
    try {
      for (const piece of buffered(pieces)) await handle.write(piece);
      if (isRegular) await handle.sync();
    } finally {
      await handle.close();
    }
    if (isRegular) await rename(written, path);
  } catch (cause) {
    if (isRegular) await rm(written, { force: true });
    throw problem(file, cause);
  }
};

/** Says before any work is done that the file's directory is not there. */
export const checkOutput = async (file: string): Promise<void> => {
  const { path, isRegular } = await targetOf(file);
  if (!isRegular) return;
  const directory = await stat(dirname(path)).catch((cause) => {
    throw problem(file, cause);
  });
  if (!directory.isDirectory()) throw new OutputError(`${file}: \`${dirname(path)}\` is not a directory`);
};

/** Symbolic links stay: the file that they lead to is the one that is replaced. */
const targetOf = async (file: string): Promise<{ readonly path: string; readonly isRegular: boolean }> => {
  if (file === '') throw new OutputError('expected a file name after `--output`');
  const path = await realpath(file).catch(() => file);
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) throw new OutputError(`${file}: expected a file, found a directory`);
  return { path, isRegular: found === undefined || found.isFile() };
};
