import type { BitVectorTerm, BooleanTerm } from './term.js';
import { TermError } from './termError.js';

/** Values of variables by name: bit-vectors as unsigned integers, definitions as booleans. */
export type Environment = ReadonlyMap<string, bigint | boolean>;

/** @throws TermError when a bit-vector variable has no value. */
const evaluateBitVector = (term: BitVectorTerm, environment: Environment): bigint => {
  switch (term.kind) {
    case 'constant':
      return term.value;
    case 'variable': {
      const value = environment.get(term.name);
      if (typeof value !== 'bigint') throw new TermError(`variable ${term.name} has no value`);
      return value;
    }
    case 'extract':
      return BigInt.asUintN(term.width, evaluateBitVector(term.of, environment) >> BigInt(term.low));
  }
};

/**
 * The truth value of a term. Shared subterms are evaluated as often as they are met; the terms of encodings share
 * little below their hops.
 *
 * @throws TermError when a variable that decides has no value.
 */
export const evaluate = (term: BooleanTerm, environment: Environment): boolean => {
  switch (term.kind) {
    case 'boolean':
      return term.value;
    case 'booleanVariable': {
      const value = environment.get(term.name);
      if (typeof value !== 'boolean') throw new TermError(`variable ${term.name} has no value`);
      return value;
    }
    case 'equal':
      return evaluateBitVector(term.left, environment) === evaluateBitVector(term.right, environment);
    case 'bvule':
      return evaluateBitVector(term.left, environment) <= evaluateBitVector(term.right, environment);
    case 'not':
      return !evaluate(term.operand, environment);
    case 'and': {
      for (const operand of term.operands) if (!evaluate(operand, environment)) return false;
      return true;
    }
    case 'or': {
      for (const operand of term.operands) if (evaluate(operand, environment)) return true;
      return false;
    }
    case 'ite':
      return evaluate(evaluate(term.condition, environment) ? term.positive : term.negative, environment);
    case 'iff':
      return evaluate(term.left, environment) === evaluate(term.right, environment);
  }
};
