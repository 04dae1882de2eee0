import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { createSmtEngine } from '../../src/engines/smt/engine.js';
import type { Solver } from '../../src/solver/solver.js';
import { InProcessZ3 } from '../../src/solver/z3/inProcess.js';
import { network } from './arbitraries/network/network.js';
import { engineOptions } from './arbitraries/question.js';
import { questionsOf } from './askedOf.js';
import { expectExactAnswers } from './engineLaws.js';
import { runs } from './runs.js';
import { networkOf, reportingNetwork } from './snapshotDirectory.js';

let solver: Solver;
beforeAll(async () => {
  solver = await InProcessZ3.start({ timeoutSeconds: 20 });
});
afterAll(() => solver.close());

describe('the SMT engine', () => {
  it.each(['internet', 'everything'] as const)(
    'answers all questions of random networks (%s) exactly',
    async (extent) => {
      await fc.assert(
        fc.asyncProperty(network(extent), engineOptions, (aws, options) =>
          reportingNetwork(aws, async () => {
            const engine = createSmtEngine({ ...options, startSolver: async () => solver });
            await expectExactAnswers(engine, questionsOf(networkOf(aws), options.semantics), options);
          }),
        ),
        runs(300),
      );
    },
  );
});
