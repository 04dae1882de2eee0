import { actionOf } from './actions.js';
import type { SnapshotKey } from './schema.js';
import type { FailedCall } from './snapshot.js';
import type { Source } from './source.js';

interface Pages {
  readonly key: SnapshotKey;
  readonly source: Source;
  files: number;
  cut: number;
}

/**
 * Notices paged output whose last page is missing: when each file of a key says that another page follows
 * (`NextToken`), what that page holds is not known, and must not be taken for absent.
 */
export class PageCount {
  readonly #pages = new Map<string, Pages>();

  add(key: SnapshotKey, source: Source, continues: boolean): void {
    const id = `${key} ${source.view}`;
    const pages = this.#pages.get(id) ?? { key, source, files: 0, cut: 0 };
    pages.files += 1;
    if (continues) pages.cut += 1;
    this.#pages.set(id, pages);
  }

  /** One failed call for each key and view that lacks its last page. */
  missing(): FailedCall[] {
    return [...this.#pages.values()]
      .filter(({ files, cut }) => files === cut)
      .map(({ key, source: { origin } }) => ({
        action: actionOf[key],
        key,
        account: origin.account,
        region: origin.region,
        reason: `the output in ${origin.file} is cut off: its NextToken says that another page follows, and no file holds the last page`,
      }));
  }
}
