/**
 * semantics.md once more, packet by packet and straight from `describe-*` output: deliberately naive, and written without
 * the program's model of a network or of its paths, which would otherwise be able to fool every engine at once.
 */
import type { AwsNetwork, AwsNetworkInterface } from '../awsNetwork.js';
import { type At, at, insideAny } from './addresses.js';
import { type Balancer, balancersOf, type Forward, type Node, type Target, zoneOf } from './balancers.js';
import { all, any, type Verdict } from './logic.js';
import { networkAclAdmits } from './networkAcl.js';
import {
  blocksOfSubnet,
  hasPublicAddress,
  ipv6Addresses,
  liveInterfaces,
  privateAddresses,
  subnetOf,
} from './resources.js';
import { securityGroupsAdmit } from './securityGroup.js';
import { type ClientPacket, type Place, type Route, type WayIn, wayIn } from './waysIn.js';

/** Which way a packet takes to which address. */
export interface Approach {
  readonly route: Route;
  /** Id of the gateway or the peering connection. */
  readonly componentId: string;
  readonly networkInterfaceId: string;
  /** Private IPv4 or IPv6 address of the interface. */
  readonly address: string;
  /** Through a load balancer: its ARN (its name, for a Classic one) and the listener. */
  readonly loadBalancer: { readonly id: string; readonly listenerPort: number } | undefined;
}

/** The client's packet, with what load balancer nodes choose, by leg. `destinationPort` is the one at the interface. */
export interface Packet extends ClientPacket {
  readonly nodeAddresses: Readonly<Record<number, At>>;
  readonly nodePorts: Readonly<Record<number, number>>;
}

export type Semantics = 'two-way' | 'one-way';

const placeOf = (aws: AwsNetwork, networkInterface: AwsNetworkInterface, address: string): Place => ({
  subnetId: networkInterface.SubnetId,
  address: at(address),
  isPublic: at(address).family === 'ipv6' || hasPublicAddress(aws, networkInterface, address),
  denyAllIgwTraffic: networkInterface.DenyAllIgwTraffic === true,
});

const groupsOf = ({ Groups }: AwsNetworkInterface): readonly string[] => Groups.map(({ GroupId }) => GroupId);

const both = (semantics: Semantics, request: Verdict, reply: Verdict): Verdict =>
  semantics === 'one-way' ? request : all(request, reply);

/** Sections 3-5. */
const straight = (
  aws: AwsNetwork,
  { route, componentId, address }: Approach,
  networkInterface: AwsNetworkInterface,
  packet: Packet,
  semantics: Semantics,
): Verdict => {
  const way = wayIn(aws, route, componentId, placeOf(aws, networkInterface, address), packet);
  const admitted = securityGroupsAdmit(aws, groupsOf(networkInterface), 'IpPermissions', {
    protocol: packet.protocol,
    port: packet.destinationPort,
    remote: packet.source,
    isMember: way.isMember,
  });
  return both(semantics, all(way.delivered, admitted), way.reply);
};

/** What a node sends a packet to. */
interface Receiver {
  readonly subnetId: string;
  readonly address: At;
  readonly port: number;
  readonly groupIds: readonly string[];
  /** A load balancer without groups. */
  readonly admitsAll: boolean;
}

interface Sending {
  readonly source: At;
  readonly sourcePort: number;
  /** Where the node's own packet is the client's: who may be a member of a group that a rule names. */
  readonly client: WayIn | undefined;
}

