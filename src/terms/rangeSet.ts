/** Sets of small unsigned integers as sorted, disjoint, non-adjacent ranges. */
export interface Range {
  /** Both ends are included. */
  readonly from: number;
  readonly to: number;
}

/** INVARIANT: sorted, disjoint, and with a gap between neighbours. */
export type RangeSet = readonly Range[];

export const emptyRanges: RangeSet = [];

export const intersectRanges = (a: RangeSet, b: RangeSet): RangeSet => {
  const result: Range[] = [];
  for (let i = 0, j = 0; ; ) {
    const x = a[i];
    const y = b[j];
    if (x === undefined || y === undefined) return result;
    const from = Math.max(x.from, y.from);
    const to = Math.min(x.to, y.to);
    if (from <= to) result.push({ from, to });
    if (x.to < y.to) i += 1;
    else j += 1;
  }
};

/** The union of ranges in any order. */
export const joinRanges = (ranges: readonly Range[]): RangeSet => {
  if (ranges.length < 2) return ranges;
  const sorted = [...ranges].sort((a, b) => a.from - b.from);
  const result: Range[] = [];
  let from = -1;
  let to = -2;
  for (const range of sorted) {
    if (range.from <= to + 1) to = Math.max(to, range.to);
    else {
      if (from >= 0) result.push({ from, to });
      ({ from, to } = range);
    }
  }
  result.push({ from, to });
  return result;
};

export const uniteRanges = (a: RangeSet, b: RangeSet): RangeSet => {
  if (a.length === 0) return b;
  return b.length === 0 ? a : joinRanges([...a, ...b]);
};

/** The numbers from 0 to `highest` that are not in the set. */
export const complementRanges = (set: RangeSet, highest: number): RangeSet => {
  const result: Range[] = [];
  let from = 0;
  for (const range of set) {
    if (from < range.from) result.push({ from, to: range.from - 1 });
    from = range.to + 1;
  }
  if (from <= highest) result.push({ from, to: highest });
  return result;
};

/** The numbers of `a` that are not in `b`. */
export const subtractRanges = (a: RangeSet, b: RangeSet): RangeSet => {
  const last = a.at(-1);
  return last === undefined || b.length === 0 ? a : intersectRanges(a, complementRanges(b, last.to));
};

export const inRanges = (set: RangeSet, value: number): boolean =>
  set.some(({ from, to }) => from <= value && value <= to);
