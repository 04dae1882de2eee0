/**
 * Addresses, blocks and ports from small pools of neighbouring values, so that what is drawn nests, overlaps and touches,
 * and boundaries matter. All shrink towards the front of their pools: wide blocks, low ports.
 */
import fc from 'fast-check';
import { type Address, addressWidth, type Family, parseAddress } from '../../../src/values/address.js';
import type { AddressSet } from '../../../src/values/addressSet.js';
import { type Cidr, cidrOf, parseCidr } from '../../../src/values/cidr.js';
import { allPorts, type PortRange } from '../../../src/values/ports.js';

export const address = (text: string): Address => {
  const parsed = parseAddress(text);
  if (parsed === undefined) throw new Error(`\`${text}\` is no address`);
  return parsed;
};

export const cidr = (text: string): Cidr => {
  const parsed = parseCidr(text);
  if (parsed === undefined) throw new Error(`\`${text}\` is no CIDR block`);
  return parsed;
};

const blocks: Readonly<Record<Family, readonly Cidr[]>> = {
  ipv4: [
    ...['0.0.0.0/0', '54.0.0.0/8', '10.0.0.0/16', '0.0.0.0/1', '128.0.0.0/1', '10.0.0.0/8', '54.1.0.0/16'],
    ...['10.0.1.0/24', '54.1.2.0/24', '54.1.2.2/31', '54.1.2.3/32', '10.0.1.4/31', '10.0.1.5/32'],
    ...['255.255.255.255/32', '0.0.0.0/32', '55.0.0.0/32', '53.255.255.255/32'],
  ].map(cidr),
  ipv6: [
    ...['::/0', '2000::/3', '2600::/16', '::/1', '8000::/1', 'fc00::/7', '2600:1::/32', '2600:1:2::/48'],
    ...['2600:1:2:3::/64', '2600:1:2:3::4/127', '2600:1:2:3::5/128', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128'],
    ...['::/128', '2601::/128', '25ff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128'],
  ].map(cidr),
};

/** A block of the pool of its family. */
export const cidrIn = (family: Family): fc.Arbitrary<Cidr> => fc.constantFrom(...blocks[family]);

/** The lowest or highest address of a block of the pool. */
export const addressIn = (family: Family): fc.Arbitrary<Address> =>
  fc.tuple(cidrIn(family), fc.boolean()).map(([block, last]) => {
    const hosts = (1n << BigInt(addressWidth(family) - block.length)) - 1n;
    return { family, value: last ? block.value + hosts : block.value };
  });

/** One or two blocks of the pool without up to two others; may be empty. */
export const addressSetIn = (family: Family): fc.Arbitrary<AddressSet> =>
  fc.record({
    family: fc.constant(family),
    include: fc.oneof(
      { weight: 3, arbitrary: fc.constant([cidrOf({ family, value: 0n }, 0)]) },
      { weight: 2, arbitrary: fc.uniqueArray(cidrIn(family), { minLength: 1, maxLength: 2 }) },
    ),
    exclude: fc.uniqueArray(
      cidrIn(family).filter(({ length }) => length > 1),
      { maxLength: 2 },
    ),
  });

export const family: fc.Arbitrary<Family> = fc.constantFrom('ipv4', 'ipv4', 'ipv6');

/** A port (0-65535) next to others that are drawn. */
export const port: fc.Arbitrary<number> = fc.constantFrom(
  ...[22, 80, 443, 0, 1, 21, 23, 81, 444, 1023, 1024, 1025, 32_767, 32_768, 49_152, 65_534, 65_535],
);

/** All ports, one, or those between two of the pool (both included). */
export const portRange: fc.Arbitrary<PortRange> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(allPorts) },
  { weight: 3, arbitrary: port.map((only) => ({ from: only, to: only })) },
  {
    weight: 3,
    arbitrary: fc.tuple(port, port).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
  },
);

/** Source ports that a user may restrict clients to; mostly the default. */
export const sourcePortRange: fc.Arbitrary<PortRange> = fc.constantFrom(
  { from: 1, to: 65_535 },
  { from: 1, to: 65_535 },
  { from: 1, to: 65_535 },
  { from: 1024, to: 65_535 },
  { from: 49_152, to: 49_152 },
  { from: 1, to: 443 },
);

/** IANA protocol numbers and `all`, mostly TCP. */
export const ruleProtocol: fc.Arbitrary<number | 'all'> = fc.constantFrom<(number | 'all')[]>(
  ...[6, 6, 6, 17, 17, 1, 47, 58],
  'all',
  'all',
);
