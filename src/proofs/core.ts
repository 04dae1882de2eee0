import type { NamedAssertion } from '../../encodings/named.js';
import type { CheckResult, Script } from '../solver/solver.js';
import { type ObligationScript, scriptOf } from './obligationScript.js';

export type Check = (script: Script) => Promise<CheckResult>;

/** Whether assertions can hold together, as the solver says. */
export const statusOf = async (check: Check, assertions: readonly NamedAssertion[]): Promise<CheckResult['status']> =>
  (await check(scriptOf(assertions, true))).status;

/**
 * A core that is minimal: without any one of its assertions the rest can hold. The solver's own core is the start;
 * assertions about the packet are tried first, so that what is left speaks of the configuration. Where the solver gives
 * no answer about a smaller core, the assertion stays.
 */
export const minimalCore = async (
  check: Check,
  { assertions }: ObligationScript,
  found: readonly string[],
): Promise<readonly NamedAssertion[]> => {
  // A solver that finds the contradiction while it reads may name nothing.
  let core = found.length === 0 ? assertions : assertions.filter(({ name }) => found.includes(name));
  for (const candidate of core) {
    const rest = core.filter((assertion) => assertion !== candidate);
    if (rest.length > 0 && (await statusOf(check, rest)) === 'unsat') core = rest;
  }
  return core;
};
