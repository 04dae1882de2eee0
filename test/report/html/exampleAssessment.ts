import { createSmtEngine } from '../../../src/engines/smt/engine.js';
import { assess } from '../../../src/findings/assess.js';
import type { Assessment } from '../../../src/findings/assessment.js';
import { everything } from '../../../src/findings/scope.js';
import { builtInSeverities } from '../../../src/findings/severityTable.js';
import { buildNetwork } from '../../../src/network/buildNetwork.js';
import { allRoutes } from '../../../src/paths/path.js';
import { accountsOf, regionsOf } from '../../../src/snapshot/accounts.js';
import { snapshotHash } from '../../../src/snapshot/hash.js';
import { loadSnapshot } from '../../../src/snapshot/load.js';

const options = { semantics: 'two-way', sourcePorts: { from: 1, to: 65_535 } } as const;

/** Assesses one of the bundled examples. */
export const exampleAssessment = async (name: 'three-tier' | 'every-way-in'): Promise<Assessment> => {
  const snapshot = await loadSnapshot([`examples/${name}`]);
  const engine = createSmtEngine({ ...options, jobs: 1 });
  try {
    return await assess(buildNetwork(snapshot), engine, {
      ...options,
      scope: everything,
      routes: allRoutes,
      severities: builtInSeverities,
      snapshot: { sha256: snapshotHash(snapshot), accounts: accountsOf(snapshot), regions: regionsOf(snapshot) },
    });
  } finally {
    await engine.close();
  }
};
