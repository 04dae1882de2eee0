import type { Row } from './run.js';

const width = 640;
const height = 400;
const margin = 56;

const series = [
  { name: 'read and parse', colour: '#888888', of: ({ floor }: Row) => floor.wall },
  { name: 'interval engine', colour: '#1a73e8', of: ({ interval }: Row) => interval.wall },
  { name: 'SMT engine', colour: '#c5221f', of: ({ smt }: Row) => smt.wall },
] as const;

/** Wall time over interfaces, both logarithmic, as an SVG picture. */
export const growthPlot = (rows: readonly Row[]): string => {
  const all = rows.flatMap((row) => series.map(({ of }) => of(row)));
  const scale = (values: readonly number[], from: number, to: number) => {
    const low = Math.floor(Math.log10(Math.min(...values)));
    const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
    return { low, high, at: (value: number) => from + ((Math.log10(value) - low) / (high - low)) * (to - from) };
  };
  const x = scale(
    rows.map(({ interfaces }) => interfaces),
    margin,
    width - margin,
  );
  const y = scale(all, height - margin, margin / 2);
  const parts: string[] = [];
  for (let power = x.low; power <= x.high; power += 1) {
    const at = x.at(10 ** power);
    parts.push(`<line x1="${at}" y1="${margin / 2}" x2="${at}" y2="${height - margin}" stroke="#dddddd"/>`);
    parts.push(
      `<text x="${at}" y="${height - margin + 18}" text-anchor="middle">${(10 ** power).toLocaleString('en')}</text>`,
    );
  }
  for (let power = y.low; power <= y.high; power += 1) {
    const at = y.at(10 ** power);
    parts.push(`<line x1="${margin}" y1="${at}" x2="${width - margin}" y2="${at}" stroke="#dddddd"/>`);
    parts.push(`<text x="${margin - 6}" y="${at + 4}" text-anchor="end">${10 ** power} s</text>`);
  }
  for (const [index, { name, colour, of }] of series.entries()) {
    const points = rows.map((row) => `${x.at(row.interfaces).toFixed(1)},${y.at(of(row)).toFixed(1)}`).join(' ');
    parts.push(`<polyline fill="none" stroke="${colour}" stroke-width="2" points="${points}"/>`);
    parts.push(`<text x="${margin + 12}" y="${margin / 2 + 18 + index * 18}" fill="${colour}">${name}</text>`);
  }
  parts.push(`<text x="${width / 2}" y="${height - 12}" text-anchor="middle">network interfaces</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12"><rect width="${width}" height="${height}" fill="white"/>${parts.join('')}</svg>\n`;
};
