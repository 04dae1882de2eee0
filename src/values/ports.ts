/** Ports `from` to `to`, both included, 0 <= from <= to <= 65535. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

export const maxPort = 65_535;
export const allPorts: PortRange = { from: 0, to: maxPort };

export const portInRange = (range: PortRange, port: number): boolean => range.from <= port && port <= range.to;

export const formatPortRange = ({ from, to }: PortRange): string => (from === to ? `${from}` : `${from}-${to}`);

/** The same ports as maximal, sorted, disjoint ranges: adjacent and overlapping ones are joined. */
export const mergePortRanges = (ranges: readonly PortRange[]): PortRange[] => {
  const sorted = [...ranges].sort((a, b) => a.from - b.from || a.to - b.to);
  const merged: PortRange[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && range.from <= last.to + 1) {
      if (range.to > last.to) merged[merged.length - 1] = { from: last.from, to: range.to };
    } else merged.push({ from: range.from, to: range.to });
  }
  return merged;
};
