/** Route `PeeredVPC`, through a VPC peering connection: semantics.md section 4. */
import type { RouteTarget } from '../network/routeTable.js';
import type { Subnet } from '../network/subnet.js';
import type { Family } from '../values/address.js';
import type { AddressSet } from '../values/addressSet.js';
import type { Cidr } from '../values/cidr.js';
import { type Arrival, type ArrivalAddress, isClosed, type Way } from './arrival.js';
import { unknownVpcCondition } from './conditions.js';
import type { PathContext } from './context.js';
import type { PathOptions } from './options.js';
import type { PortOperand } from './path.js';
import { type Peer, peersOf } from './peers.js';
import { unknownSources } from './sources.js';
import { clientSourcePort, networkAclHop, routeTableHop, type SubnetRef } from './subnetHops.js';

/** A part of a peer's clients, with the hops on their side of the connection. */
type ClientSide = Pick<Way, 'sourcesKey' | 'sources' | 'before' | 'after' | 'assumptions'>;

const ofFamily = (cidrs: readonly Cidr[], wanted: Family): readonly Cidr[] =>
  cidrs.filter(({ family }) => family === wanted);

/** Every part of a peer from which packets to `address` may come. `port` is the destination port of the request. */
const clientSides = (
  context: PathContext,
  peer: Peer,
  own: readonly Cidr[],
  address: ArrivalAddress,
  port: PortOperand,
): readonly ClientSide[] => {
  const { family } = address;
  switch (peer.clients.kind) {
    case 'subnets':
      return peer.clients.groups.flatMap((group) => {
        const include = ofFamily(
          group.flatMap(({ cidrs }) => cidrs),
          family,
        );
        const [first] = group;
        if (include.length === 0 || first === undefined) return [];
        return [
          {
            sourcesKey: group.map(({ id }) => id).join(' '),
            sources: { family, include, exclude: [] },
            ...clientSubnetHops(context, group, first, peer.connectionId, address, port),
            assumptions: [],
          },
        ];
      });
    case 'listed': {
      const include = ofFamily(peer.clients.cidrs, family);
      const sources: AddressSet = { family, include, exclude: [] };
      return include.length === 0
        ? []
        : [{ sourcesKey: 'listed', sources, before: [], after: [], assumptions: [peer.clients.assumption] }];
    }
    case 'anywhere':
      return [{ sourcesKey: 'anywhere', sources: unknownSources(family, own), before: [], after: [], assumptions: [] }];
  }
};

/** The client's own subnet: its network ACL lets both ways pass, its table sends the request to the connection. */
const clientSubnetHops = (
  context: PathContext,
  group: readonly Subnet[],
  first: Subnet,
  connectionId: string,
  { operand: remote }: ArrivalAddress,
  port: PortOperand,
): Pick<Way, 'before' | 'after'> => {
  const at: SubnetRef = { id: group.map(({ id }) => id).join(', '), subnet: first };
  const via: RouteTarget = { kind: 'vpc-peering-connection', id: connectionId };
  const request = { leg: 0, direction: 'request' } as const;
  return {
    before: [
      networkAclHop(context, at, { ...request, aclDirection: 'outbound', remote, port }),
      routeTableHop(context, at, { ...request, destination: remote, via }),
    ],
    after: [
      networkAclHop(context, at, {
        leg: 0,
        direction: 'reply',
        aclDirection: 'inbound',
        remote,
        port: clientSourcePort,
      }),
    ],
  };
};

/** Every way through a peering connection to the place's own addresses. */
export const peeredVpcWays = (
  context: PathContext,
  arrival: Arrival,
  { semantics, blocked = false }: PathOptions,
  port: PortOperand,
): readonly Way[] => {
  const { network } = context;
  const { vpcId, subnet } = arrival;
  const vpc = network.vpcs.get(vpcId);
  return peersOf(network, vpcId, subnet?.routeTable, { oneWay: semantics === 'one-way', blocked })
    .flatMap((peer) =>
      arrival.addresses.flatMap((address) =>
        clientSides(context, peer, vpc?.cidrs ?? [], address, port).map(
          (side): Way => ({
            route: 'PeeredVPC',
            gateway: { kind: 'vpc-peering-connection', id: peer.connectionId },
            address,
            conditions: [...peer.conditions, ...(vpc === undefined ? [unknownVpcCondition(vpcId)] : [])],
            remoteInterfaces: { groupIds: [], peer: peer.remote },
            appliances: [],
            connections: [],
            ...side,
          }),
        ),
      ),
    )
    .filter((way) => blocked || !isClosed(way));
};