/** Section 6, step 2. */
const fromNode = (
  aws: AwsNetwork,
  balancer: Balancer,
  node: Node,
  { source, sourcePort, client }: Sending,
  receiver: Receiver,
  protocol: Packet['protocol'],
  semantics: Semantics,
): Verdict => {
  const sameSubnet = node.subnetId === receiver.subnetId;
  const toReceiver = { protocol, remote: receiver.address, port: receiver.port };
  const fromSender = { protocol, remote: source, port: receiver.port };
  const isMemberOf =
    (groups: readonly string[]) =>
    (group: string): Verdict =>
      groups.includes(group) ? 'admitted' : 'refused';
  const egress: Verdict =
    balancer.groupIds.length === 0
      ? 'admitted'
      : securityGroupsAdmit(aws, balancer.groupIds, 'IpPermissionsEgress', {
          ...toReceiver,
          isMember: isMemberOf(receiver.groupIds),
        });
  const nodeOutbound: Verdict =
    sameSubnet && !balancer.isClassic ? 'admitted' : networkAclAdmits(aws, node.subnetId, true, toReceiver);
  const receiverInbound: Verdict = sameSubnet
    ? 'admitted'
    : networkAclAdmits(aws, receiver.subnetId, false, fromSender);
  const ingress: Verdict = receiver.admitsAll
    ? 'admitted'
    : securityGroupsAdmit(aws, receiver.groupIds, 'IpPermissions', {
        ...fromSender,
        isMember: (group) => any(isMemberOf(balancer.groupIds)(group), client?.isMember(group) ?? 'refused'),
      });
  const reply: Verdict = sameSubnet
    ? 'admitted'
    : all(
        networkAclAdmits(aws, receiver.subnetId, true, { protocol, remote: source, port: sourcePort }),
        networkAclAdmits(aws, node.subnetId, false, { protocol, remote: receiver.address, port: sourcePort }),
      );
  return both(semantics, all(egress, nodeOutbound, receiverInbound, ingress), reply);
};

/** The addresses at which a client may reach a node, and from which the node then sends on. */
const addressesOf = (
  aws: AwsNetwork,
  balancer: Balancer,
  { subnetId, networkInterface }: Node,
  { source, nodeAddresses }: Packet,
  leg: number,
): readonly { readonly place: Place; readonly from: At }[] => {
  if (networkInterface !== undefined) {
    const fours = privateAddresses(networkInterface);
    if (source.family === 'ipv4') {
      return fours.map((four) => ({ place: placeOf(aws, networkInterface, four), from: at(four) }));
    }
    return ipv6Addresses(networkInterface).flatMap((six) =>
      fours.map((four) => ({ place: placeOf(aws, networkInterface, six), from: at(four) })),
    );
  }
  const from = nodeAddresses[leg];
  const arrival = source.family === 'ipv4' ? from : nodeAddresses[leg - 1];
  const blocks = blocksOfSubnet(subnetOf(aws, subnetId));
  if (from === undefined || arrival === undefined) return [];
  if (!insideAny(blocks, from) || !insideAny(blocks, arrival)) return [];
  if (source.family === 'ipv6' && !balancer.isDualStack) return [];
  return [
    {
      place: { subnetId, address: arrival, isPublic: balancer.isInternetFacing, denyAllIgwTraffic: false },
      from,
    },
  ];
};

const receives = (
  balancer: Balancer,
  { kind, id }: Target,
  networkInterface: AwsNetworkInterface,
  address: string,
): boolean => {
  if (kind === 'ip') return id === address && networkInterface.VpcId === balancer.vpcId;
  return (
    kind === 'instance' &&
    networkInterface.Attachment?.InstanceId === id &&
    networkInterface.Attachment.DeviceIndex === 0 &&
    networkInterface.PrivateIpAddress === address
  );
};

const serves = (aws: AwsNetwork, { crossesZones }: Forward, node: Node, subnetId: string): boolean =>
  crossesZones || zoneOf(aws, node.subnetId) === zoneOf(aws, subnetId);

