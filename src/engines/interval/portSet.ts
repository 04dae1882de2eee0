import { allPorts, mergePortRanges, type PortRange } from '../../values/ports.js';

/** Ports as maximal, sorted, disjoint ranges. */
export type PortSet = readonly PortRange[];

export const noPorts: PortSet = [];
export const everyPort: PortSet = [allPorts];

export const isEmpty = (set: PortSet): boolean => set.length === 0;

export const unite = (...sets: readonly PortSet[]): PortSet => mergePortRanges(sets.flat());

export const intersect = (a: PortSet, b: PortSet): PortSet => {
  const common: PortRange[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const left = a[i];
    const right = b[j];
    if (left === undefined || right === undefined) break;
    const from = Math.max(left.from, right.from);
    const to = Math.min(left.to, right.to);
    if (from <= to) common.push({ from, to });
    if (left.to < right.to) i += 1;
    else j += 1;
  }
  return common;
};

/** Ports of `a` that are not in `b`. */
export const subtract = (a: PortSet, b: PortSet): PortSet => {
  const left: PortRange[] = [];
  for (const { from, to } of a) {
    let next = from;
    for (const taken of b) {
      if (taken.to < next) continue;
      if (taken.from > to) break;
      if (taken.from > next) left.push({ from: next, to: taken.from - 1 });
      next = taken.to + 1;
    }
    if (next <= to) left.push({ from: next, to });
  }
  return left;
};

export const contains = (set: PortSet, port: number): boolean => set.some(({ from, to }) => from <= port && port <= to);

/** Equal sets have equal keys. */
export const portSetKey = (set: PortSet): string => set.map(({ from, to }) => `${from}-${to}`).join();
