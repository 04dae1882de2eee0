import type { Family } from '../../values/address.js';
import { addressWidth } from '../../values/address.js';
import type { AddressSet } from '../../values/addressSet.js';
import { type Cidr, firstOf, lastOf } from '../../values/cidr.js';

/** Addresses `from` to `to`, both included, as integers. */
export interface AddressRange {
  readonly from: bigint;
  readonly to: bigint;
}

/**
 * A function of addresses that is constant between its steps.
 *
 * INVARIANT: `starts` is ascending, begins with 0 and is as long as `values`; `values[i]` holds from `starts[i]` to just
 * before `starts[i + 1]`.
 */
export interface Steps<T> {
  readonly starts: readonly bigint[];
  readonly values: readonly T[];
}

export const constantSteps = <T>(value: T): Steps<T> => ({ starts: [0n], values: [value] });

/** Blocks of one family that stand for an item of an ordered list. */
export interface Item {
  readonly cidrs: readonly Cidr[];
}

/**
 * Sweeps over all addresses: `valueAt` is asked once for each distinct set of items whose blocks hold an address, given
 * by their ascending positions. The work grows with the number of blocks, not with blocks times items.
 */
export const sweep = <T>(
  items: readonly Item[],
  family: Family,
  valueAt: (active: readonly number[]) => T,
): Steps<T> => {
  const opening = new Map<bigint, number[]>();
  const closing = new Map<bigint, number[]>();
  const put = (map: Map<bigint, number[]>, at: bigint, index: number) => {
    const list = map.get(at);
    if (list === undefined) map.set(at, [index]);
    else list.push(index);
  };
  const points = new Set<bigint>([0n]);
  for (const [index, { cidrs }] of items.entries()) {
    for (const cidr of cidrs) {
      if (cidr.family !== family) continue;
      const end = lastOf(cidr) + 1n;
      put(opening, firstOf(cidr), index);
      put(closing, end, index);
      points.add(firstOf(cidr));
      points.add(end);
    }
  }
  const limit = 1n << BigInt(addressWidth(family));
  const starts = [...points].filter((point) => point < limit).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  // An item may hold an address by several of its blocks.
  const depth = new Map<number, number>();
  const known = new Map<string, T>();
  const values = starts.map((start) => {
    for (const index of closing.get(start) ?? []) {
      const left = (depth.get(index) ?? 0) - 1;
      if (left <= 0) depth.delete(index);
      else depth.set(index, left);
    }
    for (const index of opening.get(start) ?? []) depth.set(index, (depth.get(index) ?? 0) + 1);
    const active = [...depth.keys()].sort((a, b) => a - b);
    const key = active.join();
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = valueAt(active);
    known.set(key, value);
    return value;
  });
  return { starts, values };
};

/** Stretches of addresses of a set on which every function is constant, with the position of each function's step. */
export function* stretches(
  functions: readonly Steps<unknown>[],
  set: AddressSet,
): Generator<{ readonly range: AddressRange; readonly steps: readonly number[] }> {
  const membership = memberSteps(set);
  const all = [membership, ...functions];
  const positions = all.map(() => 0);
  const limit = 1n << BigInt(addressWidth(set.family));
  for (let from = 0n; from < limit; ) {
    let to = limit;
    for (const [index, { starts }] of all.entries()) {
      const next = starts[(positions[index] ?? 0) + 1];
      if (next !== undefined && next < to) to = next;
    }
    if (membership.values[positions[0] ?? 0] === true)
      yield { range: { from, to: to - 1n }, steps: positions.slice(1) };
    for (const [index, { starts }] of all.entries()) {
      if (starts[(positions[index] ?? 0) + 1] === to) positions[index] = (positions[index] ?? 0) + 1;
    }
    from = to;
  }
}

const memberships = new WeakMap<AddressSet, Steps<boolean>>();

const memberSteps = (set: AddressSet): Steps<boolean> => {
  const known = memberships.get(set);
  if (known !== undefined) return known;
  const made = sweep(
    [{ cidrs: set.include }, { cidrs: set.exclude }],
    set.family,
    (active) => active.includes(0) && !active.includes(1),
  );
  memberships.set(set, made);
  return made;
};
