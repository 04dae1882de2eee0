import type { z } from 'zod';
import { quoted } from './printable.js';
import { SnapshotError, type SnapshotPlace } from './snapshotError.js';

/** Where a raw resource stands, to name it in an error. */
export interface RawPlace {
  readonly file: string;
  /** Top-level key. */
  readonly key: string;
  /** The field that holds its id. */
  readonly nameField: string;
  /** Its position in the array of its file. */
  readonly index: number;
}

/**
 * A raw resource in its schema's shape.
 *
 * @throws SnapshotError naming the first field that is wrong, in the order of the schema
 */
export const validate = <R>(schema: z.ZodType<R>, raw: unknown, place: RawPlace): R => {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  throw fieldError({ file: place.file, resource: resourceName(raw, place) }, result.error, raw);
};

/** The error for the first field, in the order of the schema, that a schema refused. */
export const fieldError = (place: SnapshotPlace, { issues: [issue] }: z.ZodError, raw: unknown): SnapshotError =>
  issue === undefined
    ? new SnapshotError(place, 'malformed')
    : new SnapshotError(
        { ...place, field: fieldPath(issue.path) },
        `${expectation(issue)}, found ${quoted(valueAt(raw, issue.path))}`,
      );

/** The resource as error messages name it: `SecurityGroups sg-1`, or `SecurityGroups[3]` where its id is missing. */
export const resourceName = (raw: unknown, { key, nameField, index }: RawPlace): string => {
  const id = valueAt(raw, [nameField]);
  return typeof id === 'string' && id !== '' ? `${key} ${id}` : `${key}[${index}]`;
};

const fieldPath = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );

const valueAt = (raw: unknown, path: readonly PropertyKey[]): unknown => {
  let value = raw;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = Reflect.get(value, part);
  }
  return value;
};

const typeNames: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'an integer',
  boolean: '`true` or `false`',
  array: 'an array',
  object: 'an object',
  nonoptional: 'a value',
};

const expectation = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${typeNames[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `expected ${issue.values.map((value) => `\`${String(value)}\``).join(' or ')}`;
    case 'too_small':
      return issue.origin === 'string' ? 'expected a non-empty string' : `expected at least ${issue.minimum}`;
    case 'too_big':
      return `expected at most ${issue.maximum}`;
    default:
      return issue.message;
  }
};
