import type { RouteRow } from '../../network/routeTable.js';
import { formatCidr } from '../../values/cidr.js';

/** `route 0.0.0.0/0 to igw-1`, or that there is none. */
export const routeOutcomeText = (row: RouteRow | undefined): string =>
  row === undefined
    ? 'has no route'
    : `route ${formatCidr(row.destination)} to ${row.outcomes.map(({ target, active }) => `${target.id}${active ? '' : ' (not active)'}`).join(' or ')}`;
