import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { EngineOptions } from '../../src/engines/engine.js';
import { createIntervalEngine } from '../../src/engines/interval/engine.js';
import { createSmtEngine } from '../../src/engines/smt/engine.js';
import type { Question } from '../../src/paths/path.js';
import type { Solver } from '../../src/solver/solver.js';
import { InProcessZ3 } from '../../src/solver/z3/inProcess.js';
import { network } from './arbitraries/network/network.js';
import { engineOptions, question } from './arbitraries/question.js';
import { questionsOf } from './askedOf.js';
import { expectExactAnswers } from './engineLaws.js';
import { runs } from './runs.js';
import { networkOf, reportingNetwork } from './snapshotDirectory.js';

let solver: Solver;
beforeAll(async () => {
  solver = await InProcessZ3.start({ timeoutSeconds: 20 });
});
afterAll(() => solver.close());

const expectAgreement = (questions: readonly Question[], options: EngineOptions): Promise<void> =>
  expectExactAnswers(
    [createIntervalEngine(options), createSmtEngine({ ...options, startSolver: async () => solver })],
    questions,
    options,
  );

describe('both engines answer as brute force does', () => {
  it('questions of any hops', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(question, { minLength: 1, maxLength: 3 }), engineOptions, expectAgreement),
      runs(500),
    );
  });

  it.each(['internet', 'everything'] as const)('all questions of random networks (%s)', async (extent) => {
    await fc.assert(
      fc.asyncProperty(network(extent), engineOptions, (aws, options) =>
        reportingNetwork(aws, () => expectAgreement(questionsOf(networkOf(aws), options.semantics), options)),
      ),
      runs(500),
    );
  });
});
