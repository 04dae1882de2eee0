/** Addresses and blocks as text and as numbers, by `ipaddr.js` alone: nothing here is shared with the program. */
import ipaddr from 'ipaddr.js';

/** An address as a number, with its family. */
export interface At {
  readonly family: 'ipv4' | 'ipv6';
  readonly value: bigint;
}

const remembered = <T>(read: (text: string) => T): ((text: string) => T) => {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = read(text);
    known.set(text, value);
    return value;
  };
};

const numberOf = (bytes: readonly number[]): bigint => bytes.reduce((value, byte) => value * 256n + BigInt(byte), 0n);

export const at = remembered((text: string): At => {
  const parsed = ipaddr.parse(text);
  return { family: parsed.kind(), value: numberOf(parsed.toByteArray()) };
});

const block = remembered((text: string) => {
  const [address, length] = ipaddr.parseCIDR(text);
  const bits = address.kind() === 'ipv4' ? 32 : 128;
  const size = 1n << BigInt(bits - length);
  const value = numberOf(address.toByteArray());
  const first = value - (value % size);
  return { family: address.kind(), first, last: first + size - 1n, length };
});

/** Whether an address lies in a block such as `10.0.0.0/8`. */
export const inside = (cidr: string, { family, value }: At): boolean => {
  const { family: ofBlock, first, last } = block(cidr);
  return family === ofBlock && first <= value && value <= last;
};

export const lengthOf = (cidr: string): number => block(cidr).length;

export const insideAny = (cidrs: readonly string[], address: At): boolean =>
  cidrs.some((cidr) => inside(cidr, address));
