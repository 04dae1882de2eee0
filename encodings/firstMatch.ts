/**
 * An ordered list in which the first matching item decides, and no match refuses:
 *
 *     first([])               = false
 *     first([allow if m, ..]) = m or first(..)
 *     first([deny if m, ..])  = not m and first(..)
 *
 * Network ACLs are evaluated "in order, starting with the lowest numbered rule" (VPC user guide, "Network ACL rules");
 * route tables are the same once rows are in the order of precedence (semantics.md section 2).
 */
import type { BooleanTerm } from '../src/terms/term.js';
import type { TermFactory } from '../src/terms/termFactory.js';

export interface Item {
  readonly match: BooleanTerm;
  readonly admits: boolean;
}

export const firstMatch = (factory: TermFactory, items: readonly Item[]): BooleanTerm => {
  let result: BooleanTerm = factory.false;
  for (let end = items.length; end > 0; ) {
    // Neighbours with one verdict are one item: their order does not matter.
    const admits = items[end - 1]?.admits ?? false;
    let start = end;
    while (start > 0 && items[start - 1]?.admits === admits) start -= 1;
    const match = factory.or(...items.slice(start, end).map((item) => item.match));
    result = admits ? factory.or(match, result) : factory.and(factory.not(match), result);
    end = start;
  }
  return result;
};
