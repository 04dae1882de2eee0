import type { Cidr } from '../values/cidr.js';
import type { Gap } from './gap.js';

/** What a route sends its packets to. `other`: an appliance, a NAT gateway, a transit gateway, ... */
export interface RouteTarget {
  readonly kind: 'local' | 'internet-gateway' | 'vpn-gateway' | 'vpc-peering-connection' | 'other' | 'unknown-gateway';
  /** AWS id of the target; `local` for a local route. */
  readonly id: string;
}

/** What may happen to a packet that a row wins: it goes to `target`, or is dropped when the route is not active. */
export interface RouteOutcome {
  readonly target: RouteTarget;
  readonly active: boolean;
}

/** One destination block of a route table. */
export interface RouteRow {
  readonly destination: Cidr;
  readonly origin: 'local' | 'static' | 'prefix-list' | 'propagated';
  /** The prefix list that the block came from. */
  readonly prefixListId: string | undefined;
  /** One outcome, or several when the configuration does not tell which (section 2, two lists of equal length). */
  readonly outcomes: readonly [RouteOutcome, ...RouteOutcome[]];
  /** Set when there are several outcomes. */
  readonly gap: Gap | undefined;
}

/** A route whose prefix list is not in the snapshot: it may win any packet. */
export interface UnresolvedRoute {
  readonly prefixListId: string;
  readonly outcome: RouteOutcome;
  readonly gap: Gap;
}

/** A route table as a first-match list (semantics.md section 2, "Route table"). */
export interface RouteTable {
  readonly id: string;
  readonly vpcId: string;
  /** Ordered by precedence: the first row whose block holds the address decides; none: the packet is dropped. */
  readonly rows: readonly RouteRow[];
  readonly unresolved: readonly UnresolvedRoute[];
}
