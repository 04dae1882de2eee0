/**
 * Appliances between a gateway and an interface (semantics.md section 3, "Middleboxes"; VPC user guide, "Middlebox
 * routing wizard"): they are taken to forward everything, and the path says so.
 */
import type { Network } from '../network/network.js';
import type { RouteOutcome, RouteRow, RouteTable, RouteTarget } from '../network/routeTable.js';
import { type Address, formatAddress } from '../values/address.js';
import { cidrContains } from '../values/cidr.js';
import type { ConditionHop, RouteTableHop } from './path.js';

/** What the route table associated with a gateway does to packets for one address. */
export interface EdgeRouting {
  readonly conditions: readonly ConditionHop[];
  readonly assumptions: readonly string[];
  /** Ids of the appliances that the packets are sent to. */
  readonly appliances: readonly string[];
}

const none: EdgeRouting = { conditions: [], assumptions: [], appliances: [] };

export const edgeRouting = (network: Network, gatewayId: string, address: Address): EdgeRouting => {
  const table = network.edgeTables.get(gatewayId);
  const row = table?.rows.find(({ destination }) => cidrContains(destination, address));
  if (table === undefined || row === undefined) return none;
  // A route whose prefix list is not in the snapshot may win the address too.
  const outcomes = [...row.outcomes, ...table.unresolved.map(({ outcome }) => outcome)];
  if (outcomes.every(({ active, target }) => active && target.kind === 'local')) return none;
  const text = formatAddress(address);
  const appliances = row.outcomes.filter(({ target }) => target.kind !== 'local').map(({ target }) => target.id);
  const states = new Set(outcomes.map(({ active }) => active));
  if (states.size === 1 && states.has(true)) {
    return {
      conditions: [],
      assumptions: appliances.map(
        (id) =>
          `${table.id}, the route table of ${gatewayId}, sends ${text} to ${id}, which is assumed to forward everything`,
      ),
      appliances,
    };
  }
  return {
    conditions: [
      {
        kind: 'condition',
        leg: 0,
        direction: 'request',
        code: 'BAD_STATE_ROUTE',
        element: table.id,
        statement: `the route of ${table.id}, the route table of ${gatewayId}, for ${text} is active`,
        holds: states.size === 1 ? false : 'unknown',
        gap: states.size === 1 ? undefined : (row.gap ?? table.unresolved[0]?.gap),
      },
    ],
    assumptions: [],
    appliances,
  };
};

/** A firewall endpoint, as opposed to the gateway endpoint of a service, whose routes name a prefix list. */
const isFirewallEndpoint = ({ target }: RouteOutcome, { origin }: RouteRow): boolean =>
  origin !== 'prefix-list' && target.kind === 'other' && target.id.startsWith('vpce-');

const throughAppliance = (
  tableId: string,
  row: RouteRow,
  via: RouteTarget,
  appliances: readonly string[],
): RouteRow => {
  const [outcome, ...others] = row.outcomes;
  if (others.length > 0 || !outcome.active) return row;
  if (appliances.includes(outcome.target.id)) return { ...row, outcomes: [{ target: via, active: true }] };
  if (via.kind !== 'internet-gateway' || !isFirewallEndpoint(outcome, row)) return row;
  // Packets come in without the endpoint, so where it sends their replies is not in the configuration.
  return {
    ...row,
    outcomes: [outcome, { target: via, active: true }],
    gap: {
      resource: outcome.target.id,
      reason: `${tableId} sends replies to ${outcome.target.id}, and whether they leave by ${via.id} from there is not known`,
      remedy: `aws ec2 describe-vpc-endpoints --vpc-endpoint-ids ${outcome.target.id}`,
    },
  };
};

/** The hop with replies that go to an appliance taken as replies that the appliance forwards to the gateway. */
export const replyThroughAppliances = (hop: RouteTableHop, appliances: readonly string[]): RouteTableHop => {
  const { table, via } = hop;
  if (table === undefined) return hop;
  const rows = table.rows.map((row) => throughAppliance(table.id, row, via, appliances));
  if (rows.every((row, index) => row === table.rows[index])) return hop;
  const through: RouteTable = { ...table, rows };
  return { ...hop, table: through };
};
