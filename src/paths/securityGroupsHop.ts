import { distinctGaps, type Gap } from '../network/gap.js';
import type { Network } from '../network/network.js';
import { prefixListGap } from '../network/prefixList.js';
import type { RulePeer, SecurityGroupRule } from '../network/securityGroup.js';
import type { Family } from '../values/address.js';
import { type Cidr, cidrOf, compareCidrs, formatCidr } from '../values/cidr.js';
import { formatPortRange } from '../values/ports.js';
import { protocolNumber } from '../values/protocol.js';
import { memoKind, type PathContext } from './context.js';
import type { AddressOperand, AdmittingRule, PortOperand, SecurityGroupsHop } from './path.js';

/**
 * Which interfaces the other side of a packet may be: a rule that references a group matches only when the other side
 * *is* an interface that carries it (semantics.md section 2).
 */
export interface RemoteInterfaces {
  /** Groups that the other side carries for certain: load balancer nodes (section 6). */
  readonly groupIds: readonly string[];
  /** The peer VPC that the other side lies in; undefined for the internet and virtual private gateways. */
  readonly peer: RemotePeer | undefined;
}

export interface RemotePeer {
  readonly connectionId: string;
  /** Undefined when the peering connection does not tell. */
  readonly vpcId: string | undefined;
  /** False: the peer's interfaces are not in the snapshot. */
  readonly known: boolean;
  /** References into a peer work within one Region only. */
  readonly sameRegion: boolean | 'unknown';
}

/** The other side is no interface that a rule could name. */
export const noRemoteInterfaces: RemoteInterfaces = { groupIds: [], peer: undefined };

const hops = memoKind<SecurityGroupsHop>();

export interface SecurityGroupsHopParts {
  readonly leg: number;
  readonly family: Family;
  readonly groupIds: readonly string[];
  readonly ruleDirection: 'ingress' | 'egress';
  readonly remote: AddressOperand;
  readonly port: PortOperand;
  readonly remoteInterfaces: RemoteInterfaces;
}

/** The hop at which the groups of an interface (or load balancer) decide about a request. */
export const securityGroupsHop = (context: PathContext, parts: SecurityGroupsHopParts): SecurityGroupsHop =>
  context.remember(hops, keyOf(parts), () => make(context.network, parts));

const operandKey = (operand: AddressOperand | PortOperand): string =>
  JSON.stringify(operand, (_, value: unknown) => (typeof value === 'bigint' ? value.toString(16) : value));

const keyOf = (parts: SecurityGroupsHopParts): string => {
  const { peer, groupIds } = parts.remoteInterfaces;
  return [
    parts.leg,
    parts.family,
    parts.ruleDirection,
    parts.groupIds.join(' '),
    operandKey(parts.remote),
    operandKey(parts.port),
    groupIds.join(' '),
    peer === undefined ? '' : `${peer.connectionId} ${peer.vpcId} ${peer.known} ${peer.sameRegion}`,
  ].join('|');
};

const make = (network: Network, parts: SecurityGroupsHopParts): SecurityGroupsHop => {
  const gaps: Gap[] = [];
  const rules: AdmittingRule[] = [];
  for (const groupId of parts.groupIds) {
    const group = network.securityGroups.get(groupId);
    if (group === undefined)
      gaps.push(groupGap(groupId, `the rules of security group ${groupId} are not in the snapshot`));
    else for (const rule of group[parts.ruleDirection]) rules.push(...resolve(network, rule, parts));
  }
  return {
    kind: 'securityGroups',
    leg: parts.leg,
    direction: 'request',
    groupIds: parts.groupIds,
    ruleDirection: parts.ruleDirection,
    rules,
    remote: parts.remote,
    port: parts.port,
    gaps: distinctGaps(gaps),
  };
};

const groupGap = (groupId: string, reason: string): Gap => ({
  resource: groupId,
  reason,
  remedy: `aws ec2 describe-security-groups --group-ids ${groupId}`,
});

/** What a rule's peer stands for: nothing when the rule cannot match on this way at all. */
type Resolved = { readonly remotes: readonly Cidr[] | 'any'; readonly gap: undefined } | { readonly gap: Gap };

