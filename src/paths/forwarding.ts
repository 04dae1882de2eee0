/** The packet that a load balancer node sends on: semantics.md section 6, step 2. */
import type { LoadBalancer, LoadBalancerNode } from '../network/loadBalancer.js';
import type { Address, Family } from '../values/address.js';
import type { PathContext } from './context.js';
import type { AddressOperand, Hop, Leg, PortOperand } from './path.js';
import { type RemotePeer, securityGroupsHop } from './securityGroupsHop.js';
import { client, clientSourcePort, networkAclHop, type SubnetRef } from './subnetHops.js';

/** Who gets the packet: the target's interface, or the node of another load balancer. */
export interface Receiver {
  readonly at: SubnetRef;
  readonly family: Family;
  readonly address: AddressOperand;
  readonly port: PortOperand;
  /** Undefined: everything is admitted (a load balancer without groups). */
  readonly securityGroupIds: readonly string[] | undefined;
}

export interface Forwarding {
  /** 1 for the packet of the first load balancer, 2 for that of the second. */
  readonly leg: number;
  readonly balancer: LoadBalancer;
  readonly node: LoadBalancerNode;
  readonly receiver: Receiver;
  /** The client's address and port stay on the packet. */
  readonly keepsClient: boolean;
  /** The node's own address, where it does not. */
  readonly nodeAddress: AddressOperand;
  /** Where the client is, for references to its groups. */
  readonly clientPeer: RemotePeer | undefined;
}

/** All hops of the packet and of the reply to it, and the packet itself. */
export const forwardingHops = (
  context: PathContext,
  { leg, balancer, node, receiver, keepsClient, nodeAddress, clientPeer }: Forwarding,
): { readonly request: readonly Hop[]; readonly reply: readonly Hop[]; readonly packet: Leg } => {
  const { at, family, address, port, securityGroupIds } = receiver;
  const nodeAt: SubnetRef = { id: node.subnetId, subnet: node.subnet };
  const source = keepsClient ? client : nodeAddress;
  const sourcePort: PortOperand = keepsClient ? clientSourcePort : { of: 'nodeSource', leg };
  const crossesBoundary = at.id !== nodeAt.id;
  const request = { leg, direction: 'request' } as const;
  const reply = { leg, direction: 'reply' } as const;
  return {
    request: [
      ...(balancer.securityGroupIds.length === 0
        ? []
        : [
            securityGroupsHop(context, {
              leg,
              family,
              groupIds: balancer.securityGroupIds,
              ruleDirection: 'egress',
              remote: address,
              port,
              remoteInterfaces: { groupIds: securityGroupIds ?? [], peer: undefined },
            }),
          ]),
      // "Classic Load Balancers apply their network ACL even to targets in the same subnet" (semantics.md section 6).
      ...(crossesBoundary || balancer.type === 'classic'
        ? [networkAclHop(context, nodeAt, { ...request, aclDirection: 'outbound', remote: address, port })]
        : []),
      ...(crossesBoundary
        ? [networkAclHop(context, at, { ...request, aclDirection: 'inbound', remote: source, port })]
        : []),
      ...(securityGroupIds === undefined
        ? []
        : [
            securityGroupsHop(context, {
              leg,
              family,
              groupIds: securityGroupIds,
              ruleDirection: 'ingress',
              remote: source,
              port,
              remoteInterfaces: {
                groupIds: balancer.securityGroupIds,
                peer: keepsClient ? clientPeer : undefined,
              },
            }),
          ]),
    ],
    reply: crossesBoundary
      ? [
          networkAclHop(context, at, { ...reply, aclDirection: 'outbound', remote: source, port: sourcePort }),
          networkAclHop(context, nodeAt, { ...reply, aclDirection: 'inbound', remote: address, port: sourcePort }),
        ]
      : [],
    packet: {
      source,
      sourcePort,
      destination: address,
      delivered: address,
      destinationPort: port,
      destinationName: undefined,
    },
  };
};

/** The private address from which a node sends, of one family; undefined where it has none. */
export const nodeSource = (
  { networkInterface, subnet }: LoadBalancerNode,
  family: Family,
  leg: number,
): AddressOperand | undefined => {
  if (networkInterface === undefined) {
    return subnet === undefined || subnet.cidrs.some((cidr) => cidr.family === family)
      ? { of: 'node', leg }
      : undefined;
  }
  const address = ownAddress(networkInterface, family);
  return address === undefined ? undefined : { of: 'fixed', address };
};

const ownAddress = (
  { ipv4, ipv6 }: NonNullable<LoadBalancerNode['networkInterface']>,
  family: Family,
): Address | undefined => (family === 'ipv4' ? (ipv4.find(({ primary }) => primary) ?? ipv4[0])?.address : ipv6[0]);
