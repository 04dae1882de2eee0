/** Turns the text of flags into values; what cannot be read is a UsageError that names the flag. */
import { maxPort, type PortRange } from '../../values/ports.js';
import { UsageError } from '../usageError.js';

/** A flag that may be given once. yargs makes an array of several. */
export const once =
  <T>(flag: string, parse: (text: string) => T) =>
  (value: unknown): T => {
    if (Array.isArray(value)) throw new UsageError(`\`--${flag}\` is given ${value.length} times, expected once`);
    if (typeof value !== 'string' || value === '') throw new UsageError(`expected a value after \`--${flag}\``);
    return parse(value);
  };

/** A flag that may be repeated. */
export const each =
  <T>(flag: string, parse: (text: string) => T) =>
  (values: unknown): readonly T[] =>
    (Array.isArray(values) ? values : [values]).map((value) => once(flag, parse)(value));

export const text = (value: string): string => value;

/** One of several words, in any case. */
export const oneOf =
  <T extends string>(flag: string, words: readonly T[]) =>
  (value: string): T => {
    const word = words.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
    if (word === undefined) throw new UsageError(`\`--${flag}\` is \`${value}\`, expected ${words.join(', ')}`);
    return word;
  };

export const positiveInteger =
  (flag: string, most: number) =>
  (value: string): number => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : 0;
    if (number < 1 || number > most) {
      throw new UsageError(`\`--${flag}\` is \`${value}\`, expected a whole number from 1 to ${most}`);
    }
    return number;
  };

export const positiveSeconds =
  (flag: string) =>
  (value: string): number => {
    const number = /^\d{1,7}(\.\d{1,3})?$/.test(value) ? Number(value) : 0;
    if (number <= 0) throw new UsageError(`\`--${flag}\` is \`${value}\`, expected seconds above 0`);
    return number;
  };

/** FROM-TO, or one port. */
export const portRange =
  (flag: string, least: number) =>
  (value: string): PortRange => {
    const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(value);
    const from = Number(match?.[1] ?? -1);
    const to = match?.[2] === undefined ? from : Number(match[2]);
    if (from < least || to > maxPort || from > to) {
      throw new UsageError(`\`--${flag}\` is \`${value}\`, expected FROM-TO with ${least} <= FROM <= TO <= ${maxPort}`);
    }
    return { from, to };
  };

/** KEY=VALUE; the value may hold more `=`, and may be empty. */
export const keyAndValue =
  (flag: string) =>
  (value: string): readonly [key: string, value: string] => {
    const at = value.indexOf('=');
    if (at < 1) throw new UsageError(`\`--${flag}\` is \`${value}\`, expected KEY=VALUE`);
    return [value.slice(0, at), value.slice(at + 1)];
  };

const millisecondsOf: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A length of time, `90s`, `30m`, `24h` or `7d`, in milliseconds. */
export const duration =
  (flag: string) =>
  (value: string): number => {
    const match = /^(\d{1,6})([smhd])$/.exec(value);
    const length = Number(match?.[1] ?? 0) * (millisecondsOf[match?.[2] ?? ''] ?? 0);
    if (length <= 0)
      throw new UsageError(`\`--${flag}\` is \`${value}\`, expected a time above 0, for example 24h or 7d`);
    return length;
  };
