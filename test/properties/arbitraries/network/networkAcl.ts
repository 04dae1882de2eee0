/**
 * Network ACLs: ordered entries that overlap, with allow and deny, `-1` and numbers for protocols, with and without
 * ports; in any order in the file. Half of the ACLs let everything through in the end, else little would get anywhere.
 * Shrinks to one that admits everything.
 */
import fc from 'fast-check';
import type { AwsNetworkAcl, AwsNetworkAclEntry } from '../../awsNetwork.js';
import { block4, block6, range } from './pools.js';

const openFrom = 200;

/** What AWS puts into a default network ACL. */
const open: readonly AwsNetworkAclEntry[] = [false, true].flatMap((Egress): AwsNetworkAclEntry[] => [
  { RuleNumber: openFrom, Egress, Protocol: '-1', RuleAction: 'allow', CidrBlock: '0.0.0.0/0' },
  { RuleNumber: openFrom + 1, Egress, Protocol: '-1', RuleAction: 'allow', Ipv6CidrBlock: '::/0' },
]);

/** The entry `*` of every ACL, which AWS lists. */
const final: readonly AwsNetworkAclEntry[] = [false, true].flatMap((Egress): AwsNetworkAclEntry[] => [
  { RuleNumber: 32_767, Egress, Protocol: '-1', RuleAction: 'deny', CidrBlock: '0.0.0.0/0' },
  { RuleNumber: 32_768, Egress, Protocol: '-1', RuleAction: 'deny', Ipv6CidrBlock: '::/0' },
]);

const entry: fc.Arbitrary<AwsNetworkAclEntry> = fc
  .record({
    RuleNumber: fc.integer({ min: 1, max: 20 }),
    Egress: fc.boolean(),
    Protocol: fc.constantFrom('6', '6', '6', '17', '-1', '-1', '1', '58'),
    RuleAction: fc.constantFrom('allow' as const, 'deny' as const),
    block: fc.oneof(
      { weight: 3, arbitrary: block4.map((CidrBlock) => ({ CidrBlock })) },
      { weight: 1, arbitrary: block6.map((Ipv6CidrBlock) => ({ Ipv6CidrBlock })) },
    ),
    ports: fc.option(range, { nil: undefined, freq: 4 }),
  })
  .map(({ block, ports, ...fields }) => ({
    ...fields,
    ...block,
    // AWS gives ports to TCP and UDP alone.
    ...(ports === undefined || !['6', '17'].includes(fields.Protocol)
      ? {}
      : { PortRange: { From: ports.from, To: ports.to } }),
  }));

const entries = (minLength: number) =>
  fc.uniqueArray(entry, { minLength, maxLength: 6, selector: ({ RuleNumber, Egress }) => `${RuleNumber} ${Egress}` });

const allEntries: fc.Arbitrary<readonly AwsNetworkAclEntry[]> = fc.oneof(
  { weight: 3, arbitrary: fc.constant([...open, ...final]) },
  { weight: 4, arbitrary: entries(1).map((drawn) => [...final, ...open, ...drawn]) },
  { weight: 2, arbitrary: entries(2) },
);

/** An ACL of a VPC, for the subnets that the caller gives it. */
export const networkAcl = (id: string, vpcId: string): fc.Arbitrary<Omit<AwsNetworkAcl, 'Associations'>> =>
  allEntries.map((Entries) => ({ NetworkAclId: id, VpcId: vpcId, Entries }));
