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
  yield lineOf(
    columns.map(({ title }) => title),
    columns.map(() => paintTitle),
    widths,
  );
  for (const [index, row] of rows.entries()) {
    const paints = columns.map(
      ({ paint }) =>
        (text: string) =>
          paint === undefined ? text : paint(text, row),
    );
    const lines = columns.map((_, at) => (cells[index]?.[at] ?? []).flatMap((line) => wrapped(line, at)));
    const height = Math.max(...lines.map(({ length }) => length));
    for (let at = 0; at < height; at += 1) {
      yield lineOf(
        lines.map((cell) => cell[at] ?? ''),
        paints,
        widths,
      );
    }
  }
}

/**
 * One line of cells beside each other. Written by hand: all texts are measured already, and a library that measures
 * them again took ten times as long over 40,000 rows.
 */
const lineOf = (
  texts: readonly string[],
  paints: readonly ((text: string) => string)[],
  widths: readonly number[],
): string => {
  let line = '';
  let missing = 0;
  for (const [at, text] of texts.entries()) {
    if (text !== '') line += ' '.repeat(missing) + (paints[at]?.(text) ?? text);
    missing = (text === '' ? missing : 0) + (widths[at] ?? 0) - displayWidth(text) + gap;
  }
  return `${line}\n`;
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
