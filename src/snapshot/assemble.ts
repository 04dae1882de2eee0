import type { SnapshotLog } from './logEvent.js';
import { quoted } from './printable.js';
import { type SnapshotKey, snapshotKeyOf, snapshotKeys } from './schema.js';
import { emptyShelves, resourcesOn } from './shelves.js';
import type { FailedCall, Snapshot, SnapshotFile } from './snapshot.js';
import { SnapshotError } from './snapshotError.js';
import { type Source, sourceOf } from './source.js';

/** The content of one file, or what would be in it. */
export interface SnapshotDocument {
  /** File path below the snapshot directory, with `/` between its parts. */
  readonly file: string;
  /** Account and region that the content comes from, where known. */
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  /** SHA-256 of the file's bytes, hexadecimal. */
  readonly sha256: string;
  /** Parsed JSON. Left as it is. */
  readonly content: unknown;
}

/** Takes files one after the other and gives the snapshot that they make together. */
export class Assembly {
  readonly #shelves = emptyShelves();
  readonly #files: SnapshotFile[] = [];
  readonly #log: SnapshotLog | undefined;

  constructor(log: SnapshotLog | undefined) {
    this.#log = log;
  }

  /** Takes a whole file's content. */
  addContent(content: unknown, source: Source): void {
    const { file } = source.origin;
    if (typeof content !== 'object' || content === null || Array.isArray(content)) {
      throw new SnapshotError({ file }, `expected an object at the top level, found ${quoted(content)}`);
    }
    const ignored: string[] = [];
    for (const [name, value] of Object.entries(content)) {
      const key = snapshotKeyOf(name);
      if (key === undefined) ignored.push(name);
      else this.#addValue(key, name, value, source);
    }
    this.reportIgnored(file, ignored);
  }

  addFile(file: SnapshotFile): void {
    this.#files.push(file);
  }

  reportIgnored(file: string, keys: readonly string[]): void {
    if (keys.length > 0) this.#log?.({ code: 'keys-ignored', file, keys });
  }

  /** True when no file held a key of the format. */
  get isEmpty(): boolean {
    return snapshotKeys.every((key) => !this.#shelves[key].isKnown);
  }

  /** The snapshot of all that was taken. To be called once, and last. */
  finish(failedCalls: readonly FailedCall[]): Snapshot {
    return {
      resources: resourcesOn(this.#shelves),
      failedCalls,
      files: this.#files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
    };
  }

  #addValue(key: SnapshotKey, name: string, value: unknown, source: Source): void {
    const shelf = this.#shelves[key];
    if (key === 'VpcBlockPublicAccessOptions' && typeof value === 'object' && !Array.isArray(value)) {
      if (value !== null) shelf.add(value, 0, source);
    } else if (Array.isArray(value)) {
      for (const [index, raw] of value.entries()) shelf.add(raw, index, source);
    } else if (value !== null && value !== '') {
      throw new SnapshotError(
        { file: source.origin.file, resource: name },
        `expected an array, found ${quoted(value)}`,
      );
    }
    shelf.isKnown = true;
  }
}

/**
 * The snapshot that documents make together, whatever their order.
 *
 * @throws SnapshotError when a document or their union is not what AWS can have said
 */
export const assembleSnapshot = (
  documents: readonly SnapshotDocument[],
  { failedCalls = [], log }: { readonly failedCalls?: readonly FailedCall[]; readonly log?: SnapshotLog } = {},
): Snapshot => {
  const assembly = new Assembly(log);
  const sorted = [...documents].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  for (const { file, account, region, sha256, content } of sorted) {
    assembly.addContent(content, sourceOf(file, { account, region }, ''));
    assembly.addFile({ path: file, sha256 });
  }
  return assembly.finish(failedCalls);
};
