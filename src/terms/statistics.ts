import { subterms, type Term } from './term.js';

/** How big a formula is. */
export interface TermStatistics {
  /** Distinct terms, variables and constants included. */
  readonly terms: number;
  /** Distinct comparisons: `=` and `bvule`. */
  readonly atoms: number;
  readonly variables: number;
}

export const statisticsOf = (roots: readonly Term[]): TermStatistics => {
  const terms = subterms(roots);
  let atoms = 0;
  let variables = 0;
  for (const { kind } of terms) {
    if (kind === 'equal' || kind === 'bvule') atoms += 1;
    else if (kind === 'variable' || kind === 'booleanVariable') variables += 1;
  }
  return { terms: terms.length, atoms, variables };
};
