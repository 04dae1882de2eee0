import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { createSmtEngine } from '../../src/engines/smt/engine.js';
import type { Solver } from '../../src/solver/solver.js';
import { InProcessZ3 } from '../../src/solver/z3/inProcess.js';
import { engineOptions, question } from './arbitraries/question.js';
import { expectExactAnswers } from './engineLaws.js';
import { runs } from './runs.js';

let solver: Solver;
beforeAll(async () => {
  solver = await InProcessZ3.start({ timeoutSeconds: 20 });
});
afterAll(() => solver.close());

describe('the SMT engine', () => {
  it('answers questions of any hops as brute force does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(question, { minLength: 1, maxLength: 3 }), engineOptions, async (asked, options) => {
        const engine = createSmtEngine({ ...options, startSolver: async () => solver });
        await expectExactAnswers(engine, asked, options);
      }),
      runs(300),
    );
  });
});
