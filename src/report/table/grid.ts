import Table from 'cli-table3';
import displayWidth from 'string-width';
import wrap from 'wrap-ansi';
import { printable } from '../../values/printable.js';

/** One column of a grid. */
export interface Column<Row> {
  readonly title: string;
  /** Lines of a row; what a terminal acts on is escaped, line breaks in them too. */
  readonly lines: (row: Row) => readonly string[];
  /** Applied after the text was made safe and measured. */
  readonly paint?: (text: string, row: Row) => string;
  /** Columns that may be wrapped to fit the terminal, and the width that they keep. */
  readonly least?: number;
}

const gap = 2;

const noBorders = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' '.repeat(gap),
};

/** The library's time grows with the square of a table's rows, so long tables are made of several. */
const rowsAtOnce = 100;

/**
 * Rows under titles, without borders, as wide as the terminal allows: long cells are wrapped where `width` is given.
 */
export function* grid<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  { width, paintTitle }: { readonly width: number | undefined; readonly paintTitle: (title: string) => string },
): Iterable<string> {
  const cells = rows.map((row) => columns.map(({ lines }) => lines(row).map(printable)));
  const natural = columns.map(({ title }, index) =>
    cells.reduce(
      (widest, row) => Math.max(widest, ...(row[index] ?? []).map((line) => displayWidth(line))),
      title.length,
    ),
  );
  const widths = width === undefined ? natural : shrinkToFit(columns, natural, width);
  // Wrapped before it is painted: a colour that spans lines would run through the other columns.
  const wrapped = (line: string, at: number): readonly string[] =>
    width === undefined ? [line] : wrap(line, widths[at] ?? line.length, { hard: true }).split('\n');
  const painted = rows.map((row, index) =>
    columns.map(({ paint }, at) => {
      const lines = (cells[index]?.[at] ?? []).flatMap((line) => wrapped(line, at));
      return (paint === undefined ? lines : lines.map((line) => paint(line, row))).join('\n');
    }),
  );
  yield aligned([columns.map(({ title }) => paintTitle(title))], widths);
  for (let from = 0; from < painted.length; from += rowsAtOnce) {
    yield aligned(painted.slice(from, from + rowsAtOnce), widths);
  }
}

const aligned = (rows: readonly (readonly string[])[], widths: readonly number[]): string => {
  const table = new Table({
    chars: noBorders,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colWidths: [...widths],
  });
  for (const row of rows) table.push([...row]);
  const lines = table.toString().split('\n');
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
};

/** Takes columns from the widest that may give some, until all fit or none can. */
const shrinkToFit = <Row>(
  columns: readonly Column<Row>[],
  natural: readonly number[],
  width: number,
): readonly number[] => {
  const widths = [...natural];
  let excess = widths.reduce((sum, next) => sum + next, 0) + gap * (columns.length - 1) - width;
  while (excess > 0) {
    let widest = -1;
    for (const [index, { least }] of columns.entries()) {
      const own = widths[index] ?? 0;
      if (least !== undefined && own > least && own > (widths[widest] ?? 0)) widest = index;
    }
    if (widest < 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
};