const resolve = (
  network: Network,
  rule: SecurityGroupRule,
  parts: SecurityGroupsHopParts,
): readonly AdmittingRule[] => {
  const resolved = resolvePeer(network, rule, parts);
  if (resolved === undefined) return [];
  return [
    {
      groupId: rule.groupId,
      label: labelOf(rule),
      protocol: rule.protocol,
      ports: rule.ports,
      remotes: resolved.gap === undefined ? resolved.remotes : [],
      gap: resolved.gap,
    },
  ];
};

const resolvePeer = (
  network: Network,
  { peer, groupId }: SecurityGroupRule,
  { family, remoteInterfaces }: SecurityGroupsHopParts,
): Resolved | undefined => {
  switch (peer.kind) {
    case 'cidr':
      return peer.cidr.family === family ? { remotes: [peer.cidr], gap: undefined } : undefined;
    case 'prefixList': {
      const cidrs = network.prefixLists.get(peer.prefixListId);
      if (cidrs === undefined) return { gap: prefixListGap(peer.prefixListId, groupId) };
      const remotes = cidrs.filter((cidr) => cidr.family === family);
      return remotes.length === 0 ? undefined : { remotes, gap: undefined };
    }
    case 'group':
      if (remoteInterfaces.groupIds.includes(peer.groupId)) return { remotes: 'any', gap: undefined };
      return remoteInterfaces.peer === undefined
        ? undefined
        : membersInPeer(network, peer, groupId, family, remoteInterfaces.peer);
  }
};

/** Addresses of the interfaces in the peer VPC that carry the referenced group. */
const membersInPeer = (
  network: Network,
  reference: Extract<RulePeer, { kind: 'group' }>,
  usedBy: string,
  family: Family,
  peer: RemotePeer,
): Resolved | undefined => {
  const group = network.securityGroups.get(reference.groupId);
  // A group belongs to one VPC, and only interfaces of that VPC carry it.
  const vpcId = group?.vpcId ?? reference.vpcId;
  if (peer.sameRegion === false || (vpcId !== undefined && peer.vpcId !== undefined && vpcId !== peer.vpcId)) {
    return undefined;
  }
  const { groupId } = reference;
  if (group === undefined) {
    return { gap: groupGap(groupId, `security group ${groupId}, referenced by ${usedBy}, is not in the snapshot`) };
  }
  if (!peer.known || peer.sameRegion === 'unknown') {
    return {
      gap: {
        resource: peer.connectionId,
        reason: peer.known
          ? `the Regions of ${peer.connectionId} are not known, and the reference to ${groupId} in ${usedBy} works within one Region only`
          : `the interfaces behind ${peer.connectionId} that carry ${groupId}, referenced by ${usedBy}, are not in the snapshot`,
        remedy: peer.known
          ? `aws ec2 describe-vpc-peering-connections --vpc-peering-connection-ids ${peer.connectionId}`
          : `aws ec2 describe-network-interfaces --filters Name=group-id,Values=${groupId}`,
      },
    };
  }
  const remotes = (network.membersOfGroup.get(groupId) ?? [])
    .filter((member) => member.vpcId === peer.vpcId)
    .flatMap(({ ipv4, ipv6 }) => [...ipv4.map(({ address }) => address), ...ipv6])
    .filter((address) => address.family === family)
    .map((address) => cidrOf(address))
    .sort(compareCidrs);
  return remotes.length === 0 ? undefined : { remotes, gap: undefined };
};

const labelOf = ({ groupId, direction, protocol, ports, peer }: SecurityGroupRule): string => {
  const remote =
    peer.kind === 'cidr' ? formatCidr(peer.cidr) : peer.kind === 'prefixList' ? peer.prefixListId : peer.groupId;
  return `${groupId} ${direction} ${trafficOf(protocol, ports)} ${direction === 'ingress' ? 'from' : 'to'} ${remote}`;
};

/** Protocol and ports as a person writes them: `all traffic`, `tcp 22`, `udp all ports`, `protocol 47`. */
const trafficOf = (protocol: number | 'all', ports: SecurityGroupRule['ports']): string => {
  if (protocol === 'all') return 'all traffic';
  const portText = ports.from === 0 && ports.to === 65_535 ? 'all ports' : formatPortRange(ports);
  if (protocol === protocolNumber.tcp) return `tcp ${portText}`;
  if (protocol === protocolNumber.udp) return `udp ${portText}`;
  return `protocol ${protocol}`;
};
