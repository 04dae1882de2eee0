import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, EngineOptions } from '../../src/engines/engine.js';
import { createIntervalEngine } from '../../src/engines/interval/engine.js';
import { createSmtEngine } from '../../src/engines/smt/engine.js';
import { assess } from '../../src/findings/assess.js';
import { builtInSeverities } from '../../src/findings/severityTable.js';
import { buildNetwork } from '../../src/network/buildNetwork.js';
import { allRoutes } from '../../src/paths/path.js';
import { assessmentFormats } from '../../src/report/formats.js';
import { assembleSnapshot, type SnapshotDocument } from '../../src/snapshot/assemble.js';
import { snapshotHash } from '../../src/snapshot/hash.js';
import type { Solver } from '../../src/solver/solver.js';
import { InProcessZ3 } from '../../src/solver/z3/inProcess.js';
import { network } from './arbitraries/network/network.js';
import { engineOptions } from './arbitraries/question.js';
import { runs } from './runs.js';
import { shuffledDocuments } from './shuffled.js';
import { reportingNetwork } from './snapshotDirectory.js';

let solver: Solver;
beforeAll(async () => {
  solver = await InProcessZ3.start({ timeoutSeconds: 20 });
});
afterAll(() => solver.close());

/** What `assess --all-interfaces --format json` prints. */
const report = async (
  documents: readonly SnapshotDocument[],
  engine: Engine,
  options: EngineOptions,
): Promise<string> => {
  const snapshot = assembleSnapshot(documents);
  const assessment = await assess(buildNetwork(snapshot), engine, {
    ...options,
    severities: builtInSeverities,
    scope: { vpcIds: [], instanceIds: [], networkInterfaceIds: [], tags: [], allInterfaces: true },
    routes: allRoutes,
    snapshot: { sha256: snapshotHash(snapshot), accounts: [], regions: [] },
  });
  const json = await assessmentFormats.json();
  return [...json(assessment, { color: false, width: undefined })].join('');
};

const engines: readonly (readonly [string, number, (options: EngineOptions) => Engine])[] = [
  ['interval', 60, createIntervalEngine],
  ['smt', 20, (options) => createSmtEngine({ ...options, startSolver: async () => solver })],
];

describe.each(engines)('the report of the %s engine', (_, usual, createEngine) => {
  it('does not depend on the order of anything in the snapshot', async () => {
    await fc.assert(
      fc.asyncProperty(network('everything'), engineOptions, fc.nat(), fc.nat(), (aws, options, one, other) =>
        reportingNetwork(aws, async () => {
          const first = await report(shuffledDocuments(aws, one), createEngine(options), options);
          const second = await report(shuffledDocuments(aws, other), createEngine(options), options);
          expect(second).toBe(first);
        }),
      ),
      runs(usual),
    );
  });
});
