import { realpath, stat } from 'node:fs/promises';
import { Assembly } from './assemble.js';
import { fileError } from './fileError.js';
import { type ListedFile, listFiles } from './fileList.js';
import { placeOf } from './layout.js';
import type { SnapshotLog } from './logEvent.js';
import { readJsonFile } from './readFile.js';
import type { FailedCall, Snapshot } from './snapshot.js';
import { SnapshotError } from './snapshotError.js';
import { sourceOf } from './source.js';

/**
 * Reads snapshot directories (interface.md, "A snapshot directory") and merges them into one snapshot. Files are named
 * by their path below the directory; where there are several directories, the directory as given stands before it.
 *
 * @throws SnapshotError for the first file, sorted by path, that cannot be read or is malformed
 */
export const loadSnapshot = async (
  directories: readonly string[],
  { log }: { readonly log?: SnapshotLog } = {},
): Promise<Snapshot> => {
  const assembly = new Assembly(log);
  const failedCalls: FailedCall[] = [];
  const roots = await distinctDirectories(directories);
  for (const root of roots) {
    const files = await listFiles(root, log);
    if (files.length === 0) throw new SnapshotError({ file: root }, 'expected `*.json` files, found none');
    const prefix = roots.length > 1 ? `${root.replaceAll('\\', '/').replace(/\/+$/, '')}/` : '';
    for (const file of files) await addFile(file, { assembly, root, prefix, log });
  }
  if (assembly.isEmpty) {
    throw new SnapshotError(
      { file: roots.join(', ') },
      'no JSON file in it holds the output of an AWS `describe-*` call (`Vpcs`, `NetworkInterfaces`, ...)',
    );
  }
  return assembly.finish(failedCalls);
};

const addFile = async (
  file: ListedFile,
  {
    assembly,
    root,
    prefix,
    log,
  }: {
    readonly assembly: Assembly;
    readonly root: string;
    readonly prefix: string;
    readonly log: SnapshotLog | undefined;
  },
): Promise<void> => {
  const started = performance.now();
  const path = `${prefix}${file.path}`;
  const { sha256, bytes, content } = await readJsonFile({ ...file, path });
  assembly.addContent(content, sourceOf(path, placeOf(file.path), root));
  assembly.addFile({ path, sha256 });
  log?.({ code: 'file-read', file: path, bytes, milliseconds: performance.now() - started });
};

/** The directories in the order given, each once. */
const distinctDirectories = async (directories: readonly string[]): Promise<readonly string[]> => {
  const byRealPath = new Map<string, string>();
  for (const directory of directories) {
    const real = await realpath(directory).catch((cause) => {
      throw fileError(directory, cause, 'directory');
    });
    const found = await stat(real).catch((cause) => {
      throw fileError(directory, cause, 'directory');
    });
    if (!found.isDirectory()) throw new SnapshotError({ file: directory }, 'expected a directory, found a file');
    if (!byRealPath.has(real)) byRealPath.set(real, directory);
  }
  return [...byRealPath.values()];
};
