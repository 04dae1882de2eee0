import type { AwsNetwork, AwsRoute, AwsRouteTable } from '../awsNetwork.js';
import { type At, inside, lengthOf } from './addresses.js';
import type { Verdict } from './logic.js';
import { prefixList, subnetOf } from './resources.js';

const targetOf = (route: AwsRoute): string | undefined =>
  route.GatewayId ??
  route.VpcPeeringConnectionId ??
  route.NatGatewayId ??
  route.NetworkInterfaceId ??
  route.EgressOnlyInternetGatewayId;

const isPropagated = ({ Origin }: AwsRoute): boolean => Origin === 'EnableVgwRoutePropagation';

/** Lower wins among equal lengths: static, by prefix list, propagated. */
const rank = (route: AwsRoute): number =>
  isPropagated(route) ? 2 : route.DestinationPrefixListId === undefined ? 0 : 1;

/** Length of the longest block of a route that holds the address; undefined: none does. `unknown`: no list, no answer. */
const matchLength = (aws: AwsNetwork, route: AwsRoute, address: At): number | 'unknown' | undefined => {
  const block = route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock;
  if (block !== undefined) return inside(block, address) ? lengthOf(block) : undefined;
  const blocks = prefixList(aws, route.DestinationPrefixListId ?? '');
  if (blocks === undefined) return 'unknown';
  const lengths = blocks.filter((cidr) => inside(cidr, address)).map(lengthOf);
  return lengths.length === 0 ? undefined : Math.max(...lengths);
};

const tableOf = (aws: AwsNetwork, subnetId: string) => {
  const explicit = aws.RouteTables.find(({ Associations }) =>
    Associations.some(
      ({ SubnetId, AssociationState }) => SubnetId === subnetId && AssociationState.State === 'associated',
    ),
  );
  const { VpcId: vpcId } = subnetOf(aws, subnetId);
  return (
    explicit ??
    aws.RouteTables.find(({ VpcId, Associations }) => VpcId === vpcId && Associations.some(({ Main }) => Main))
  );
};

/** Every route that may win an address in a table; `none` where it may be that no route does. */
const possibleWinners = (aws: AwsNetwork, { Routes }: AwsRouteTable, address: At): readonly (AwsRoute | 'none')[] => {
  const matches = Routes.map((route) => ({ route, length: matchLength(aws, route, address) }));
  const unknown = matches.filter(({ length }) => length === 'unknown').map(({ route }) => route);
  const known = matches.flatMap(({ route, length }) => (typeof length === 'number' ? [{ route, length }] : []));
  // A local route beats every propagated one.
  const isLocal = known.some(({ route }) => route.GatewayId === 'local');
  const candidates = known.filter(({ route }) => !(isLocal && isPropagated(route)));
  const longest = Math.max(...candidates.map(({ length }) => length));
  const best = candidates.filter(({ length }) => length === longest);
  const lowest = Math.min(...best.map(({ route }) => rank(route)));
  const winners = best.filter(({ route }) => rank(route) === lowest).map(({ route }) => route);
  return [...(winners.length === 0 ? (['none'] as const) : winners), ...unknown];
};

const decided = (outcomes: readonly boolean[]): Verdict => {
  if (!outcomes.includes(false)) return 'admitted';
  return outcomes.includes(true) ? 'undecided' : 'refused';
};

/**
 * semantics.md section 2, "Route table": whether the subnet's table sends an address to a gateway, directly or by an
 * appliance through which packets to `own` come in.
 */
export const routeTableSends = (
  aws: AwsNetwork,
  subnetId: string,
  address: At,
  gatewayId: string,
  own?: At,
): Verdict => {
  const table = tableOf(aws, subnetId);
  if (table === undefined) return 'undecided';
  const exits = [gatewayId, ...(own === undefined ? [] : appliancesFor(aws, gatewayId, own))];
  return decided(
    possibleWinners(aws, table, address).map(
      (winner) => winner !== 'none' && winner.State === 'active' && exits.includes(targetOf(winner)),
    ),
  );
};

/**
 * Section 3, "Middleboxes": the gateway's own table may send an address to an appliance, which is taken to forward
 * everything; a route of it that is not active drops.
 */
export const edgeTableForwards = (aws: AwsNetwork, gatewayId: string, address: At): Verdict => {
  const table = edgeTableOf(aws, gatewayId);
  if (table === undefined) return 'admitted';
  return decided(possibleWinners(aws, table, address).map((winner) => winner === 'none' || winner.State === 'active'));
};

const edgeTableOf = (aws: AwsNetwork, gatewayId: string): AwsRouteTable | undefined =>
  aws.RouteTables.find(({ Associations }) =>
    Associations.some(
      ({ GatewayId, AssociationState }) => GatewayId === gatewayId && AssociationState.State === 'associated',
    ),
  );

/** Appliances on the way from the gateway to an address: they forward replies to the gateway, too. */
const appliancesFor = (aws: AwsNetwork, gatewayId: string, address: At): readonly (string | undefined)[] => {
  const table = edgeTableOf(aws, gatewayId);
  const winners = table === undefined ? [] : possibleWinners(aws, table, address);
  return winners.flatMap((winner) =>
    winner === 'none' || winner.GatewayId === 'local' || matchLength(aws, winner, address) === 'unknown'
      ? []
      : [targetOf(winner)],
  );
};
