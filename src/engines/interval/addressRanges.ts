import { addressWidth, type Family } from '../../values/address.js';
import type { Cidr } from '../../values/cidr.js';
import type { AddressRange } from './steps.js';

/** The same addresses as maximal, sorted, disjoint ranges. */
export const mergeAddressRanges = (ranges: readonly AddressRange[]): readonly AddressRange[] => {
  const sorted = [...ranges].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const merged: AddressRange[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last === undefined || range.from > last.to + 1n) merged.push(range);
    else if (range.to > last.to) merged[merged.length - 1] = { from: last.from, to: range.to };
  }
  return merged;
};

/** The fewest CIDR blocks that hold exactly the addresses of some maximal, sorted, disjoint ranges. */
export const minimalCidrs = (ranges: readonly AddressRange[], family: Family): readonly Cidr[] => {
  const width = addressWidth(family);
  const cidrs: Cidr[] = [];
  for (const { from, to } of ranges) {
    for (let value = from; value <= to; ) {
      // The largest block that begins here: as aligned as the address, and not past the end.
      let hostBits = 0;
      while (hostBits < width) {
        const size = 1n << BigInt(hostBits + 1);
        if (value % size !== 0n || value + size - 1n > to) break;
        hostBits += 1;
      }
      cidrs.push({ family, value, length: width - hostBits });
      value += 1n << BigInt(hostBits);
    }
  }
  return cidrs;
};
