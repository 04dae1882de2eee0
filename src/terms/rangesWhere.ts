import { type Environment, evaluate } from './evaluate.js';
import { complementRanges, emptyRanges, intersectRanges, type RangeSet, uniteRanges } from './rangeSet.js';
import type { AtMost, BooleanTerm, Equal } from './term.js';
import { TermError } from './termError.js';
import { variablesOf } from './variables.js';

/** The one variable that is left free, of at most 32 bits. */
interface Free {
  readonly name: string;
  readonly highest: number;
  readonly all: RangeSet;
}

/**
 * The values of one variable for which a term holds, the other variables being fixed by `environment`. It reads
 * comparisons of the variable itself with constants, which is how encodings speak of ports.
 *
 * @throws TermError when the term says anything else about the variable, or another variable has no value.
 */
export const rangesWhere = (term: BooleanTerm, name: string, width: number, environment: Environment): RangeSet => {
  if (width > 32) throw new TermError(`ranges of ${width} bits are too wide`);
  const highest = 2 ** width - 1;
  return where(term, { name, highest, all: [{ from: 0, to: highest }] }, environment);
};

const where = (term: BooleanTerm, free: Free, environment: Environment): RangeSet => {
  switch (term.kind) {
    case 'boolean':
    case 'booleanVariable':
      return evaluate(term, environment) ? free.all : emptyRanges;
    case 'equal':
    case 'bvule':
      return compared(term, free, environment);
    case 'not':
      return complementRanges(where(term.operand, free, environment), free.highest);
    case 'and': {
      let result = free.all;
      for (const operand of term.operands) {
        const next = where(operand, free, environment);
        if (next.length === 0) return emptyRanges;
        if (next !== free.all) result = result === free.all ? next : intersectRanges(result, next);
        if (result.length === 0) return emptyRanges;
      }
      return result;
    }
    case 'or': {
      let result = emptyRanges;
      for (const operand of term.operands) {
        const next = where(operand, free, environment);
        if (next === free.all) return free.all;
        result = uniteRanges(result, next);
      }
      return result;
    }
    case 'ite': {
      const condition = where(term.condition, free, environment);
      return uniteRanges(
        intersectRanges(condition, where(term.positive, free, environment)),
        intersectRanges(complementRanges(condition, free.highest), where(term.negative, free, environment)),
      );
    }
    case 'iff': {
      const left = where(term.left, free, environment);
      const right = where(term.right, free, environment);
      return uniteRanges(
        intersectRanges(left, right),
        intersectRanges(complementRanges(left, free.highest), complementRanges(right, free.highest)),
      );
    }
  }
};

const compared = (term: Equal | AtMost, free: Free, environment: Environment): RangeSet => {
  const { left, right } = term;
  const leftIsFree = left.kind === 'variable' && left.name === free.name;
  const rightIsFree = right.kind === 'variable' && right.name === free.name;
  if (leftIsFree && right.kind === 'constant') {
    const value = Number(right.value);
    return [{ from: term.kind === 'equal' ? value : 0, to: value }];
  }
  if (rightIsFree && left.kind === 'constant') {
    const value = Number(left.value);
    return [{ from: value, to: term.kind === 'equal' ? value : free.highest }];
  }
  if (variablesOf(term).some((variable) => variable.name === free.name)) {
    throw new TermError(`variable ${free.name} is not compared with a constant`);
  }
  return evaluate(term, environment) ? free.all : emptyRanges;
};
