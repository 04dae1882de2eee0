import type { AwsIpPermission, AwsNetwork } from '../awsNetwork.js';
import { type At, insideAny } from './addresses.js';
import { any, type Verdict, verdict } from './logic.js';
import { type Protocol, protocolNumbers } from './networkAcl.js';
import { prefixList } from './resources.js';

export interface Arriving {
  readonly protocol: Protocol;
  readonly port: number;
  readonly remote: At;
  /** Whether the remote is what a rule's group reference means. */
  readonly isMember: (groupId: string) => Verdict;
}

const carries = ({ IpProtocol, FromPort, ToPort }: AwsIpPermission, protocol: Protocol, port: number): boolean => {
  if (IpProtocol === '-1') return true;
  if (IpProtocol !== protocol && IpProtocol !== `${protocolNumbers[protocol]}`) return false;
  return FromPort === undefined || ToPort === undefined || (FromPort <= port && port <= ToPort);
};

const permits = (
  aws: AwsNetwork,
  permission: AwsIpPermission,
  { protocol, port, remote, isMember }: Arriving,
): Verdict => {
  if (!carries(permission, protocol, port)) return 'refused';
  const { IpRanges, Ipv6Ranges, PrefixListIds, UserIdGroupPairs } = permission;
  const blocks = [...IpRanges.map(({ CidrIp }) => CidrIp), ...Ipv6Ranges.map(({ CidrIpv6 }) => CidrIpv6)];
  return any(
    verdict(insideAny(blocks, remote)),
    ...PrefixListIds.map(({ PrefixListId }) => {
      const list = prefixList(aws, PrefixListId);
      return list === undefined ? 'undecided' : verdict(insideAny(list, remote));
    }),
    ...UserIdGroupPairs.map(({ GroupId }) => isMember(GroupId)),
  );
};

/** semantics.md section 2, "Security group": any rule of any group. */
export const securityGroupsAdmit = (
  aws: AwsNetwork,
  groupIds: readonly string[],
  direction: 'IpPermissions' | 'IpPermissionsEgress',
  packet: Arriving,
): Verdict =>
  any(
    ...groupIds.map((id): Verdict => {
      const group = aws.SecurityGroups.find(({ GroupId }) => GroupId === id);
      return group === undefined ? 'undecided' : any(...group[direction].map((rule) => permits(aws, rule, packet)));
    }),
  );
