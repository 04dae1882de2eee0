/** Route `PeeredVPC`, through a VPC peering connection: semantics.md section 4. */
import type { RouteTarget } from '../network/routeTable.js';
import type { Subnet } from '../network/subnet.js';
import type { Family } from '../values/address.js';
import type { AddressSet } from '../values/addressSet.js';
import { type Cidr, cidrContains, cidrCovers } from '../values/cidr.js';
import { type Arrival, type ArrivalAddress, isClosed, type Way } from './arrival.js';
import { unknownVpcCondition } from './conditions.js';
import type { PathContext } from './context.js';
import type { PathOptions } from './options.js';
import type { AddressOperand, PortOperand } from './path.js';
import { type Peer, peersOf } from './peers.js';
import { unknownSources } from './sources.js';
import { clientSourcePort, networkAclHop, routeTableHop, type SubnetRef } from './subnetHops.js';

/** A part of a peer's clients, with the hops on their side of the connection. */
type ClientSide = Pick<Way, 'sourcesKey' | 'sources' | 'clientSideAddress' | 'before' | 'after' | 'assumptions'>;

const ofFamily = (cidrs: readonly Cidr[], wanted: Family): readonly Cidr[] =>
  cidrs.filter(({ family }) => family === wanted);

/** Every part of a peer from which packets to `address` may come. `port` is the destination port of the request. */
const clientSides = (
  context: PathContext,
  peer: Peer,
  own: readonly Cidr[],
  address: ArrivalAddress,
  subnet: Subnet | undefined,
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
            ...clientSubnetHops(context, group, first, peer.connectionId, operandFor(address, subnet, first), port),
            assumptions: [],
          },
        ];
      });
    case 'listed': {
      const include = ofFamily(peer.clients.cidrs, family);
      const sources: AddressSet = { family, include, exclude: [] };
      return include.length === 0
        ? []
        : [
            {
              sourcesKey: 'listed',
              sources,
              clientSideAddress: undefined,
              before: [],
              after: [],
              assumptions: [peer.clients.assumption],
            },
          ];
    }
    case 'anywhere':
      return [
        {
          sourcesKey: 'anywhere',
          sources: unknownSources(family, own),
          clientSideAddress: undefined,
          before: [],
          after: [],
          assumptions: [],
        },
      ];
  }
};

/**
 * The address that the client's table and network ACL look at. Where they treat all addresses of the interface's subnet
 * alike, the subnet's first stands for all of them, so that its interfaces share one question. Without `subnet` it is
 * always the address itself.
 */
const operandFor = ({ operand, family }: ArrivalAddress, subnet: Subnet | undefined, at: Subnet): AddressOperand => {
  const block = subnet?.cidrs.find((cidr) => cidr.family === family);
  if (operand.of !== 'fixed' || block === undefined || !cidrContains(block, operand.address)) return operand;
  const { routeTable, networkAcl } = at;
  const compared = [
    ...(routeTable?.rows ?? []).map(({ destination }) => destination),
    ...(networkAcl?.inbound ?? []).map(({ cidr }) => cidr),
    ...(networkAcl?.outbound ?? []).map(({ cidr }) => cidr),
  ];
  const splits = compared.some((cidr) => cidr.length > block.length && cidrCovers(block, cidr));
  return splits ? operand : { of: 'fixed', address: { family, value: block.value } };
};

/** The client's own subnet: its network ACL lets both ways pass, its table sends the request to the connection. */
const clientSubnetHops = (
  context: PathContext,
  group: readonly Subnet[],
  first: Subnet,
  connectionId: string,
  remote: AddressOperand,
  port: PortOperand,
): Pick<Way, 'clientSideAddress' | 'before' | 'after'> => {
  const at: SubnetRef = { id: group.map(({ id }) => id).join(', '), subnet: first };
  const via: RouteTarget = { kind: 'vpc-peering-connection', id: connectionId };
  const request = { leg: 0, direction: 'request' } as const;
  return {
    clientSideAddress: remote,
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
        clientSides(context, peer, vpc?.cidrs ?? [], address, blocked ? undefined : subnet, port).map(
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