/** Section 6, from a node on, through as many load balancers as there are. */
const onwards = (
  aws: AwsNetwork,
  balancer: Balancer,
  listenerPort: number,
  node: Node,
  from: At,
  way: WayIn,
  leg: number,
  approach: Approach,
  networkInterface: AwsNetworkInterface,
  packet: Packet,
  semantics: Semantics,
): Verdict =>
  any(
    ...balancer
      .forwards(listenerPort)
      .filter(({ protocols }) => protocols.includes(packet.protocol))
      .flatMap((forward) => {
        const { keepsClient, targets } = forward;
        const sending: Sending = keepsClient
          ? { source: packet.source, sourcePort: packet.sourcePort, client: way }
          : { source: from, sourcePort: packet.nodePorts[leg] ?? 1024, client: undefined };
        return targets.flatMap((target): readonly Verdict[] => {
          if (target.kind !== 'load balancer') {
            if (target.port !== packet.destinationPort) return [];
            if (!receives(balancer, target, networkInterface, approach.address)) return [];
            if (!serves(aws, forward, node, networkInterface.SubnetId)) return [];
            const receiver: Receiver = {
              subnetId: networkInterface.SubnetId,
              address: at(approach.address),
              port: target.port,
              groupIds: groupsOf(networkInterface),
              admitsAll: false,
            };
            return [fromNode(aws, balancer, node, sending, receiver, packet.protocol, semantics)];
          }
          const next = balancersOf(aws).find(({ id }) => id === target.id);
          return (next?.nodes ?? [])
            .filter(({ subnetId }) => serves(aws, forward, node, subnetId))
            .flatMap((nextNode) =>
              addressesOf(aws, next ?? balancer, nextNode, { ...packet, source: from }, leg + 1).map(
                ({ place, from: nextFrom }) => {
                  const receiver: Receiver = {
                    subnetId: nextNode.subnetId,
                    address: place.address,
                    port: target.port,
                    groupIds: next?.groupIds ?? [],
                    admitsAll: next?.groupIds.length === 0,
                  };
                  return all(
                    fromNode(aws, balancer, node, sending, receiver, packet.protocol, semantics),
                    onwards(
                      aws,
                      next ?? balancer,
                      target.port,
                      nextNode,
                      nextFrom,
                      way,
                      leg + 1,
                      approach,
                      networkInterface,
                      packet,
                      semantics,
                    ),
                  );
                },
              ),
            );
        });
      }),
  );

/** Section 6. */
const balanced = (
  aws: AwsNetwork,
  balancer: Balancer,
  listenerPort: number,
  approach: Approach,
  networkInterface: AwsNetworkInterface,
  packet: Packet,
  semantics: Semantics,
): Verdict => {
  if (balancer.isInternetFacing !== (approach.route === 'Internet')) return 'refused';
  return any(
    ...balancer.nodes.flatMap((node) =>
      addressesOf(aws, balancer, node, packet, 1).map(({ place, from }) => {
        const atNode = { ...packet, destinationPort: listenerPort };
        const way = wayIn(aws, approach.route, approach.componentId, place, atNode);
        const admitted: Verdict =
          balancer.groupIds.length === 0
            ? 'admitted'
            : securityGroupsAdmit(aws, balancer.groupIds, 'IpPermissions', {
                protocol: packet.protocol,
                port: listenerPort,
                remote: packet.source,
                isMember: way.isMember,
              });
        return all(
          both(semantics, all(way.delivered, admitted), way.reply),
          onwards(aws, balancer, listenerPort, node, from, way, 1, approach, networkInterface, packet, semantics),
        );
      }),
    ),
  );
};

/** What becomes of one packet. */
export const oracle = (aws: AwsNetwork, approach: Approach, packet: Packet, semantics: Semantics): Verdict => {
  const networkInterface = liveInterfaces(aws).find(
    ({ NetworkInterfaceId }) => NetworkInterfaceId === approach.networkInterfaceId,
  );
  if (networkInterface === undefined) return 'refused';
  if (approach.loadBalancer === undefined) return straight(aws, approach, networkInterface, packet, semantics);
  const { id, listenerPort } = approach.loadBalancer;
  const balancer = balancersOf(aws).find((candidate) => candidate.id === id);
  if (balancer === undefined) return 'refused';
  return balanced(aws, balancer, listenerPort, approach, networkInterface, packet, semantics);
};
