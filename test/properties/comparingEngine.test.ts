import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createComparingEngine, EngineDifferenceError } from '../../src/engines/comparing/engine.js';
import { createIntervalEngine } from '../../src/engines/interval/engine.js';
import { createSmtEngine } from '../../src/engines/smt/engine.js';
import type { Solver } from '../../src/solver/solver.js';
import { InProcessZ3 } from '../../src/solver/z3/inProcess.js';
import { protocols } from '../../src/values/protocol.js';
import { network } from './arbitraries/network/network.js';
import { engineOptions } from './arbitraries/question.js';
import { questionsOf } from './askedOf.js';
import { runs } from './runs.js';
import { networkOf, reportingNetwork } from './snapshotDirectory.js';

let solver: Solver;
beforeAll(async () => {
  solver = await InProcessZ3.start({ timeoutSeconds: 20 });
});
afterAll(() => solver.close());

describe('an engine that compares two', () => {
  it('finds no difference on random networks over every way in', async () => {
    await fc.assert(
      fc.asyncProperty(network('everything'), engineOptions, (aws, options) =>
        reportingNetwork(aws, async () => {
          const smt = createSmtEngine({ ...options, startSolver: async () => solver });
          const both = createComparingEngine(smt, createIntervalEngine(options));
          const questions = questionsOf(networkOf(aws), options.semantics);
          const answers = await both.answer(
            questions.flatMap((question) => protocols.map((protocol) => ({ question, protocol }))),
          );
          expect(answers).toHaveLength(questions.length * protocols.length);
        }),
      ),
      runs(60),
    );
  });

  it('ends the run where there is one', async () => {
    const options = { semantics: 'two-way', sourcePorts: { from: 1, to: 65_535 } } as const;
    const narrower = createIntervalEngine({ ...options, semantics: 'one-way' });
    const both = createComparingEngine(createIntervalEngine(options), narrower);
    const refusing = {
      family: 'ipv4',
      protocols: ['tcp'],
      sources: { family: 'ipv4', include: [{ family: 'ipv4', value: 0n, length: 0 }], exclude: [] },
      destinationPorts: { from: 0, to: 65_535 },
      nodes: [],
      hops: [
        {
          kind: 'condition',
          leg: 0,
          direction: 'reply',
          code: 'BAD_STATE',
          element: 'igw-1',
          statement: 'never',
          holds: false,
          gap: undefined,
        },
      ],
    } as const;
    await expect(both.answer([{ question: refusing, protocol: 'tcp' }])).rejects.toThrow(EngineDifferenceError);
  });
});
