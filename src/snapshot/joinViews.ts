import { canonicalText } from './canonicalText.js';

/** The first field, by name, in which two descriptions contradict each other. */
export interface Difference {
  /** Path of the field; empty where the descriptions as a whole differ. */
  readonly field: string;
  /** Its value in the first and in the second description; for an array, the first element that the other lacks. */
  readonly first: unknown;
  readonly second: unknown;
}

/** Tags belong to the account that looks, not to the resource: AWS shows an account its own only. */
const viewerFields: ReadonlySet<string> = new Set(['Tags', 'TagSet']);

/**
 * The whole of two descriptions of one resource.
 *
 * Of one view, they must be the same. Two views (other accounts or regions: a shared subnet, a peering connection seen
 * from both sides) may each lack fields, or differ in tags; the first description's are taken where both have some.
 */
export const joinViews = (
  first: unknown,
  second: unknown,
  sameView: boolean,
  field = '',
): { readonly value: unknown } | { readonly difference: Difference } => {
  if (!sameView) {
    if (isLacking(first)) return { value: second };
    if (isLacking(second)) return { value: first };
  }
  if (isFields(first) && isFields(second)) return joinFields(first, second, sameView, field);
  return canonicalText(first) === canonicalText(second)
    ? { value: first }
    : { difference: differenceOf(first, second, field) };
};

const joinFields = (first: object, second: object, sameView: boolean, field: string): ReturnType<typeof joinViews> => {
  const a = new Map<string, unknown>(Object.entries(first));
  const b = new Map<string, unknown>(Object.entries(second));
  const joined = new Map<string, unknown>();
  for (const name of [...new Set([...a.keys(), ...b.keys()])].sort()) {
    const [x, y] = [a.get(name), b.get(name)];
    if (!sameView && field === '' && viewerFields.has(name)) {
      joined.set(name, isLacking(x) ? y : x);
      continue;
    }
    const result = joinViews(x, y, sameView, field === '' ? name : `${field}.${name}`);
    if ('difference' in result) return result;
    joined.set(name, result.value);
  }
  return { value: Object.fromEntries(joined) };
};

const isFields = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isLacking = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.length === 0);

const differenceOf = (first: unknown, second: unknown, field: string): Difference => {
  if (!Array.isArray(first) || !Array.isArray(second)) return { field, first, second };
  return { field, first: lackedBy(second, first), second: lackedBy(first, second) };
};

/** The first element, in canonical order, that `elements` has more often than `other`. */
const lackedBy = (other: readonly unknown[], elements: readonly unknown[]): unknown => {
  const spare = other.map(canonicalText);
  const lacked = elements
    .map((element) => ({ element, text: canonicalText(element) }))
    .filter(({ text }) => {
      const at = spare.indexOf(text);
      if (at >= 0) spare.splice(at, 1);
      return at < 0;
    });
  return lacked.sort((a, b) => (a.text < b.text ? -1 : 1))[0]?.element;
};
