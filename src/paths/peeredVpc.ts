/** Route `PeeredVPC`, through a VPC peering connection: semantics.md section 4. */
import type { NetworkInterface } from '../network/networkInterface.js';
import type { RouteTarget } from '../network/routeTable.js';
import type { Subnet } from '../network/subnet.js';
import type { Address } from '../values/address.js';
import type { AddressSet } from '../values/addressSet.js';
import type { Cidr } from '../values/cidr.js';
import { unknownVpcCondition } from './conditions.js';
import type { PathContext } from './context.js';
import { directPath, isClosed } from './direct.js';
import type { PathOptions } from './options.js';
import type { AddressOperand, Hop, Path } from './path.js';
import { type Peer, peersOf } from './peers.js';
import { unknownSources } from './sources.js';
import { clientSourcePort, destinationPort, networkAclHop, routeTableHop, type SubnetRef } from './subnetHops.js';

/** A part of a peer's clients, with the hops on their side of the connection. */
export interface ClientSide {
  readonly key: string;
  readonly sources: AddressSet;
  readonly before: readonly Hop[];
  readonly after: readonly Hop[];
  readonly assumptions: readonly string[];
}

const ofFamily = (cidrs: readonly Cidr[], address: Address): readonly Cidr[] =>
  cidrs.filter(({ family }) => family === address.family);

/** Every part of a peer from which packets to `address` may come. `port` is the destination port of the request. */
export const clientSides = (
  context: PathContext,
  peer: Peer,
  own: readonly Cidr[],
  address: Address,
  port = destinationPort,
): readonly ClientSide[] => {
  const { family } = address;
  switch (peer.clients.kind) {
    case 'subnets':
      return peer.clients.groups.flatMap((group) => {
        const include = ofFamily(
          group.flatMap(({ cidrs }) => cidrs),
          address,
        );
        const [first] = group;
        if (include.length === 0 || first === undefined) return [];
        return [
          {
            key: group.map(({ id }) => id).join(' '),
            sources: { family, include, exclude: [] },
            ...clientSubnetHops(context, group, first, peer.connectionId, address, port),
            assumptions: [],
          },
        ];
      });
    case 'listed': {
      const include = ofFamily(peer.clients.cidrs, address);
      const sources: AddressSet = { family, include, exclude: [] };
      return include.length === 0
        ? []
        : [{ key: 'listed', sources, before: [], after: [], assumptions: [peer.clients.assumption] }];
    }
    case 'anywhere':
      return [{ key: 'anywhere', sources: unknownSources(family, own), before: [], after: [], assumptions: [] }];
  }
};

/** The client's own subnet: its table sends the request to the connection, its network ACL lets both ways pass. */
const clientSubnetHops = (
  context: PathContext,
  group: readonly Subnet[],
  first: Subnet,
  connectionId: string,
  address: Address,
  port: typeof destinationPort,
): Pick<ClientSide, 'before' | 'after'> => {
  const at: SubnetRef = { id: group.map(({ id }) => id).join(', '), subnet: first };
  const remote: AddressOperand = { of: 'fixed', address };
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

/** Every way through a peering connection to the interface's own addresses. */
export const peeredVpcPaths = (
  context: PathContext,
  networkInterface: NetworkInterface,
  { semantics, blocked = false }: PathOptions,
): readonly Path[] => {
  const { network } = context;
  const { vpcId, subnet } = networkInterface;
  const vpc = network.vpcs.get(vpcId);
  const addresses = [...networkInterface.ipv4.map(({ address }) => address), ...networkInterface.ipv6];
  return peersOf(network, vpcId, subnet?.routeTable, { oneWay: semantics === 'one-way', blocked })
    .flatMap((peer) =>
      addresses.flatMap((address) =>
        clientSides(context, peer, vpc?.cidrs ?? [], address).map((side) =>
          directPath(context, networkInterface, {
            route: 'PeeredVPC',
            gateway: { kind: 'vpc-peering-connection', id: peer.connectionId },
            address,
            publicAddress: undefined,
            conditions: [...peer.conditions, ...(vpc === undefined ? [unknownVpcCondition(vpcId)] : [])],
            sources: side.sources,
            sourcesKey: side.key,
            remoteInterfaces: { groupIds: [], peer: peer.remote },
            before: side.before,
            after: side.after,
            appliances: [],
            connections: [],
            assumptions: side.assumptions,
          }),
        ),
      ),
    )
    .filter((path) => blocked || !isClosed(path));
};
