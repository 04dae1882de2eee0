import type { Engine, EngineOptions } from '../../src/engines/engine.js';
import { createSmtEngine } from '../../src/engines/smt/engine.js';
import { type AssessOptions, assess } from '../../src/findings/assess.js';
import type { Assessment } from '../../src/findings/assessment.js';
import { everything } from '../../src/findings/scope.js';
import { builtInSeverities } from '../../src/findings/severityTable.js';
import { allRoutes } from '../../src/paths/path.js';
import { type Account, networkOf } from '../scenarios/account.js';

const engineOptions: EngineOptions = { semantics: 'two-way', sourcePorts: { from: 1, to: 65_535 } };

const assessOptions: AssessOptions = {
  ...engineOptions,
  scope: everything,
  routes: allRoutes,
  severities: builtInSeverities,
  snapshot: { sha256: '', accounts: [], regions: [] },
};

/** Assesses an account, with Z3 where no other engine is given. */
export const assessed = async (
  account: Account,
  options: Partial<AssessOptions> & { readonly engine?: Engine } = {},
): Promise<Assessment> => {
  const engine = options.engine ?? createSmtEngine({ ...engineOptions, jobs: 1 });
  try {
    return await assess(networkOf(account), engine, { ...assessOptions, ...options });
  } finally {
    await engine.close();
  }
};
