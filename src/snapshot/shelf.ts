import type { z } from 'zod';
import type { Kind } from './kind.js';
import { type Described, reconcile } from './reconcile.js';
import type { SnapshotKey } from './schema.js';
import type { Located } from './snapshot.js';
import type { Source } from './source.js';
import { resourceName, validate } from './validate.js';

/** All resources of one key, each once. */
export class Shelf<R extends object> {
  /** True once a file held the key, if only with an empty array. */
  isKnown = false;
  readonly #key: SnapshotKey;
  readonly #schema: z.ZodType<R>;
  readonly #kind: Kind<R>;
  readonly #byIdentity = new Map<string, Described<R>>();

  constructor(key: SnapshotKey, schema: z.ZodType<R>, kind: Kind<R>) {
    this.#key = key;
    this.#schema = schema;
    this.#kind = kind;
  }

  /**
   * Takes a raw resource.
   *
   * @param index its position in the array of its file
   * @throws SnapshotError when it is malformed, or contradicts one that was taken before
   */
  add(raw: unknown, index: number, { origin, view }: Source): void {
    const { unfold, identity } = this.#kind;
    const place = { file: origin.file, key: this.#key, nameField: this.#kind.nameField, index };
    const resource = validate(this.#schema, raw, place);
    this.isKnown = true;
    for (const part of unfold === undefined ? [resource] : unfold(resource)) {
      const id = identity(part, view);
      const known = this.#byIdentity.get(id);
      const described = { resource: part, origin, view };
      if (known === undefined) this.#byIdentity.set(id, described);
      else this.#byIdentity.set(id, reconcile(this.#kind, this.#schema, resourceName(raw, place), known, described));
    }
  }

  /** The resources sorted by what tells them apart. To be called once: it marks each with its origin. */
  list(): Located<R>[] {
    return [...this.#byIdentity]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { resource, origin }]) => Object.assign(resource, { origin }));
  }
}
