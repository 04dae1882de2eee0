import { realpath, stat } from 'node:fs/promises';
import { Assembly } from './assemble.js';
import { fileError } from './fileError.js';
import { type ListedFile, listFiles } from './fileList.js';
import { parseJsonBytes } from './jsonText.js';
import { placeOf } from './layout.js';
import type { SnapshotLog } from './logEvent.js';
import { checkNoneMissing, checkUnchanged, type Manifest, manifestNames, manifestOf } from './manifest.js';
import { readFileBytes } from './readFile.js';
import type { FailedCall, Snapshot } from './snapshot.js';
import { SnapshotError } from './snapshotError.js';
import { type Source, sourceOf } from './source.js';
import { streamJsonFile } from './streamJson.js';

/**
 * Files above this many bytes are not read as a whole: V8 holds no string of more than about 512 MB, and bytes, text
 * and parsed value of such a file would be in memory together.
 */
const streamingThreshold = 256 * 1024 * 1024;

export interface LoadOptions {
  readonly log?: SnapshotLog;
  /** Files above this many bytes are streamed; for tests. */
  readonly streamAbove?: number;
}

/**
 * Reads snapshot directories (interface.md, "A snapshot directory") and merges them into one snapshot. Files are named
 * by their path below the directory; where there are several directories, the directory as given stands before it.
 *
 * @throws SnapshotError for the first file, sorted by path, that cannot be read or is malformed
 */
export const loadSnapshot = async (
  directories: readonly string[],
  { log, streamAbove = streamingThreshold }: LoadOptions = {},
): Promise<Snapshot> => {
  const assembly = new Assembly(log);
  const failedCalls: FailedCall[] = [];
  const roots = await distinctDirectories(directories);
  for (const root of roots) {
    const prefix = roots.length > 1 ? `${root.replaceAll('\\', '/').replace(/\/+$/, '')}/` : '';
    const manifests = await addDirectory(root, { assembly, prefix, log, streamAbove });
    failedCalls.push(...manifests.flatMap((manifest) => manifest.failedCalls));
  }
  if (assembly.isEmpty) {
    throw new SnapshotError(
      { file: roots.join(', ') },
      'no JSON file in it holds the output of an AWS `describe-*` call (`Vpcs`, `NetworkInterfaces`, ...)',
    );
  }
  return assembly.finish(failedCalls);
};

interface Target {
  readonly assembly: Assembly;
  /** Stands before the path of each file. */
  readonly prefix: string;
  readonly log: SnapshotLog | undefined;
  readonly streamAbove: number;
}

const addDirectory = async (root: string, target: Target): Promise<readonly Manifest[]> => {
  const listed = await listFiles(root, target.log);
  if (listed.length === 0) throw new SnapshotError({ file: root }, 'expected `*.json` files, found none');
  const manifests: Manifest[] = [];
  const files: ListedFile[] = [];
  for (const file of listed) {
    const manifest = manifestNames.has(file.path) ? await readManifest(file, target) : undefined;
    if (manifest === undefined) files.push(file);
    else manifests.push(manifest);
  }
  for (const manifest of manifests) checkNoneMissing(manifest, files);
  for (const file of files) {
    const started = performance.now();
    const path = `${target.prefix}${file.path}`;
    const source = sourceOf(path, placeOf(file.path), root);
    const { size, sha256 } = await addFile({ ...file, path }, source, target);
    for (const manifest of manifests) checkUnchanged(manifest, file.path, { path, sha256 });
    target.assembly.addFile({ path, sha256 });
    target.log?.({ code: 'file-read', file: path, bytes: size, milliseconds: performance.now() - started });
  }
  return manifests;
};

const readManifest = async (file: ListedFile, { prefix }: Target): Promise<Manifest | undefined> => {
  const named = { ...file, path: `${prefix}${file.path}` };
  const { bytes } = await readFileBytes(named, streamingThreshold);
  return bytes === undefined ? undefined : manifestOf(parseJsonBytes(bytes, named.path), named.path);
};

/** Gives the SHA-256 of the file's bytes, and their number. */
const addFile = async (
  file: ListedFile,
  source: Source,
  { assembly, streamAbove }: Target,
): Promise<{ readonly size: number; readonly sha256: string }> => {
  const read = await readFileBytes(file, streamAbove);
  const { size } = read;
  if (read.bytes === undefined) return { size, sha256: await streamJsonFile(file, assembly.open(source)) };
  assembly.addContent(parseJsonBytes(read.bytes, file.path), source);
  return { size, sha256: read.sha256 };
};

/** The directories in the order given, each once. */
const distinctDirectories = async (directories: readonly string[]): Promise<readonly string[]> => {
  const byRealPath = new Map<string, string>();
  for (const directory of directories) {
    try {
      const real = await realpath(directory);
      const found = await stat(real);
      if (!found.isDirectory()) throw new SnapshotError({ file: directory }, 'expected a directory, found a file');
      if (!byRealPath.has(real)) byRealPath.set(real, directory);
    } catch (cause) {
      throw cause instanceof SnapshotError ? cause : fileError(directory, cause, 'directory');
    }
  }
  return [...byRealPath.values()];
};
