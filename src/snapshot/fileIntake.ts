import type { SnapshotLog } from './logEvent.js';
import type { PageCount } from './pageCount.js';
import { quoted } from './printable.js';
import { type SnapshotKey, snapshotKeyOf } from './schema.js';
import type { Shelves } from './shelves.js';
import { SnapshotError } from './snapshotError.js';
import type { Source } from './source.js';

/** Says that an answer goes on in a next page: of `--max-items`, and of the APIs themselves. */
const continuations: ReadonlySet<string> = new Set(['NextToken', 'NextMarker']);

/** Takes the parts of one file as they are read. */
export class FileIntake {
  readonly #shelves: Shelves;
  readonly #source: Source;
  readonly #log: SnapshotLog | undefined;
  readonly #pages: PageCount;
  readonly #keys = new Set<SnapshotKey>();
  readonly #ignored = new Set<string>();
  #continues = false;

  constructor(shelves: Shelves, source: Source, pages: PageCount, log: SnapshotLog | undefined) {
    this.#shelves = shelves;
    this.#source = source;
    this.#pages = pages;
    this.#log = log;
  }

  /** Takes a whole value by its top-level name. */
  value(name: string, value: unknown): void {
    const key = snapshotKeyOf(name);
    if (key === undefined) {
      if (continuations.has(name)) this.#continues = typeof value === 'string' && value !== '';
      else this.#ignored.add(name);
      return;
    }
    if (Array.isArray(value)) {
      this.array(name);
      for (const [index, raw] of value.entries()) this.#shelves[key].add(raw, index, this.#source);
    } else if (value === null || value === '') {
      this.array(name);
    } else if (key === 'VpcBlockPublicAccessOptions' && typeof value === 'object') {
      this.array(name);
      this.#shelves[key].add(value, 0, this.#source);
    } else {
      throw new SnapshotError(
        { file: this.#source.origin.file, resource: name },
        `expected an array, found ${quoted(value)}`,
      );
    }
  }

  /** Takes note of an array whose elements follow one by one. */
  array(name: string): void {
    const key = snapshotKeyOf(name);
    if (key === undefined) {
      this.#ignored.add(name);
      return;
    }
    this.#shelves[key].isKnown = true;
    this.#keys.add(key);
  }

  /** Takes one element of the array by that name. */
  element(name: string, raw: unknown, index: number): void {
    const key = snapshotKeyOf(name);
    if (key !== undefined) this.#shelves[key].add(raw, index, this.#source);
  }

  /** To be called at the end of the file. */
  finish(): void {
    for (const key of this.#keys) this.#pages.add(key, this.#source, this.#continues);
    if (this.#ignored.size > 0) {
      this.#log?.({ code: 'keys-ignored', file: this.#source.origin.file, keys: [...this.#ignored] });
    }
  }
}
