/**
 * Security groups: rules with every way to name a peer, with and without ports, protocols by name and by number. Egress
 * mostly lets everything out. Shrinks to fewer rules.
 */
import fc from 'fast-check';
import type { AwsIpPermission, AwsSecurityGroup } from '../../awsNetwork.js';
import { account, block4, block6, prefixListIds, range } from './pools.js';

/** Groups that rules may name: of the VPC under test, of peers, and one that no snapshot holds. */
const groupIds = ['sg-1', 'sg-2', 'sg-w', 'sg-x', 'sg-lb', 'sg-gone'] as const;

const few = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant<T[]>([]) },
    { weight: 1, arbitrary: fc.array(arbitrary, { maxLength: 2 }) },
  );

const anyPermission: fc.Arbitrary<AwsIpPermission> = fc
  .record({
    IpProtocol: fc.constantFrom('tcp', 'tcp', 'tcp', '-1', '-1', 'udp', '6', '17', 'icmp', '47'),
    ports: fc.option(range, { nil: undefined, freq: 5 }),
    IpRanges: fc.oneof(
      { weight: 1, arbitrary: fc.constant<string[]>(['0.0.0.0/0']) },
      { weight: 2, arbitrary: fc.array<string>(block4, { minLength: 1, maxLength: 3 }) },
      { weight: 1, arbitrary: fc.constant<string[]>([]) },
    ),
    Ipv6Ranges: few(block6),
    PrefixListIds: few(fc.constantFrom(...prefixListIds)),
    UserIdGroupPairs: few(fc.constantFrom(...groupIds)),
  })
  .map(({ IpProtocol, ports, IpRanges, Ipv6Ranges, PrefixListIds, UserIdGroupPairs }) => ({
    IpProtocol,
    ...(ports === undefined || !['tcp', 'udp', '6', '17'].includes(IpProtocol)
      ? {}
      : { FromPort: ports.from, ToPort: ports.to }),
    ...(IpProtocol === 'icmp' ? { FromPort: 8, ToPort: -1 } : {}),
    IpRanges: IpRanges.map((CidrIp) => ({ CidrIp })),
    Ipv6Ranges: Ipv6Ranges.map((CidrIpv6) => ({ CidrIpv6 })),
    PrefixListIds: PrefixListIds.map((PrefixListId) => ({ PrefixListId })),
    UserIdGroupPairs: UserIdGroupPairs.map((GroupId) => ({ GroupId, UserId: account })),
  }));

/** A rule that only references a group, as rules for load balancers and peers do. */
const reference: fc.Arbitrary<AwsIpPermission> = fc
  .record({
    IpProtocol: fc.constantFrom('tcp', '-1', 'udp'),
    GroupId: fc.constantFrom('sg-lb', 'sg-w', 'sg-1', 'sg-x', 'sg-2'),
  })
  .map(({ IpProtocol, GroupId }) => ({
    IpProtocol,
    IpRanges: [],
    Ipv6Ranges: [],
    PrefixListIds: [],
    UserIdGroupPairs: [{ GroupId, UserId: account }],
  }));

const permission = fc.oneof({ weight: 4, arbitrary: anyPermission }, { weight: 1, arbitrary: reference });

const everything: AwsIpPermission = {
  IpProtocol: '-1',
  IpRanges: [{ CidrIp: '0.0.0.0/0' }],
  Ipv6Ranges: [{ CidrIpv6: '::/0' }],
  PrefixListIds: [],
  UserIdGroupPairs: [],
};

export const securityGroup = (id: string, vpcId: string): fc.Arbitrary<AwsSecurityGroup> =>
  fc.record({
    GroupId: fc.constant(id),
    GroupName: fc.constant(id),
    VpcId: fc.constant(vpcId),
    OwnerId: fc.constant(account),
    IpPermissions: fc.oneof(
      { weight: 1, arbitrary: fc.constant([everything]) },
      { weight: 3, arbitrary: fc.array(permission, { minLength: 1, maxLength: 4 }) },
    ),
    IpPermissionsEgress: fc.oneof(
      { weight: 4, arbitrary: fc.constant([everything]) },
      { weight: 2, arbitrary: fc.array(permission, { maxLength: 3 }) },
    ),
  });
