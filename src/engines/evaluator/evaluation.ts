import type { Gap } from '../../network/gap.js';
import type { NetworkAclEntry } from '../../network/networkAcl.js';
import type { RouteRow } from '../../network/routeTable.js';
import type { AdmittingRule, ConditionHop, NetworkAclHop, RouteTableHop, SecurityGroupsHop } from '../../paths/path.js';

/** `undecided`: the snapshot lacks something that decides (semantics.md section 7). */
export type Verdict = 'admitted' | 'refused' | 'undecided';

/** A fact of the configuration decided. */
export interface ConditionEvaluation {
  readonly kind: 'condition';
  readonly hop: ConditionHop;
  readonly verdict: Verdict;
  readonly gaps: readonly Gap[];
}

/** The first row whose block holds the address decided; without one the packet is dropped. */
export interface RouteTableEvaluation {
  readonly kind: 'routeTable';
  readonly hop: RouteTableHop;
  readonly verdict: Verdict;
  /** Undefined: no row matches, or the table is not in the snapshot. */
  readonly row: RouteRow | undefined;
  readonly gaps: readonly Gap[];
}

/** The first entry that matches decided; without one the packet is denied. */
export interface NetworkAclEvaluation {
  readonly kind: 'networkAcl';
  readonly hop: NetworkAclHop;
  readonly verdict: Verdict;
  /** Undefined: no entry matches, or the ACL is not in the snapshot. */
  readonly entry: NetworkAclEntry | undefined;
  readonly gaps: readonly Gap[];
}

/** Every rule that matches admits; none: the packet is dropped. */
export interface SecurityGroupsEvaluation {
  readonly kind: 'securityGroups';
  readonly hop: SecurityGroupsHop;
  readonly verdict: Verdict;
  /** Rules that certainly match. */
  readonly rules: readonly AdmittingRule[];
  readonly gaps: readonly Gap[];
}

export type HopEvaluation =
  | ConditionEvaluation
  | RouteTableEvaluation
  | NetworkAclEvaluation
  | SecurityGroupsEvaluation;

/** What the question itself does not allow: no hop is to blame. */
export type Obstacle =
  | { readonly kind: 'protocol' }
  | { readonly kind: 'source' }
  | { readonly kind: 'sourcePort' }
  | { readonly kind: 'destinationPort' }
  | { readonly kind: 'nodeAddress'; readonly leg: number }
  | { readonly kind: 'nodePort'; readonly leg: number };

/** What becomes of one packet on one path, at every hop that counts, also after the first that refuses it. */
export interface Evaluation {
  readonly verdict: Verdict;
  readonly obstacles: readonly Obstacle[];
  readonly hops: readonly HopEvaluation[];
}
