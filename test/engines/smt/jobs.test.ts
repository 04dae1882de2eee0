import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ask } from '../../../src/engines/engine.js';
import { createSmtEngine } from '../../../src/engines/smt/engine.js';
import { InProcessZ3 } from '../../../src/solver/z3/inProcess.js';
import { Z3Pool } from '../../../src/solver/z3/pool.js';
import { question } from '../../encodings/arbitraries.js';
import { transpileSources, workerFileIn } from '../../solver/transpile.js';

const options = { semantics: 'two-way' as const, sourcePorts: { from: 1, to: 65_535 } };

let directory: string;
let alone: InProcessZ3;
let pool: Z3Pool;
beforeAll(async () => {
  directory = transpileSources();
  alone = await InProcessZ3.start({ timeoutSeconds: 20 });
  const workerFile = workerFileIn(directory);
  pool = await Z3Pool.start({ timeoutSeconds: 20, jobs: 2, checksBeforeWorkers: 1, workerFile });
});
afterAll(async () => {
  await Promise.all([alone.close(), pool.close()]);
  rmSync(directory, { recursive: true, force: true });
});

describe('several threads', () => {
  it('give the answers that one gives, to the witness', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(question, { minLength: 20, maxLength: 60 }), async (questions) => {
        const asks = questions.flatMap((asked): Ask[] => [
          { question: asked, protocol: 'tcp' },
          { question: asked, protocol: 'udp' },
        ]);
        const one = createSmtEngine({ ...options, jobs: 1, startSolver: async () => alone });
        const two = createSmtEngine({ ...options, jobs: 2, startSolver: async () => pool });
        expect(await two.answer(asks)).toEqual(await one.answer(asks));
      }),
      { numRuns: 8, seed: 42 },
    );
  });
});
