import { type Address, addressWidth, compareAddresses, type Family, formatAddress, parseAddress } from './address.js';

/** A CIDR block: `value` is its lowest address (host bits are zero), `length` its prefix length in bits. */
export interface Cidr {
  readonly family: Family;
  readonly value: bigint;
  readonly length: number;
}

const parsed = new Map<string, Cidr>();

/**
 * The block written in `text` as ADDRESS/LENGTH, or undefined when it is none. Host bits are cleared, as AWS does
 * (VPC user guide, "we modify the CIDR block to its canonical form").
 */
export const parseCidr = (text: string): Cidr | undefined => {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text);
  const address = match?.[1] === undefined ? undefined : parseAddress(match[1]);
  if (address === undefined) return undefined;
  const length = Number(match?.[2]);
  if (length > addressWidth(address.family)) return undefined;
  const cidr = cidrOf(address, length);
  parsed.set(text, cidr);
  return cidr;
};

/** The block of `length` bits around an address. */
export const cidrOf = (address: Address, length: number = addressWidth(address.family)): Cidr => {
  const hostBits = BigInt(addressWidth(address.family) - length);
  return { family: address.family, value: (address.value >> hostBits) << hostBits, length };
};

export const formatCidr = (cidr: Cidr): string =>
  `${formatAddress({ family: cidr.family, value: cidr.value })}/${cidr.length}`;

/** Lowest address of the block as an integer. */
export const firstOf = (cidr: Cidr): bigint => cidr.value;

/** Highest address of the block as an integer. */
export const lastOf = (cidr: Cidr): bigint => cidr.value + (1n << BigInt(addressWidth(cidr.family) - cidr.length)) - 1n;

export const cidrContains = (cidr: Cidr, address: Address): boolean => {
  if (cidr.family !== address.family) return false;
  const hostBits = BigInt(addressWidth(cidr.family) - cidr.length);
  return address.value >> hostBits === cidr.value >> hostBits;
};

/** True when every address of `inner` lies in `outer`. */
export const cidrCovers = (outer: Cidr, inner: Cidr): boolean =>
  outer.length <= inner.length && cidrContains(outer, { family: inner.family, value: inner.value });

/** True when the blocks share an address (then one covers the other). */
export const cidrsOverlap = (a: Cidr, b: Cidr): boolean => cidrCovers(a, b) || cidrCovers(b, a);

export const sameCidr = (a: Cidr, b: Cidr): boolean =>
  a.family === b.family && a.length === b.length && a.value === b.value;

/** Orders by family, lowest address, then the wider block first. */
export const compareCidrs = (a: Cidr, b: Cidr): number => compareAddresses(a, b) || a.length - b.length;
