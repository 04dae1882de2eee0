import { subterms, type Term, type Variable } from './term.js';

const known = new WeakMap<Term, readonly Variable[]>();

/** The free variables of a term, by name. */
export const variablesOf = (term: Term): readonly Variable[] => {
  const before = known.get(term);
  if (before !== undefined) return before;
  const found = variablesOfAll([term]);
  known.set(term, found);
  return found;
};

/** The free variables of several terms, each once, by name. */
export const variablesOfAll = (terms: readonly Term[]): readonly Variable[] =>
  subterms(terms)
    .filter((term) => term.kind === 'variable' || term.kind === 'booleanVariable')
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
