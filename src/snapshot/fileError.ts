import { printable } from './printable.js';
import { SnapshotError } from './snapshotError.js';

const problems: Readonly<Record<string, string>> = {
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  ELOOP: 'the symbolic links form a loop',
  ENAMETOOLONG: 'the path is too long',
  EMFILE: 'too many open files',
};

const codeOf = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';

/** The one line for a file or directory that the operating system would not read. */
export const fileError = (file: string, cause: unknown, kind: 'file' | 'directory'): SnapshotError => {
  const code = codeOf(cause);
  if (code === 'ENOENT') return new SnapshotError({ file }, `no such ${kind}`, { cause });
  if (code === 'ENOTDIR') return new SnapshotError({ file }, 'expected a directory, found a file', { cause });
  const known = problems[code];
  const problem = known ?? printable(cause instanceof Error ? cause.message : String(cause));
  return new SnapshotError({ file }, `the ${kind} cannot be read: ${problem}`, { cause });
};
