import type { Network } from '../network/network.js';
import type { RouteOutcome, RouteTable } from '../network/routeTable.js';
import type { Semantics } from './path.js';

/**
 * The tables whose routes may tell of a way in that the snapshot lacks (semantics.md section 7). Replies leave by the
 * subnet's own table, so in two-way semantics a gateway that it does not name lets nothing through. Requests alone need no
 * route of it: in one-way semantics, and where the subnet's table is not known, every table of the VPC counts.
 */
export const namingTables = (
  network: Network,
  vpcId: string,
  own: RouteTable | undefined,
  semantics: Semantics,
): readonly RouteTable[] =>
  own !== undefined && semantics === 'two-way' ? [own] : (network.routeTablesOfVpc.get(vpcId) ?? []);

/** Everything that a table's routes may do with a packet. */
export const outcomesOf = ({ rows, unresolved }: RouteTable): readonly RouteOutcome[] => [
  ...rows.flatMap((row) => row.outcomes),
  ...unresolved.map(({ outcome }) => outcome),
];
