import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { CollectedRegion } from './collectedRegion.js';
import { documentText } from './documentText.js';
import { incompleteMarker } from './fileList.js';
import { manifestOf } from './manifest.js';
import { SnapshotError } from './snapshotError.js';
import { appendToFile, createDirectory, createFile, syncDirectory } from './writeFiles.js';
import { beginLine, type Journal, parseJournal, regionLine, type WrittenRegion } from './writeJournal.js';
import { manifestContent, type Tool } from './writeManifest.js';

export interface WriteOptions {
  /** Keeps the regions that an interrupted run wrote to their end. Otherwise such a run is begun anew. */
  readonly resume: boolean;
  /** Replaces a whole snapshot that is there. */
  readonly overwrite: boolean;
}

const manifestName = 'manifest.json';
const accountsName = 'accounts';

/**
 * Writes a snapshot directory. A marker that says how far the work got is there from the first file to the last; the
 * loader refuses the directory as long as it is. Files are `0600`, directories `0700`.
 */
export class SnapshotWriter {
  readonly #directory: string;
  readonly #startedAt: string;
  /** Regions of an interrupted run that are whole. */
  readonly #found: ReadonlyMap<string, WrittenRegion>;
  readonly #written = new Map<string, WrittenRegion>();

  private constructor(directory: string, { startedAt, regions }: Journal) {
    this.#directory = directory;
    this.#startedAt = startedAt;
    this.#found = new Map(regions.map((region) => [nameOf(region), region]));
  }

  /**
   * Takes a directory into use.
   *
   * @throws SnapshotError when it holds something else, or a whole snapshot that may not be replaced
   */
  static async open(directory: string, { resume, overwrite }: WriteOptions): Promise<SnapshotWriter> {
    try {
      await createDirectory(directory);
      const marker = path.join(directory, incompleteMarker);
      const held = await holdingOf(directory, overwrite);
      const journal = resume && held === 'interrupted' ? parseJournal(await readFile(marker, 'utf8')) : undefined;
      const now = new Date().toISOString();
      const kept: Journal = { startedAt: journal?.startedAt ?? now, regions: await wholeRegions(directory, journal) };
      // The old marker is replaced in one step, so that there is one at every moment.
      const next = `${marker}.new`;
      await rm(next, { force: true });
      await createFile(next, [beginLine(kept.startedAt), ...kept.regions.map(regionLine)].join(''));
      await rename(next, marker);
      await syncDirectory(directory);
      await rm(path.join(directory, manifestName), { force: true });
      await removeAllBut(directory, kept.regions);
      return new SnapshotWriter(directory, kept);
    } catch (cause) {
      throw writeError(directory, cause);
    }
  }

  /** True for a region that need not be read: it will be part of the snapshot as it was written before. */
  keep({ account, region }: { readonly account: string; readonly region: string }): boolean {
    const name = nameOf({ account, region });
    const found = this.#found.get(name);
    if (found !== undefined) this.#written.set(name, found);
    return found !== undefined;
  }

