/**
 * A route table sends an address to a gateway:
 *
 *     match_r = address in the block of row r
 *     known   = first([via or elsewhere if match_r, in the order of precedence])      (firstMatch.ts)
 *
 * VPC user guide, "Route priority": the most specific route wins; the rows come in that order. A route that is not
 * active still wins, and drops the packet (semantics.md section 2).
 *
 * What is not known (section 7): where two prefix lists send one block different ways, every way must lead to the
 * gateway in must, and some way may in may. A route whose prefix list is not in the snapshot may win any packet:
 *
 *     must: known and every such route goes to the gateway
 *     may:  known or some such route goes to the gateway
 *
 * A table that is not in the snapshot sends nothing to the gateway in must and everything in may.
 */
import type { RouteOutcome, RouteRow, RouteTarget } from '../src/network/routeTable.js';
import type { RouteTableHop } from '../src/paths/path.js';
import type { BooleanTerm } from '../src/terms/term.js';
import { addressMatch } from './addressMatch.js';
import { firstMatch } from './firstMatch.js';
import type { Mode, Packet } from './packet.js';

/** The outcome takes a packet to the gateway. Of a gateway that the snapshot lacks, only the id is known. */
export const goesVia = ({ target, active }: RouteOutcome, via: RouteTarget): boolean =>
  active &&
  target.id === via.id &&
  (target.kind === via.kind || target.kind === 'unknown-gateway' || via.kind === 'unknown-gateway');

/** The row, where it wins, takes a packet to the gateway. */
export const rowGoesVia = ({ outcomes }: RouteRow, via: RouteTarget, mode: Mode): boolean =>
  mode === 'must'
    ? outcomes.every((outcome) => goesVia(outcome, via))
    : outcomes.some((outcome) => goesVia(outcome, via));

export const routeTable = (packet: Packet, { table, destination, via }: RouteTableHop): BooleanTerm => {
  const { factory, mode } = packet;
  if (table === undefined) return factory.boolean(mode === 'may');
  const address = packet.address(destination);
  const known = firstMatch(
    factory,
    table.rows.map((row) => ({
      match: addressMatch(factory, address, row.destination),
      admits: rowGoesVia(row, via, mode),
    })),
  );
  const { unresolved } = table;
  return mode === 'must'
    ? factory.and(known, factory.boolean(unresolved.every(({ outcome }) => goesVia(outcome, via))))
    : factory.or(known, factory.boolean(unresolved.some(({ outcome }) => goesVia(outcome, via))));
};
