import type { RouteOutcome, RouteTarget } from '../../network/routeTable.js';
import type { Assignment, RouteTableHop } from '../../paths/path.js';
import { cidrContains } from '../../values/cidr.js';
import type { RouteTableEvaluation, Verdict } from './evaluation.js';
import { addressOf } from './operands.js';

/** Of a gateway that the snapshot lacks only the id is known (section 7); ids are unique over all kinds. */
const sameTarget = (a: RouteTarget, b: RouteTarget): boolean =>
  a.id === b.id && (a.kind === b.kind || a.kind === 'unknown-gateway' || b.kind === 'unknown-gateway');

const leadsTo = ({ via }: RouteTableHop, { target, active }: RouteOutcome): boolean =>
  active && sameTarget(target, via);

/**
 * semantics.md section 2, "Route table": the rows are in the order of precedence, and the first whose block holds the
 * address wins; a row that is not active still wins, and drops. Which of several outcomes holds is not known. A route
 * whose prefix list is unknown may win over the known rows or not.
 */
export const evaluateRouteTable = (hop: RouteTableHop, assignment: Assignment): RouteTableEvaluation => {
  const { table, gap } = hop;
  if (table === undefined) {
    return { kind: 'routeTable', hop, verdict: 'undecided', row: undefined, gaps: gap === undefined ? [] : [gap] };
  }
  const address = addressOf(hop.destination, assignment);
  const row = table.rows.find(({ destination }) => cidrContains(destination, address));
  const possible = [
    ...(row?.outcomes ?? []).map((outcome) => leadsTo(hop, outcome)),
    ...(row === undefined ? [false] : []),
    ...table.unresolved.map(({ outcome }) => leadsTo(hop, outcome)),
  ];
  const verdict: Verdict = possible.every((leads) => leads)
    ? 'admitted'
    : possible.some((leads) => leads)
      ? 'undecided'
      : 'refused';
  const gaps =
    verdict === 'undecided'
      ? [...(row?.gap === undefined ? [] : [row.gap]), ...table.unresolved.map((route) => route.gap)]
      : [];
  return { kind: 'routeTable', hop, verdict, row, gaps };
};
