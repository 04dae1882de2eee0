import fc from 'fast-check';
import { expect, test } from 'vitest';
import { schemas, snapshotKeyOf, snapshotKeys } from '../../src/snapshot/schema.js';
import { parseAddress } from '../../src/values/address.js';

test('the fast check of IPv4 text takes what `parseAddress` takes', () => {
  const part = fc.oneof(
    fc.nat({ max: 300 }).map(String),
    fc.constantFrom('', '0', '00', '01', '255', '256', '-1', '1e1', 'a'),
  );
  const text = fc
    .tuple(fc.array(part, { minLength: 3, maxLength: 5 }), fc.constantFrom('', '', '', '.', ' ', '\n'))
    .map(([parts, end]) => parts.join('.') + end);
  fc.assert(
    fc.property(fc.oneof(text, fc.ipV4(), fc.ipV6()), (address) => {
      const { success } = schemas.NetworkInterfaces.safeParse({
        NetworkInterfaceId: 'eni-1',
        PrivateIpAddress: address,
      });
      expect(success).toBe(address === '' || parseAddress(address)?.family === 'ipv4');
    }),
    { seed: 42, numRuns: 2000 },
  );
});

test('every schema takes its own output for the same value', () => {
  const raw = {
    NetworkAclId: 'acl-1',
    VpcId: 'vpc-1',
    OwnerId: '',
    Entries: [
      { RuleNumber: 1, Egress: true, Protocol: '-1', RuleAction: 'deny', Ipv6CidrBlock: '::/0', CidrBlock: null },
    ],
  };
  const once = schemas.NetworkAcls.parse(raw);
  expect(schemas.NetworkAcls.parse(once)).toEqual(once);
});

test('an empty `Cidrs` of a prefix list is as unknown as a missing one', () => {
  const lists = [{}, { Cidrs: [] }, { Cidrs: null }].map((fields) =>
    schemas.PrefixLists.parse({ PrefixListId: 'pl-1', ...fields }),
  );
  expect(lists.map(({ Cidrs }) => Cidrs)).toEqual([undefined, undefined, undefined]);
});

test('inherited names are no keys', () => {
  expect(['toString', '__proto__', 'constructor', 'hasOwnProperty', 'vpcs'].map(snapshotKeyOf)).toEqual(
    Array(5).fill(undefined),
  );
  for (const key of snapshotKeys) expect(snapshotKeyOf(key)).toBe(key);
});
