import { complementRanges, emptyRanges, intersectRanges, type RangeSet, uniteRanges } from './rangeSet.js';
import type { BooleanTerm } from './term.js';

/** For which values of a variable a term holds in any case, and for which it holds in some. */
interface Bounds {
  readonly certain: RangeSet;
  readonly possible: RangeSet;
}

/**
 * Values of one variable for which a term may hold, whatever the other variables are: a superset of the exact answer,
 * read off without looking for a value of the others.
 */
export const possibleRanges = (term: BooleanTerm, name: string, width: number): RangeSet => {
  const highest = 2 ** width - 1;
  const all: RangeSet = [{ from: 0, to: highest }];
  const exactly = (set: RangeSet): Bounds => ({ certain: set, possible: set });
  const unknown: Bounds = { certain: emptyRanges, possible: all };
  const negate = ({ certain, possible }: Bounds): Bounds => ({
    certain: complementRanges(possible, highest),
    possible: complementRanges(certain, highest),
  });
  const combine = (of: readonly Bounds[], start: RangeSet, join: typeof uniteRanges): Bounds =>
    of.reduce<Bounds>(
      (sum, bounds) => ({
        certain: join(sum.certain, bounds.certain),
        possible: join(sum.possible, bounds.possible),
      }),
      exactly(start),
    );
  const boundsOf = (of: BooleanTerm): Bounds => {
    switch (of.kind) {
      case 'boolean':
        return exactly(of.value ? all : emptyRanges);
      case 'equal':
      case 'bvule': {
        const { left, right } = of;
        if (left.kind === 'variable' && left.name === name && right.kind === 'constant') {
          const value = Number(right.value);
          return exactly([{ from: of.kind === 'equal' ? value : 0, to: value }]);
        }
        if (right.kind === 'variable' && right.name === name && left.kind === 'constant') {
          const value = Number(left.value);
          return exactly([{ from: value, to: of.kind === 'equal' ? value : highest }]);
        }
        return unknown;
      }
      case 'not':
        return negate(boundsOf(of.operand));
      case 'and':
        return combine(of.operands.map(boundsOf), all, intersectRanges);
      case 'or':
        return combine(of.operands.map(boundsOf), emptyRanges, uniteRanges);
      case 'ite': {
        const condition = boundsOf(of.condition);
        return combine(
          [
            combine([condition, boundsOf(of.positive)], all, intersectRanges),
            combine([negate(condition), boundsOf(of.negative)], all, intersectRanges),
          ],
          emptyRanges,
          uniteRanges,
        );
      }
      case 'booleanVariable':
      case 'iff':
        return unknown;
    }
  };
  return boundsOf(term).possible;
};
