/** Cuts the XML of an AWS answer into pages, as AWS does and moto does not. */

/** An answer taken apart: everything around the elements of its outermost list, and these elements. */
export interface ListedXml {
  readonly head: string;
  readonly items: readonly string[];
  readonly tail: string;
}

/** @param tag `item` in EC2's answers, `member` in those of Elastic Load Balancing */
export const listedXml = (xml: string, tag: 'item' | 'member'): ListedXml => {
  const items: string[] = [];
  let [depth, start, first, last] = [0, 0, -1, 0];
  for (const match of xml.matchAll(new RegExp(`<(/?)${tag}>`, 'g'))) {
    if (match[1] === '') {
      if (depth === 0) {
        start = match.index;
        if (first < 0) first = start;
      }
      depth += 1;
    } else {
      depth -= 1;
      if (depth === 0) {
        last = match.index + match[0].length;
        items.push(xml.slice(start, last));
      }
    }
  }
  return first < 0 ? { head: xml, items, tail: '' } : { head: xml.slice(0, first), items, tail: xml.slice(last) };
};

/** One page: some of the elements, and the token of the next page before the given closing tag. */
export const pageXml = (
  { head, tail }: ListedXml,
  items: readonly string[],
  token: { readonly tag: string; readonly value: string; readonly before: RegExp } | undefined,
): string => {
  const end =
    token === undefined
      ? tail
      : tail.replace(token.before, (closing) => `<${token.tag}>${token.value}</${token.tag}>${closing}`);
  return `${head}${items.join('')}${end}`;
};
