import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { formatAddress, parseAddress } from '../../src/values/address.js';
import {
  cidrContains,
  cidrCovers,
  cidrsOverlap,
  firstOf,
  formatCidr,
  lastOf,
  parseCidr,
} from '../../src/values/cidr.js';
import { mergePortRanges } from '../../src/values/ports.js';

const ipv4 = fc.ipV4();
const ipv6 = fc.ipV6();

describe('addresses', () => {
  it('are read as the library reads them, and written back', () => {
    fc.assert(
      fc.property(fc.oneof(ipv4, ipv6), (text) => {
        const address = parseAddress(text);
        if (address === undefined) throw new Error(`${text} was not read`);
        expect(ipaddr.parse(formatAddress(address)).toByteArray()).toEqual(ipaddr.parse(text).toByteArray());
        expect(parseAddress(formatAddress(address))).toEqual(address);
      }),
    );
  });

  it.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '1.2.3.-4',
    '01.2.3.4',
    '1.2.3.4 ',
    '0x1.2.3.4',
    '1',
    'fe80::1%eth0',
    ':::',
    '1::2::3',
    '12345::',
    'localhost',
  ])('are not %j', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });
});

describe('CIDR blocks', () => {
  it.each(['10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0', '10.0.0/8', '::/129', '/8', '10.0.0.0/8/8', '10.0.0.0/ 8'])(
    'are not %j',
    (text) => {
      expect(parseCidr(text)).toBeUndefined();
    },
  );

  it('lose their host bits', () => {
    expect(parseCidr('10.1.2.3/8')).toEqual(parseCidr('10.0.0.0/8'));
  });

  it('hold exactly the addresses from the first to the last', () => {
    fc.assert(
      fc.property(fc.oneof(ipv4, ipv6), fc.oneof(ipv4, ipv6), fc.nat(), (base, other, seed) => {
        const length = seed % (base.includes(':') ? 129 : 33);
        const cidr = parseCidr(`${base}/${length}`);
        const address = parseAddress(other);
        if (cidr === undefined || address === undefined) throw new Error('not read');
        expect(cidrContains(cidr, address)).toBe(
          address.family === cidr.family && firstOf(cidr) <= address.value && address.value <= lastOf(cidr),
        );
        expect(parseCidr(formatCidr(cidr))).toEqual(cidr);
      }),
    );
  });

  it('nest or are disjoint', () => {
    const block = fc.tuple(
      fc.constantFrom('10.0.0.0', '10.128.0.0', '10.0.1.0', '0.0.0.0'),
      fc.integer({ min: 0, max: 32 }),
    );
    fc.assert(
      fc.property(block, block, ([a, n], [b, m]) => {
        const left = parseCidr(`${a}/${n}`);
        const right = parseCidr(`${b}/${m}`);
        if (left === undefined || right === undefined) throw new Error('not read');
        const share = firstOf(left) <= lastOf(right) && firstOf(right) <= lastOf(left);
        expect(cidrsOverlap(left, right)).toBe(share);
        expect(cidrCovers(left, right)).toBe(firstOf(left) <= firstOf(right) && lastOf(right) <= lastOf(left));
      }),
    );
  });
});

describe('port ranges', () => {
  it('merge into maximal, sorted, disjoint ones with the same ports', () => {
    const range = fc
      .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 6 }))
      .map(([from, more]) => ({ from, to: from + more }));
    fc.assert(
      fc.property(fc.array(range), (ranges) => {
        const merged = mergePortRanges(ranges);
        const ports = (list: readonly { from: number; to: number }[]) =>
          new Set(list.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i)));
        expect([...ports(merged)].sort((a, b) => a - b)).toEqual([...ports(ranges)].sort((a, b) => a - b));
        for (const [index, next] of merged.entries()) {
          const previous = merged[index - 1];
          if (previous !== undefined) expect(next.from).toBeGreaterThan(previous.to + 1);
        }
      }),
    );
  });
});
