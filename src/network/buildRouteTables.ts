import type { ResourceOf } from '../snapshot/schema.js';
import type { Resources } from '../snapshot/snapshot.js';
import { type Cidr, cidrCovers, compareCidrs, parseCidr, sameCidr } from '../values/cidr.js';
import type { Gateways } from './gateways.js';
import { type PrefixLists, prefixListGap } from './prefixList.js';
import type { RouteOutcome, RouteRow, RouteTable, RouteTarget, UnresolvedRoute } from './routeTable.js';

type Route = ResourceOf<'RouteTables'>['Routes'][number];

/** One route with one destination block, before precedence is settled. */
interface Candidate {
  readonly destination: Cidr;
  readonly origin: RouteRow['origin'];
  readonly prefixListId: string | undefined;
  readonly outcomes: readonly RouteOutcome[];
}

/** VPC user guide, "Route priority": at equal length static beats prefix list beats propagated. */
const rank: Readonly<Record<RouteRow['origin'], number>> = { local: 0, static: 1, 'prefix-list': 2, propagated: 3 };

/** All route tables by id. */
export const buildRouteTables = (
  { RouteTables = [] }: Resources,
  gateways: Gateways,
  prefixLists: PrefixLists,
): ReadonlyMap<string, RouteTable> =>
  new Map(
    RouteTables.map((table) => {
      const candidates: Candidate[] = [];
      const unresolved: UnresolvedRoute[] = [];
      for (const route of table.Routes) {
        const target = targetOf(route, gateways);
        const outcomes = outcomesOf(route, target);
        const origin = originOf(route, target);
        const { DestinationPrefixListId: prefixListId } = route;
        if (prefixListId !== undefined) {
          const blocks = prefixLists.get(prefixListId);
          // Nothing limits what an unknown list holds, not even that of a gateway endpoint.
          if (blocks === undefined) {
            for (const outcome of outcomes) {
              unresolved.push({ prefixListId, outcome, gap: prefixListGap(prefixListId, table.RouteTableId) });
            }
          } else for (const destination of blocks) candidates.push({ destination, origin, prefixListId, outcomes });
          continue;
        }
        for (const text of [route.DestinationCidrBlock, route.DestinationIpv6CidrBlock]) {
          const destination = text === undefined ? undefined : parseCidr(text);
          if (destination !== undefined) candidates.push({ destination, origin, prefixListId: undefined, outcomes });
        }
      }
      const built: RouteTable = {
        id: table.RouteTableId,
        vpcId: table.VpcId,
        rows: rowsOf(table.RouteTableId, candidates),
        unresolved: unresolved.sort((a, b) => compareText(unresolvedKey(a), unresolvedKey(b))),
      };
      return [built.id, built];
    }),
  );

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const outcomeKey = ({ target, active }: RouteOutcome): string => `${target.kind} ${target.id} ${active}`;
const unresolvedKey = ({ prefixListId, outcome }: UnresolvedRoute): string => `${prefixListId} ${outcomeKey(outcome)}`;

const targetOf = (route: Route, gateways: Gateways): RouteTarget => {
  const { GatewayId } = route;
  if (GatewayId === 'local') return { kind: 'local', id: 'local' };
  if (route.VpcPeeringConnectionId !== undefined) {
    return { kind: 'vpc-peering-connection', id: route.VpcPeeringConnectionId };
  }
  if (GatewayId !== undefined) {
    if (gateways.internetGatewayIds.has(GatewayId)) return { kind: 'internet-gateway', id: GatewayId };
    if (gateways.vpnGatewayIds.has(GatewayId)) return { kind: 'vpn-gateway', id: GatewayId };
    // Ids are opaque, but AWS's own prefixes tell what an id that the snapshot lacks would be.
    if (GatewayId.startsWith('igw-')) return { kind: 'internet-gateway', id: GatewayId };
    if (GatewayId.startsWith('vgw-')) return { kind: 'vpn-gateway', id: GatewayId };
    if (/^(vpce|eigw|nat|tgw|lgw|cagw|eni|i|pcx)-/.test(GatewayId)) return { kind: 'other', id: GatewayId };
    return { kind: 'unknown-gateway', id: GatewayId };
  }
  const id =
    route.NatGatewayId ??
    route.TransitGatewayId ??
    route.NetworkInterfaceId ??
    route.InstanceId ??
    route.EgressOnlyInternetGatewayId ??
    route.LocalGatewayId ??
    route.CarrierGatewayId ??
    route.CoreNetworkArn;
  return { kind: 'other', id: id ?? 'a target that is not named' };
};

/** A route without a state may be either; AWS always gives one. */
const outcomesOf = ({ State }: Route, target: RouteTarget): readonly RouteOutcome[] =>
  State === undefined
    ? [
        { target, active: true },
        { target, active: false },
      ]
    : [{ target, active: State === 'active' }];

const originOf = (route: Route, target: RouteTarget): RouteRow['origin'] => {
  if (target.kind === 'local') return 'local';
  if (route.Origin === 'EnableVgwRoutePropagation') return 'propagated';
  return route.DestinationPrefixListId === undefined ? 'static' : 'prefix-list';
};

/** Orders the routes so that the first match decides, and drops those that can never win. */
const rowsOf = (tableId: string, candidates: readonly Candidate[]): readonly RouteRow[] => {
  const locals = candidates.filter(({ origin }) => origin === 'local');
  const sorted = candidates
    // "If you have a propagated route that overlaps the local route, the local route takes priority even if the
    // propagated route is more specific" (VPC user guide). A wider propagated route loses by length alone.
    .filter(
      ({ origin, destination }) =>
        origin !== 'propagated' || !locals.some((local) => cidrCovers(local.destination, destination)),
    )
    .sort(
      (a, b) =>
        b.destination.length - a.destination.length ||
        compareCidrs(a.destination, b.destination) ||
        rank[a.origin] - rank[b.origin] ||
        compareText(a.prefixListId ?? '', b.prefixListId ?? ''),
    );
  const rows: RouteRow[] = [];
  for (let index = 0; index < sorted.length; ) {
    const first = sorted[index];
    if (first === undefined) break;
    const equal: Candidate[] = [];
    let end = index;
    for (; end < sorted.length; end += 1) {
      const next = sorted[end];
      if (next === undefined || !sameCidr(next.destination, first.destination)) break;
      if (rank[next.origin] === rank[first.origin]) equal.push(next);
    }
    rows.push(rowOf(tableId, first, equal));
    index = end;
  }
  return rows;
};

const rowOf = (tableId: string, first: Candidate, equal: readonly Candidate[]): RouteRow => {
  const outcomes = [
    ...new Map(equal.flatMap((candidate) => candidate.outcomes).map((o) => [outcomeKey(o), o])).entries(),
  ]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, outcome]) => outcome);
  const [head, ...tail] = outcomes;
  if (head === undefined) throw new Error(`route table ${tableId} has a row without an outcome`);
  const { destination, origin, prefixListId } = first;
  return {
    destination,
    origin,
    prefixListId,
    outcomes: [head, ...tail],
    gap:
      tail.length === 0
        ? undefined
        : {
            resource: tableId,
            reason: `${tableId} does not tell which of its routes of equal length wins: ${outcomes
              .map(({ target, active }) => `${target.id}${active ? '' : ' (not active)'}`)
              .join(', ')}`,
            remedy: `aws ec2 describe-route-tables --route-table-ids ${tableId}`,
          },
  };
};
