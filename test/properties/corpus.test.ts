import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { createIntervalEngine } from '../../src/engines/interval/engine.js';
import { createSmtEngine } from '../../src/engines/smt/engine.js';
import type { Solver } from '../../src/solver/solver.js';
import { InProcessZ3 } from '../../src/solver/z3/inProcess.js';
import { questionsOf } from './askedOf.js';
import type { AwsNetwork } from './awsNetwork.js';
import { expectExactAnswers } from './engineLaws.js';
import { expectAgreement, pick } from './oracle/laws.js';
import { networkOf } from './snapshotDirectory.js';

/** Shrunk networks on which something once disagreed, each a snapshot directory. */
const corpus = fileURLToPath(new URL('../fixtures/networks/', import.meta.url));
const names = readdirSync(corpus);

const read = (name: string): AwsNetwork => {
  const content: AwsNetwork = JSON.parse(readFileSync(`${corpus}${name}/network.json`, 'utf8'));
  return content;
};

let solver: Solver;
beforeAll(async () => {
  solver = await InProcessZ3.start({ timeoutSeconds: 20 });
});
afterAll(() => solver.close());

describe.each(names)('the network of %s', (name) => {
  const aws = read(name);

  it.each(['two-way', 'one-way'] as const)('leads where the oracle says (%s)', (semantics) => {
    expectAgreement(aws, fc.sample(pick, { numRuns: 3000, seed: 42 }), semantics);
  });

  it.each(['two-way', 'one-way'] as const)(
    'has the same answers by brute force and by both engines (%s)',
    async (semantics) => {
      const options = { semantics, sourcePorts: { from: 1, to: 65_535 } };
      await expectExactAnswers(
        [createIntervalEngine(options), createSmtEngine({ ...options, startSolver: async () => solver })],
        questionsOf(networkOf(aws), semantics),
        options,
      );
    },
  );
});
