import type { Variable } from '../terms/term.js';

/** What a solver is asked: SMT-LIB 2.6 text up to and including `(check-sat)`. */
export interface Script {
  readonly text: string;
  /** Variables whose values a model must give; all are declared in the text. */
  readonly variables: readonly Variable[];
}

/** Values of the script's variables: bit-vectors as unsigned integers. */
export type Model = ReadonlyMap<string, bigint | boolean>;

export type CheckResult =
  | { readonly status: 'sat'; readonly model: Model }
  /** `core`: names of assertions that cannot hold together, in the order of the solver; empty when none is named. */
  | { readonly status: 'unsat'; readonly core: readonly string[] }
  /** No answer: a limit was reached, or the solver failed. */
  | { readonly status: 'unknown'; readonly reason: string };

/** What a report or certificate says about a solver. */
export interface SolverDescription {
  /** For example `Z3`. */
  readonly name: string;
  /** As the solver itself gives it, and where it was packaged differently, the package's. */
  readonly version: string;
}

/**
 * Decides scripts, each from a fresh state: an answer depends on the script alone. That costs the parsing of shared
 * parts again (about half of a check, measured), and makes answers the same in any order and on any thread.
 */
export interface Solver {
  readonly description: SolverDescription;
  /** Never rejects because of a script that the solver cannot decide: that is `unknown`. */
  check(script: Script): Promise<CheckResult>;
  /** Ends threads and processes. */
  close(): Promise<void>;
}

export interface SolverLimits {
  /** For one check. */
  readonly timeoutSeconds: number;
}

/** A solver cannot be used at all, or breaks its own protocol. */
export class SolverError extends Error {
  override readonly name = 'SolverError';
}
