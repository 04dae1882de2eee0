/** Where a packet from outside arrives first: an interface, or a load balancer node (semantics.md sections 3-6). */
import type { NetworkInterface } from '../network/networkInterface.js';
import type { RouteTarget } from '../network/routeTable.js';
import type { Subnet } from '../network/subnet.js';
import type { Address, Family } from '../values/address.js';
import type { AddressSet } from '../values/addressSet.js';
import type { PathContext } from './context.js';
import { replyThroughAppliances } from './middlebox.js';
import type { AddressOperand, ConditionHop, Hop, PortOperand, Route } from './path.js';
import { type RemoteInterfaces, securityGroupsHop } from './securityGroupsHop.js';
import { client, clientSourcePort, networkAclHop, routeTableHop } from './subnetHops.js';

/** One address of the place. */
export interface ArrivalAddress {
  readonly family: Family;
  readonly operand: AddressOperand;
  /** The address itself, or one of those that it may be. */
  readonly example: Address;
  readonly public: PublicAddress;
}

/** Whether the internet can name an IPv4 address; IPv6 addresses are public as they are. */
export type PublicAddress =
  | { readonly kind: 'none' }
  | { readonly kind: 'known'; readonly address: Address }
  /** A node that the snapshot does not hold has one, whichever it is. */
  | { readonly kind: 'assumed' };

export interface Arrival {
  readonly id: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly subnet: Subnet | undefined;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly denyAllIgwTraffic: boolean;
  readonly addresses: readonly ArrivalAddress[];
}

/** An interface as a place of arrival. */
export const arrivalAt = (networkInterface: NetworkInterface): Arrival => ({
  id: networkInterface.id,
  vpcId: networkInterface.vpcId,
  subnetId: networkInterface.subnetId,
  subnet: networkInterface.subnet,
  account: networkInterface.account,
  region: networkInterface.region,
  denyAllIgwTraffic: networkInterface.denyAllIgwTraffic,
  addresses: [
    ...networkInterface.ipv4.map(
      ({ address, publicAddress }): ArrivalAddress => ({
        family: 'ipv4',
        operand: { of: 'fixed', address },
        example: address,
        public: publicAddress === undefined ? { kind: 'none' } : { kind: 'known', address: publicAddress },
      }),
    ),
    ...networkInterface.ipv6.map(
      (address): ArrivalAddress => ({
        family: 'ipv6',
        operand: { of: 'fixed', address },
        example: address,
        public: { kind: 'known', address },
      }),
    ),
  ],
});

/** The way of a packet through one gateway to one address of a place. */
export interface Way {
  readonly route: Route;
  readonly gateway: RouteTarget;
  readonly address: ArrivalAddress;
  readonly conditions: readonly ConditionHop[];
  /** The clients, and what tells them apart from those of other ways through the same gateway. */
  readonly sources: AddressSet;
  readonly sourcesKey: string;
  readonly remoteInterfaces: RemoteInterfaces;
  /** The address that hops on the client's side look at; undefined where there are none. */
  readonly clientSideAddress: AddressOperand | undefined;
  /** Hops on the client's side of the gateway, for the request and for the reply. */
  readonly before: readonly Hop[];
  readonly after: readonly Hop[];
  /** Ids of the appliances that the gateway's own route table puts in the way. */
  readonly appliances: readonly string[];
  readonly connections: readonly string[];
  readonly assumptions: readonly string[];
}

/** A way that a fact of the configuration closes for every packet. */
export const isClosed = ({ conditions }: Way): boolean => conditions.some(({ holds }) => holds === false);

/** What the place itself asks of a packet. */
export interface ArrivalFilter {
  /** Destination port of the client's packet. */
  readonly port: PortOperand;
  /** Groups whose rules decide; undefined: everything is admitted (a load balancer without groups). */
  readonly securityGroupIds: readonly string[] | undefined;
}

/** All hops of the client's packet and of the reply to it, in the order in which they are met. */
export const arrivalHops = (
  context: PathContext,
  { subnetId, subnet }: Arrival,
  way: Way,
  { port, securityGroupIds }: ArrivalFilter,
): { readonly request: readonly Hop[]; readonly reply: readonly Hop[] } => {
  const at = { id: subnetId, subnet };
  return {
    request: [
      ...way.before,
      ...way.conditions,
      networkAclHop(context, at, { leg: 0, direction: 'request', aclDirection: 'inbound', remote: client, port }),
      ...(securityGroupIds === undefined
        ? []
        : [
            securityGroupsHop(context, {
              leg: 0,
              family: way.address.family,
              groupIds: securityGroupIds,
              ruleDirection: 'ingress',
              remote: client,
              port,
              remoteInterfaces: way.remoteInterfaces,
            }),
          ]),
    ],
    reply: [
      networkAclHop(context, at, {
        leg: 0,
        direction: 'reply',
        aclDirection: 'outbound',
        remote: client,
        port: clientSourcePort,
      }),
      replyThroughAppliances(
        routeTableHop(context, at, { leg: 0, direction: 'reply', destination: client, via: way.gateway }),
        way.appliances,
      ),
      ...way.after,
    ],
  };
};
