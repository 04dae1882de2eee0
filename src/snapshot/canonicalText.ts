/**
 * One text for all ways to write a value down: fields sorted by name, absent and empty ones left out, and arrays as
 * multisets (AWS gives no order to the entries of a resource, or says it in a field such as `RuleNumber`).
 *
 * @param value JSON, no deeper than a validated resource
 */
export const canonicalText = (value: unknown): string => {
  if (typeof value === 'string') return plain.test(value) ? `"${value}"` : JSON.stringify(value);
  if (Array.isArray(value)) {
    // `map` alone for the many arrays of one element or none: sorting is not free.
    const texts = value.map(canonicalText);
    return `[${(texts.length < 2 ? texts : texts.sort()).join()}]`;
  }
  if (isFields(value)) return fieldsText(value);
  return String(value);
};

/**
 * `canonicalText` of an object's fields.
 *
 * @param except a field to leave out
 */
export const fieldsText = (value: Fields, except?: string): string => {
  let text = '{';
  for (const name of sortedNames(value)) {
    if (name === except) continue;
    const field = value[name];
    if (field === undefined || (Array.isArray(field) && field.length === 0)) continue;
    text += `"${name}":${canonicalText(field)},`;
  }
  return `${text}}`;
};

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** Text that JSON writes as it is. */
const plain = /^[ !#-[\]-~]*$/;

/** Field names come from the schemas, so a snapshot has few sets of them. */
const orders = new Map<string, readonly string[]>();

const sortedNames = (value: Fields): readonly string[] => {
  const names = Object.keys(value);
  const set = names.join('\0');
  const known = orders.get(set);
  if (known !== undefined) return known;
  names.sort();
  orders.set(set, names);
  return names;
};
