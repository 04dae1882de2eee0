import ipaddr from 'ipaddr.js';

/** IP version of an address, a CIDR or a packet. */
export type Family = 'ipv4' | 'ipv6';

/** One IP address: `value` is the address as an unsigned integer of 32 (IPv4) or 128 (IPv6) bits. */
export interface Address {
  readonly family: Family;
  readonly value: bigint;
}

/** Width of an address in bits. */
export const addressWidth = (family: Family): 32 | 128 => (family === 'ipv4' ? 32 : 128);

/** The highest address of a family as an integer. */
export const maxAddress = (family: Family): bigint => (1n << BigInt(addressWidth(family))) - 1n;

const fromBytes = (bytes: readonly number[]): bigint => {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value;
};

const parsed = new Map<string, Address | undefined>();

/** The address written in `text` (dotted quad or RFC 4291), or undefined when it is none. */
export const parseAddress = (text: string): Address | undefined => {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const address = parseUncached(text);
  if (address !== undefined) parsed.set(text, address);
  return address;
};

const dottedQuad = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/;

const parseUncached = (text: string): Address | undefined => {
  // Large accounts hold tens of thousands of IPv4 addresses; the library takes several times as long for each.
  const parts = dottedQuad.exec(text);
  if (parts !== null) {
    const bytes = parts.slice(1).map(Number);
    if (bytes.some((byte) => byte > 255)) return undefined;
    return { family: 'ipv4', value: BigInt(bytes.reduce((value, byte) => value * 256 + byte, 0)) };
  }
  // A zone index (`fe80::1%eth0`) names an interface of one host and is no address of a network.
  if (!text.includes(':') || text.includes('%')) return undefined;
  try {
    return { family: 'ipv6', value: fromBytes(ipaddr.IPv6.parse(text).toByteArray()) };
  } catch {
    return undefined;
  }
};

/** The address in its usual notation (IPv6 as RFC 5952 wants it). */
export const formatAddress = ({ family, value }: Address): string => {
  const count = addressWidth(family) / 8;
  const bytes = new Array<number>(count);
  for (let index = count - 1, rest = value; index >= 0; index -= 1, rest >>= 8n) bytes[index] = Number(rest & 0xffn);
  return family === 'ipv4' ? bytes.join('.') : new ipaddr.IPv6(bytes).toRFC5952String();
};

export const sameAddress = (a: Address, b: Address): boolean => a.family === b.family && a.value === b.value;

/** Orders IPv4 before IPv6, then by value. */
export const compareAddresses = (a: Address, b: Address): number => {
  if (a.family !== b.family) return a.family === 'ipv4' ? -1 : 1;
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
};
