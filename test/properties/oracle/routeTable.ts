import type { AwsNetwork, AwsRoute } from '../awsNetwork.js';
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

/** semantics.md section 2, "Route table": whether the subnet's table sends an address to a gateway. */
export const routeTableSends = (aws: AwsNetwork, subnetId: string, address: At, gatewayId: string): Verdict => {
  const table = tableOf(aws, subnetId);
  if (table === undefined) return 'undecided';
  const leads = (route: AwsRoute): boolean => route.State === 'active' && targetOf(route) === gatewayId;
  const matches = table.Routes.map((route) => ({ route, length: matchLength(aws, route, address) }));
  const unknown = matches.filter(({ length }) => length === 'unknown').map(({ route }) => route);
  const known = matches.flatMap(({ route, length }) => (typeof length === 'number' ? [{ route, length }] : []));
  // A local route beats every propagated one.
  const isLocal = known.some(({ route }) => route.GatewayId === 'local');
  const candidates = known.filter(({ route }) => !(isLocal && isPropagated(route)));
  const longest = Math.max(...candidates.map(({ length }) => length));
  const best = candidates.filter(({ length }) => length === longest);
  const lowest = Math.min(...best.map(({ route }) => rank(route)));
  const winners = best.filter(({ route }) => rank(route) === lowest).map(({ route }) => route);
  const outcomes = [...(winners.length === 0 ? [false] : winners.map(leads)), ...unknown.map(leads)];
  if (!outcomes.includes(false)) return 'admitted';
  return outcomes.includes(true) ? 'undecided' : 'refused';
};
