import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assembleSnapshot, type SnapshotDocument } from '../../src/snapshot/assemble.js';
import { snapshotHash } from '../../src/snapshot/hash.js';

const entry = (RuleNumber: number, Protocol = '6') => ({
  RuleNumber,
  Egress: false,
  Protocol,
  RuleAction: 'allow',
  CidrBlock: '0.0.0.0/0',
  PortRange: { From: 1, To: RuleNumber },
});
const resources: readonly (readonly [string, object])[] = [
  ['Vpcs', { VpcId: 'vpc-1', Tags: [{ Key: 'a', Value: 'b' }, { Key: 'c' }] }],
  ['Vpcs', { VpcId: 'vpc-2', CidrBlock: '10.0.0.0/16' }],
  ['NetworkAcls', { NetworkAclId: 'acl-1', VpcId: 'vpc-1', Entries: [entry(100), entry(200), entry(300, '17')] }],
  ['Reservations', { Instances: [{ InstanceId: 'i-1' }, { InstanceId: 'i-2', Tags: [{ Key: '"quo\u0001ted' }] }] }],
  ['ManagedPrefixListEntries', { PrefixListId: 'pl-1', Entries: [{ Cidr: '10.0.0.0/8' }, { Cidr: '10.1.0.0/16' }] }],
];

const document = (file: string, content: unknown, place: object = {}): SnapshotDocument => ({
  file,
  sha256: '',
  content,
  ...place,
});
const hashOf = (...documents: readonly SnapshotDocument[]) => snapshotHash(assembleSnapshot(documents));
/** The value with its arrays and fields in another order, chosen by `random`. */
const shuffled = (value: unknown, random: () => number): unknown => {
  const inAnyOrder = <T>(items: readonly T[]): T[] =>
    items
      .map((item) => ({ item, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
  if (Array.isArray(value)) return inAnyOrder(value).map((item) => shuffled(item, random));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(inAnyOrder(Object.entries(value)).map(([key, field]) => [key, shuffled(field, random)]));
};

const single = resources.map(([key, value], index) => document(`${index}.json`, { [key]: [value] }));
const expected = hashOf(...single);

describe('the hash', () => {
  test('is independent of file names, of how resources are spread over files, and of every order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 3 }), { minLength: resources.length, maxLength: resources.length }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 200, maxLength: 200 }),
        (files, numbers) => {
          let next = 0;
          const random = () => numbers[next++ % numbers.length] ?? 0;
          const documents = [0, 1, 2, 3].map((file) => {
            const content: Record<string, unknown[]> = {};
            for (const [index, [key, value]] of resources.entries()) {
              if (files[index] !== file) continue;
              content[key] = [...(content[key] ?? []), value];
            }
            return document(`${random()}.json`, shuffled(content, random));
          });
          expect(hashOf(...documents)).toBe(expected);
        },
      ),
      { seed: 42 },
    );
  });

  test('is the same for the same resources from several files, each twice', () => {
    expect(hashOf(...single, ...single.map((one) => ({ ...one, file: `again/${one.file}` })))).toBe(expected);
  });

  test('changes with content, account, region, a key that is there but empty, and failed calls', () => {
    const [first, ...rest] = single;
    const hashes = [
      expected,
      hashOf(...rest),
      hashOf(...single, document('y.json', { Subnets: [] })),
      hashOf(...single, document('y.json', { Vpcs: [{ VpcId: 'vpc-3' }] })),
      ...(first === undefined
        ? []
        : [hashOf({ ...first, account: '1' }, ...rest), hashOf({ ...first, region: '1' }, ...rest)]),
      snapshotHash(
        assembleSnapshot(single, {
          failedCalls: [
            { action: 'ec2:DescribeSubnets', key: 'Subnets', account: undefined, region: undefined, reason: 'denied' },
          ],
        }),
      ),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(expected).toMatch(/^[0-9a-f]{64}$/);
  });

  test('tells one entry from two equal ones', () => {
    const tags = (count: number) =>
      hashOf(document('x.json', { Vpcs: [{ VpcId: 'vpc-1', Tags: Array(count).fill({ Key: 'a' }) }] }));
    expect(tags(1)).not.toBe(tags(2));
  });
});