  /** Writes the files of one region. */
  async addRegion({ documents, ...record }: CollectedRegion): Promise<void> {
    try {
      const directories = new Set<string>();
      for (const { file, content } of documents) {
        const location = path.join(this.#directory, file);
        await createDirectory(path.dirname(location));
        await createFile(location, documentText(content));
        for (let at = path.dirname(location); at !== this.#directory; at = path.dirname(at)) directories.add(at);
      }
      for (const one of directories) await syncDirectory(one);
      const files = Object.fromEntries(documents.map(({ file, sha256 }) => [file, sha256]));
      const written = { ...record, files };
      await appendToFile(path.join(this.#directory, incompleteMarker), regionLine(written));
      this.#written.set(nameOf(record), written);
    } catch (cause) {
      throw writeError(this.#directory, cause);
    }
  }

  /** Writes the manifest and, last, takes the marker away: from here on the snapshot loads. */
  async finish(tool: Tool): Promise<readonly WrittenRegion[]> {
    try {
      const regions = [...this.#written.values()];
      await removeAllBut(this.#directory, regions);
      const content = manifestContent({
        tool,
        startedAt: this.#startedAt,
        finishedAt: new Date().toISOString(),
        regions,
      });
      await createFile(path.join(this.#directory, manifestName), documentText(content));
      await syncDirectory(this.#directory);
      await unlink(path.join(this.#directory, incompleteMarker));
      await syncDirectory(this.#directory);
      return regions;
    } catch (cause) {
      throw writeError(this.#directory, cause);
    }
  }
}

const nameOf = ({ account, region }: { readonly account: string; readonly region: string }): string =>
  `${account}/${region}`;

/** What a directory holds. Anything that a snapshot does not consist of is another's, and is not touched. */
const holdingOf = async (directory: string, overwrite: boolean): Promise<'nothing' | 'interrupted' | 'snapshot'> => {
  const names = await readdir(directory);
  const own = new Set([incompleteMarker, `${incompleteMarker}.new`, manifestName, accountsName]);
  const alien = names.filter((name) => !own.has(name)).sort()[0];
  if (alien !== undefined) {
    throw new SnapshotError(
      { file: directory },
      `expected an empty directory or an interrupted snapshot, found \`${alien}\`: give another \`--output\``,
    );
  }
  if (names.includes(incompleteMarker)) return 'interrupted';
  // A run that ended before its marker had its name has written nothing else.
  if (names.every((name) => name === `${incompleteMarker}.new`)) return 'nothing';
  const manifest = names.includes(manifestName)
    ? manifestOf(await jsonIn(path.join(directory, manifestName)), manifestName)
    : undefined;
  if (manifest === undefined) {
    throw new SnapshotError(
      { file: directory },
      'expected an empty directory, found files that this tool did not write: give another `--output`',
    );
  }
  if (!overwrite) {
    throw new SnapshotError(
      { file: directory },
      'a whole snapshot is there already: give another `--output`, or `--overwrite` to replace it',
    );
  }
  return 'snapshot';
};

const jsonIn = async (location: string): Promise<unknown> => {
  try {
    return JSON.parse(await readFile(location, 'utf8'));
  } catch {
    return undefined;
  }
};

/** Regions of an interrupted run whose calls all succeeded and whose files are as they were written. */
const wholeRegions = async (directory: string, journal: Journal | undefined): Promise<readonly WrittenRegion[]> => {
  const whole: WrittenRegion[] = [];
  for (const region of journal?.regions ?? []) {
    if (region.failedCalls.length > 0 || region.unsettled.length > 0) continue;
    const unchanged = await Promise.all(
      Object.entries(region.files).map(async ([file, sha256]) => (await sha256In(directory, file)) === sha256),
    );
    if (unchanged.every((same) => same)) whole.push(region);
  }
  return whole;
};

const sha256In = async (directory: string, file: string): Promise<string | undefined> => {
  try {
    return createHash('sha256')
      .update(await readFile(path.join(directory, file)))
      .digest('hex');
  } catch {
    return undefined;
  }
};

/** Removes what was written below `accounts/` except the files of some regions. */
const removeAllBut = async (directory: string, regions: readonly WrittenRegion[]): Promise<void> => {
  const kept = new Set(regions.map(nameOf));
  const accounts = path.join(directory, accountsName);
  for (const account of await namesIn(accounts)) {
    for (const region of await namesIn(path.join(accounts, account))) {
      if (!kept.has(nameOf({ account, region }))) await rm(path.join(accounts, account, region), { recursive: true });
    }
    if ((await namesIn(path.join(accounts, account))).length === 0)
      await rm(path.join(accounts, account), { recursive: true });
  }
};

const namesIn = async (directory: string): Promise<readonly string[]> => {
  try {
    return await readdir(directory);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return [];
    throw error;
  }
};

const problems: ReadonlyMap<unknown, string> = new Map([
  ['EACCES', 'no permission'],
  ['EPERM', 'no permission'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'no space is left'],
  ['EDQUOT', 'the disk quota is used up'],
  ['ENOTDIR', 'expected a directory, found a file'],
  ['EEXIST', 'a file is in the way'],
]);

const writeError = (directory: string, cause: unknown): SnapshotError => {
  if (cause instanceof SnapshotError) return cause;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const problem = problems.get(code) ?? (cause instanceof Error ? cause.message : String(cause));
  return new SnapshotError({ file: directory }, `the snapshot cannot be written: ${problem}`, { cause });
};
