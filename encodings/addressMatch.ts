/**
 * An address lies in a CIDR block, or in a set of blocks:
 *
 *     extract(the first `length` bits, address) = the block's first `length` bits
 *     (some include block matches) and not (some exclude block matches)
 *
 * AWS matches CIDR blocks on their prefix, and a block of the other family matches nothing (semantics.md section 2).
 * Where the addresses that the variable may hold decide alone, the answer is the constant.
 */
import type { BitVectorTerm, BooleanTerm } from '../src/terms/term.js';
import type { TermFactory } from '../src/terms/termFactory.js';
import { addressWidth } from '../src/values/address.js';
import type { AddressSet } from '../src/values/addressSet.js';
import { type Cidr, cidrContains, cidrCovers } from '../src/values/cidr.js';
import type { AddressOf } from './packet.js';

/** The block's prefix compared, whatever addresses are possible. */
export const prefixMatch = (factory: TermFactory, term: BitVectorTerm, cidr: Cidr): BooleanTerm => {
  const width = addressWidth(cidr.family);
  if (cidr.length === 0) return factory.true;
  const hostBits = width - cidr.length;
  return factory.equal(
    factory.extract(width - 1, hostBits, term),
    factory.constant(cidr.length, cidr.value >> BigInt(hostBits)),
  );
};

/** The address lies in the block. */
export const addressMatch = (factory: TermFactory, address: AddressOf, cidr: Cidr): BooleanTerm => {
  if (address.kind === 'fixed') return factory.boolean(cidrContains(cidr, address.address));
  const { include, exclude, family } = address.within;
  if (cidr.family !== family || !include.some((block) => meets(block, cidr, exclude))) return factory.false;
  if (include.every((block) => cidrCovers(cidr, block))) return factory.true;
  return prefixMatch(factory, address.term, cidr);
};

/** True when the blocks may share an address outside `exclude`: false is certain, true is not. */
const meets = (a: Cidr, b: Cidr, exclude: readonly Cidr[]): boolean => {
  const shared = cidrCovers(a, b) ? b : cidrCovers(b, a) ? a : undefined;
  return shared !== undefined && !exclude.some((block) => cidrCovers(block, shared));
};

/** The address is one of the set. */
export const addressSetMatch = (factory: TermFactory, term: BitVectorTerm, set: AddressSet): BooleanTerm =>
  factory.and(
    factory.or(...set.include.map((cidr) => prefixMatch(factory, term, cidr))),
    ...set.exclude
      .filter((cidr) => set.include.some((block) => cidrCovers(block, cidr) || cidrCovers(cidr, block)))
      .map((cidr) => factory.not(prefixMatch(factory, term, cidr))),
  );
