import { isAscii, isUtf8 } from 'node:buffer';
import { quoted, shortened } from './printable.js';
import { SnapshotError } from './snapshotError.js';

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
const openingBrace = 0x7b;
const whitespace: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);

/**
 * Refuses, by its first bytes, a file that is no JSON object in UTF-8.
 *
 * @param head the first bytes of the file, or all of them
 */
export const refuseOtherContent = (head: Buffer, file: string): void => {
  if (head.length === 0) {
    throw new SnapshotError({ file }, 'expected JSON, found an empty file (did the command that wrote it fail?)');
  }
  if (isUtf16(head)) {
    throw new SnapshotError(
      { file },
      'expected UTF-8, found UTF-16, as `>` of Windows PowerShell writes it: convert the file, or write it with `| Out-File -Encoding utf8`',
    );
  }
  const start = contentStart(head);
  const first = head.subarray(start).findIndex((byte) => !whitespace.has(byte));
  if (first < 0) {
    if (head.length < 1024) throw new SnapshotError({ file }, 'expected JSON, found white space only');
    return;
  }
  if (head[start + first] !== openingBrace) {
    const text = head.toString('utf8', start + first, start + first + 40);
    throw new SnapshotError({ file }, `expected a JSON object at the top level, found ${quoted(text)}`);
  }
};

/**
 * The text of a file's bytes, without a byte order mark.
 *
 * @throws SnapshotError when the bytes are not UTF-8
 */
const decodeJsonText = (bytes: Buffer, file: string): string => {
  const content = bytes.subarray(contentStart(bytes));
  // One byte a character in memory, and a plain copy.
  if (isAscii(content)) return content.toString('latin1');
  if (!isUtf8(content)) throw notUtf8(file);
  return content.toString('utf8');
};

/** JSON.parse follows brackets without recursion, but takes some 50 bytes for each that is open. */
const bracketsTooMany = Buffer.alloc(1_000_000, '[');

/**
 * What `JSON.parse` gives for a file's bytes.
 *
 * @throws SnapshotError when they are not JSON in UTF-8
 */
export const parseJsonBytes = (bytes: Buffer, file: string): unknown => {
  if (bytes.includes(bracketsTooMany)) throw nestedTooDeeply(file);
  const text = decodeJsonText(bytes, file);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw jsonError(text, file, cause);
  }
};

export const nestedTooDeeply = (file: string): SnapshotError =>
  new SnapshotError({ file }, 'expected AWS output, found values that are nested too deeply to be read');

export const notUtf8 = (file: string): SnapshotError =>
  new SnapshotError({ file }, 'expected UTF-8, found other bytes');

export const cutOff = (file: string, cause?: unknown): SnapshotError =>
  new SnapshotError({ file }, 'expected JSON, found its beginning only: it ends in the middle', { cause });

/**
 * The error for text that `JSON.parse` refused.
 *
 * @param cause what `JSON.parse` threw
 */
const jsonError = (text: string, file: string, cause: unknown): SnapshotError => {
  if (!(cause instanceof SyntaxError)) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    return new SnapshotError({ file }, `the JSON cannot be read: ${shortened(problem)}`, { cause });
  }
  const position = Number(/at position (\d+)/.exec(cause.message)?.[1] ?? Number.NaN);
  if (position >= text.length || /unexpected end|unterminated string/i.test(cause.message)) {
    return cutOff(file, cause);
  }
  const where = Number.isNaN(position) ? '' : ` at ${lineAndColumn(text, position)}`;
  const problem = cause.message.replace(/ (?:in JSON )?at position \d+.*$/s, '');
  return new SnapshotError({ file }, `expected JSON, found an error${where}: ${lowerFirst(shortened(problem))}`, {
    cause,
  });
};

const lineAndColumn = (text: string, position: number): string => {
  const before = text.slice(0, position);
  const line = before.split('\n').length;
  return `line ${line}, column ${position - before.lastIndexOf('\n')}`;
};

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

const contentStart = (bytes: Buffer): number =>
  bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? byteOrderMark.length : 0;

/** With its byte order mark, or by the zero byte that each ASCII character has in it. */
const isUtf16 = (head: Buffer): boolean => {
  const [first, second] = head;
  return (
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff) ||
    (head.length > 1 && (first === 0) !== (second === 0))
  );
};
