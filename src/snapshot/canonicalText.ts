/**
 * One text for all ways to write a value down: fields sorted by name, absent ones left out, and arrays as multisets
 * (AWS gives no order to the entries of a resource, or says it in a field such as `RuleNumber`).
 */
export const canonicalText = (value: unknown): string => {
  if (Array.isArray(value)) {
    return value.length === 1 ? `[${canonicalText(value[0])}]` : `[${value.map(canonicalText).sort().join()}]`;
  }
  if (typeof value === 'object' && value !== null) {
    let text = '{';
    for (const [name, field] of Object.entries(value).sort(byName)) {
      if (field === undefined || (Array.isArray(field) && field.length === 0)) continue;
      text += `${JSON.stringify(name)}:${canonicalText(field)},`;
    }
    return `${text}}`;
  }
  return JSON.stringify(value) ?? 'null';
};

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);
