/**
 * Route tables: local routes of the VPC, the routes that the table is good for, and others that are narrower, wider,
 * propagated, not active, or go by a prefix list. Shrinks to the useful ones.
 */
import fc from 'fast-check';
import type { AwsRoute, AwsRouteTable } from '../../awsNetwork.js';
import { block4, block6, prefixListIds, rarely } from './pools.js';

/** What a route of a VPC's table may lead to, by the field that names it. */
export interface RouteTargets {
  readonly useful: readonly AwsRoute[];
  readonly others: readonly Partial<AwsRoute>[];
  readonly vpnGatewayId: string;
  /** Blocks of the VPC. */
  readonly local: readonly string[];
}

const destination = fc.oneof(
  { weight: 6, arbitrary: block4.map((DestinationCidrBlock) => ({ DestinationCidrBlock })) },
  { weight: 2, arbitrary: block6.map((DestinationIpv6CidrBlock) => ({ DestinationIpv6CidrBlock })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...prefixListIds).map((DestinationPrefixListId) => ({ DestinationPrefixListId })),
  },
);

export const staticRoute = (target: Partial<AwsRoute>, block: string): AwsRoute => ({
  ...(block.includes(':') ? { DestinationIpv6CidrBlock: block } : { DestinationCidrBlock: block }),
  ...target,
  State: 'active',
  Origin: 'CreateRoute',
});

const localRoute = (block: string): AwsRoute => ({
  ...staticRoute({ GatewayId: 'local' }, block),
  Origin: 'CreateRouteTable',
});

const propagated = (vpnGatewayId: string): fc.Arbitrary<AwsRoute> =>
  fc.oneof(block4, block6).map((block) => ({
    ...staticRoute({ GatewayId: vpnGatewayId }, block),
    Origin: 'EnableVgwRoutePropagation',
  }));

const other = (targets: readonly Partial<AwsRoute>[]): fc.Arbitrary<AwsRoute> =>
  fc
    .record({
      destination,
      target: fc.constantFrom(...targets),
      State: fc.constantFrom('active', 'active', 'active', 'blackhole'),
    })
    .map(({ destination: to, target, State }) => ({ ...to, ...target, State, Origin: 'CreateRoute' }));

/** AWS has one static route for a destination, and one propagated one. */
const identity = (route: AwsRoute): string =>
  [
    route.Origin === 'EnableVgwRoutePropagation',
    route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? route.DestinationPrefixListId,
  ].join(' ');

const onlyFirst = (routes: readonly AwsRoute[]): readonly AwsRoute[] => [
  ...new Map([...routes].reverse().map((route) => [identity(route), route])).values(),
];

export const routeTable = (
  id: string,
  vpcId: string,
  { useful, others, vpnGatewayId, local }: RouteTargets,
): fc.Arbitrary<Omit<AwsRouteTable, 'Associations'>> =>
  fc
    .record({
      dropped: fc.array(fc.nat({ max: Math.max(useful.length - 1, 0) }), { maxLength: 2 }),
      more: fc.oneof(
        { weight: 1, arbitrary: fc.constant([]) },
        { weight: 2, arbitrary: fc.array(other(others), { maxLength: 4 }) },
      ),
      propagatedRoutes: fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(propagated(vpnGatewayId), { minLength: 1, maxLength: 3 }) },
      ),
      // A block that was taken from the VPC while the snapshot was taken: only its table still knows it.
      staleLocal: rarely(12),
      order: fc.nat({ max: 20 }),
    })
    .map(({ dropped, more, propagatedRoutes, staleLocal, order }) => {
      const routes = onlyFirst([
        ...local.map(localRoute),
        ...(staleLocal ? [localRoute('54.1.0.0/16')] : []),
        ...more,
        ...useful.filter((_, index) => !dropped.includes(index)),
        ...propagatedRoutes,
      ]);
      const start = routes.length === 0 ? 0 : order % routes.length;
      return { RouteTableId: id, VpcId: vpcId, Routes: [...routes.slice(start), ...routes.slice(0, start)] };
    });
