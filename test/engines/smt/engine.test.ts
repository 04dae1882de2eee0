import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSmtEngine } from '../../../src/engines/smt/engine.js';
import type { Semantics } from '../../../src/paths/path.js';
import type { Solver } from '../../../src/solver/solver.js';
import { InProcessZ3 } from '../../../src/solver/z3/inProcess.js';
import { subtractRanges } from '../../../src/terms/rangeSet.js';
import { question, sourcePortRange } from '../../encodings/arbitraries.js';
import { naivelyPasses } from '../../encodings/naive.js';
import { bruteForcePorts } from './bruteForce.js';

const runs = Number(process.env.FC_RUNS ?? 300);
const semantics = fc.constantFrom<Semantics[]>('two-way', 'two-way', 'one-way');

let solver: Solver;
beforeAll(async () => {
  solver = await InProcessZ3.start({ timeoutSeconds: 20 });
});
afterAll(() => solver.close());

const ends = (ranges: readonly { readonly from: number; readonly to: number }[]) =>
  ranges.map(({ from, to }) => ({ from, to }));

describe('the SMT engine', () => {
  it('finds exactly the ports that brute force finds, with witnesses that get through', async () => {
    await fc.assert(
      fc.asyncProperty(question, semantics, sourcePortRange, async (asked, meaning, sourcePorts) => {
        const options = { semantics: meaning, sourcePorts };
        const engine = createSmtEngine({ ...options, startSolver: async () => solver });
        for (const protocol of ['tcp', 'udp'] as const) {
          const [answer] = await engine.answer([{ question: asked, protocol }]);
          const must = bruteForcePorts(asked, protocol, { ...options, mode: 'must' });
          const may = bruteForcePorts(asked, protocol, { ...options, mode: 'may' });
          expect(ends(answer?.reachable ?? [])).toEqual(must);
          expect(ends(answer?.undecided ?? [])).toEqual(subtractRanges(may, must));
          for (const { from, to, witness } of answer?.reachable ?? []) {
            expect(witness.destinationPort).toBeGreaterThanOrEqual(from);
            expect(witness.destinationPort).toBeLessThanOrEqual(to);
            expect(naivelyPasses(asked, witness, { ...options, mode: 'must' })).toBe(true);
          }
        }
      }),
      { numRuns: runs, seed: 42 },
    );
  });
});
