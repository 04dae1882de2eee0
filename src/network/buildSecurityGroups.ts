import type { ResourceOf } from '../snapshot/schema.js';
import type { Resources } from '../snapshot/snapshot.js';
import { compareCidrs, parseCidr } from '../values/cidr.js';
import { allPorts, type PortRange } from '../values/ports.js';
import { protocolNumber } from '../values/protocol.js';
import type { RulePeer, SecurityGroup, SecurityGroupRule } from './securityGroup.js';

type Permission = ResourceOf<'SecurityGroups'>['IpPermissions'][number];

/** IANA numbers of the names that AWS prints in `IpProtocol`. */
const protocolByName: ReadonlyMap<string, number> = new Map([
  ...Object.entries(protocolNumber),
  ['icmp', 1],
  ['icmpv6', 58],
]);

const protocolOf = (text: string): number | 'all' =>
  text === '-1' ? 'all' : (protocolByName.get(text) ?? Number(text));

/** FromPort and ToPort are ports for TCP and UDP only; for ICMP they are type and code. */
const portsOf = (protocol: number | 'all', { FromPort, ToPort }: Permission): PortRange =>
  (protocol === protocolNumber.tcp || protocol === protocolNumber.udp) && FromPort !== undefined && ToPort !== undefined
    ? { from: FromPort, to: ToPort }
    : allPorts;

const peersOf = (permission: Permission): readonly RulePeer[] => [
  ...[
    ...permission.IpRanges.map(({ CidrIp }) => CidrIp),
    ...permission.Ipv6Ranges.map(({ CidrIpv6 }) => CidrIpv6),
  ].flatMap((text): RulePeer[] => {
    const cidr = parseCidr(text);
    return cidr === undefined ? [] : [{ kind: 'cidr', cidr }];
  }),
  ...permission.PrefixListIds.map(({ PrefixListId }): RulePeer => ({ kind: 'prefixList', prefixListId: PrefixListId })),
  ...permission.UserIdGroupPairs.flatMap(({ GroupId, UserId, VpcId }): RulePeer[] =>
    GroupId === undefined ? [] : [{ kind: 'group', groupId: GroupId, account: UserId, vpcId: VpcId }],
  ),
];

const peerOrder: Readonly<Record<RulePeer['kind'], number>> = { cidr: 0, prefixList: 1, group: 2 };

const comparePeers = (a: RulePeer, b: RulePeer): number => {
  if (a.kind === 'cidr' && b.kind === 'cidr') return compareCidrs(a.cidr, b.cidr);
  if (a.kind === 'prefixList' && b.kind === 'prefixList')
    return a.prefixListId < b.prefixListId ? -1 : a.prefixListId > b.prefixListId ? 1 : 0;
  if (a.kind === 'group' && b.kind === 'group') return a.groupId < b.groupId ? -1 : a.groupId > b.groupId ? 1 : 0;
  return peerOrder[a.kind] - peerOrder[b.kind];
};

const protocolRank = (protocol: number | 'all'): number => (protocol === 'all' ? -1 : protocol);

/** Rules have no order of their own at AWS, so they get one: by protocol, ports and peer. */
const compareRules = (a: SecurityGroupRule, b: SecurityGroupRule): number =>
  protocolRank(a.protocol) - protocolRank(b.protocol) ||
  a.ports.from - b.ports.from ||
  a.ports.to - b.ports.to ||
  comparePeers(a.peer, b.peer);

const rulesOf = (
  groupId: string,
  direction: SecurityGroupRule['direction'],
  permissions: readonly Permission[],
): readonly SecurityGroupRule[] =>
  permissions
    .flatMap((permission) => {
      const protocol = protocolOf(permission.IpProtocol);
      const ports = portsOf(protocol, permission);
      return peersOf(permission).map((peer): SecurityGroupRule => ({ groupId, direction, protocol, ports, peer }));
    })
    .sort(compareRules)
    .filter((rule, index, sorted) => {
      const previous = sorted[index - 1];
      return previous === undefined || compareRules(previous, rule) !== 0;
    });

/** All security groups by id. */
export const buildSecurityGroups = ({ SecurityGroups = [] }: Resources): ReadonlyMap<string, SecurityGroup> =>
  new Map(
    SecurityGroups.map((group) => [
      group.GroupId,
      {
        id: group.GroupId,
        name: group.GroupName,
        vpcId: group.VpcId,
        ingress: rulesOf(group.GroupId, 'ingress', group.IpPermissions),
        egress: rulesOf(group.GroupId, 'egress', group.IpPermissionsEgress),
      },
    ]),
  );
