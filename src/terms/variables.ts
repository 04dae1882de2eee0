import { operandsOf, type Term, type Variable } from './term.js';

const known = new WeakMap<Term, readonly Variable[]>();

const none: readonly Variable[] = [];

/** The free variables of a term, by name. */
export const variablesOf = (term: Term): readonly Variable[] => {
  const before = known.get(term);
  if (before !== undefined) return before;
  const found = collect(term);
  known.set(term, found);
  return found;
};

/** Most operands speak of the same variables, whose list is then shared. */
const collect = (term: Term): readonly Variable[] => {
  if (term.kind === 'variable' || term.kind === 'booleanVariable') return [term];
  let all = none;
  for (const operand of operandsOf(term)) {
    const more = variablesOf(operand);
    if (all.length === 0) all = more;
    else if (more !== all && !more.every((variable) => all.includes(variable))) {
      all = byName([...new Set([...all, ...more])]);
    }
  }
  return all;
};

/** The free variables of several terms, each once, by name. */
export const variablesOfAll = (terms: readonly Term[]): readonly Variable[] =>
  byName([...new Set(terms.flatMap(variablesOf))]);

const byName = (variables: readonly Variable[]): readonly Variable[] =>
  [...variables].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
