import { complementRanges, emptyRanges, intersectRanges, joinRanges, type RangeSet } from './rangeSet.js';
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
  const every = (of: readonly Bounds[]): Bounds =>
    of.reduce<Bounds>(
      (sum, bounds) => ({
        certain: intersectRanges(sum.certain, bounds.certain),
        possible: intersectRanges(sum.possible, bounds.possible),
      }),
      exactly(all),
    );
  const some = (of: readonly Bounds[]): Bounds => ({
    certain: joinRanges(of.flatMap(({ certain }) => certain)),
    possible: joinRanges(of.flatMap(({ possible }) => possible)),
  });
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
        return every(of.operands.map(boundsOf));
      case 'or':
        return some(of.operands.map(boundsOf));
      case 'ite': {
        const condition = boundsOf(of.condition);
        return some([every([condition, boundsOf(of.positive)]), every([negate(condition), boundsOf(of.negative)])]);
      }
      case 'booleanVariable':
      case 'iff':
        return unknown;
    }
  };
  return boundsOf(term).possible;
};
