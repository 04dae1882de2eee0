import type { Variable } from '../term.js';
import { variablesOfAll } from '../variables.js';
import { type Assertion, printAssertions } from './print.js';

/** SMT-LIB 2.6 text up to and including `(check-sat)`, and the variables that it declares. */
export interface PrintedScript {
  readonly text: string;
  readonly variables: readonly Variable[];
}

/** A script whose answer, model at most, is wanted. */
export const questionScript = (assertions: readonly Assertion[]): PrintedScript => ({
  text: `(set-logic QF_BV)\n${printAssertions(assertions)}(check-sat)\n`,
  variables: variablesOfAll(assertions.map(({ term }) => term)),
});
