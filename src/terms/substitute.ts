import type { Environment } from './evaluate.js';
import type { BitVectorTerm, BooleanTerm } from './term.js';
import { TermError } from './termError.js';
import type { TermFactory } from './termFactory.js';

/**
 * The term with values in place of the variables that `environment` gives one, folded by the factory's constructors.
 *
 * @throws TermError when a value has the wrong sort or does not fit.
 */
export const substitute = (factory: TermFactory, root: BooleanTerm, environment: Environment): BooleanTerm => {
  const done = new Map<BooleanTerm, BooleanTerm>();
  const ofBits = (term: BitVectorTerm): BitVectorTerm => {
    switch (term.kind) {
      case 'constant':
        return term;
      case 'variable': {
        const value = environment.get(term.name);
        if (value === undefined) return term;
        if (typeof value !== 'bigint') throw new TermError(`variable ${term.name} is no boolean`);
        return factory.constant(term.width, value);
      }
      case 'extract':
        return factory.extract(term.high, term.low, ofBits(term.of));
    }
  };
  const make = (term: BooleanTerm): BooleanTerm => {
    switch (term.kind) {
      case 'boolean':
        return term;
      case 'booleanVariable': {
        const value = environment.get(term.name);
        if (value === undefined) return term;
        if (typeof value !== 'boolean') throw new TermError(`variable ${term.name} is a boolean`);
        return factory.boolean(value);
      }
      case 'equal':
        return factory.equal(ofBits(term.left), ofBits(term.right));
      case 'bvule':
        return factory.atMost(ofBits(term.left), ofBits(term.right));
      case 'not':
        return factory.not(of(term.operand));
      case 'and':
        return factory.and(...term.operands.map(of));
      case 'or':
        return factory.or(...term.operands.map(of));
      case 'ite':
        return factory.ite(of(term.condition), of(term.positive), of(term.negative));
      case 'iff':
        return factory.iff(of(term.left), of(term.right));
    }
  };
  const of = (term: BooleanTerm): BooleanTerm => {
    const known = done.get(term);
    if (known !== undefined) return known;
    const made = make(term);
    done.set(term, made);
    return made;
  };
  return of(root);
};
