import type { Gap } from '../network/gap.js';
import type { Route } from '../paths/path.js';

/** Something that left answers undecided (semantics.md section 7). */
export interface Incomplete extends Gap {
  /** Interfaces whose answers may change once it is known, sorted; `all` where it is tied to no single path. */
  readonly networkInterfaceIds: readonly string[] | 'all';
  /** Routes by which; in the order of `allRoutes`. */
  readonly routes: readonly Route[];
}
