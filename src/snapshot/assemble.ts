import { compareText } from './compareText.js';
import { FileIntake } from './fileIntake.js';
import type { SnapshotLog } from './logEvent.js';
import { PageCount } from './pageCount.js';
import { quoted } from './printable.js';
import { snapshotKeys } from './schema.js';
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
  /** What `JSON.parse` gives. It is not changed. */
  readonly content: unknown;
}

/** Takes files one after the other and gives the snapshot that they make together. */
export class Assembly {
  readonly #shelves = emptyShelves();
  readonly #pages = new PageCount();
  readonly #files: SnapshotFile[] = [];
  readonly #log: SnapshotLog | undefined;

  constructor(log: SnapshotLog | undefined) {
    this.#log = log;
  }

  /** Takes a whole file's content. */
  addContent(content: unknown, source: Source): void {
    if (typeof content !== 'object' || content === null || Array.isArray(content)) {
      throw new SnapshotError(
        { file: source.origin.file },
        `expected an object at the top level, found ${quoted(content)}`,
      );
    }
    const intake = this.open(source);
    for (const [name, value] of Object.entries(content)) intake.value(name, value);
    intake.finish();
  }

  /** Takes a file part by part. */
  open(source: Source): FileIntake {
    return new FileIntake(this.#shelves, source, this.#pages, this.#log);
  }

  addFile(file: SnapshotFile): void {
    this.#files.push(file);
  }

  /** True when no file held a key of the format. */
  get isEmpty(): boolean {
    return snapshotKeys.every((key) => !this.#shelves[key].isKnown);
  }

  /** The snapshot of all that was taken. To be called once, and last. */
  finish(failedCalls: readonly FailedCall[]): Snapshot {
    return {
      resources: resourcesOn(this.#shelves),
      failedCalls: [...failedCalls, ...this.#pages.missing()].sort((a, b) =>
        compareText(JSON.stringify(a), JSON.stringify(b)),
      ),
      files: this.#files.sort((a, b) => compareText(a.path, b.path)),
    };
  }
}

/**
 * The snapshot that documents make together, whatever their order.
 *
 * @throws SnapshotError when a document, or their union, is not what AWS can have said
 */
export const assembleSnapshot = (
  documents: readonly SnapshotDocument[],
  { failedCalls = [], log }: { readonly failedCalls?: readonly FailedCall[]; readonly log?: SnapshotLog } = {},
): Snapshot => {
  const assembly = new Assembly(log);
  for (const { file, account, region, sha256, content } of documents.toSorted((a, b) => compareText(a.file, b.file))) {
    assembly.addContent(content, sourceOf(file, { account, region }, ''));
    assembly.addFile({ path: file, sha256 });
  }
  return assembly.finish(failedCalls);
};
