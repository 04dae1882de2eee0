import { printable } from '../values/printable.js';

export { printable };

const longest = 80;

/** At most 80 characters of a text, on one line. */
export const shortened = (text: string): string =>
  text.length <= longest ? printable(text) : `${printable(text.slice(0, longest))}…`;

/** A value from a snapshot file as an error message shows it: text and numbers in backticks, the rest described. */
export const quoted = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return value === '' ? 'an empty string' : `\`${shortened(value)}\``;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : `an array of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return `\`${String(value)}\``;
};
