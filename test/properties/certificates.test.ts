import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIntervalEngine } from '../../src/engines/interval/engine.js';
import { buildCertificate, type CertificateContext, coreMemory } from '../../src/proofs/buildCertificate.js';
import { sha256Of } from '../../src/proofs/certificate.js';
import type { Claim } from '../../src/proofs/claim.js';
import { prove } from '../../src/proofs/prove.js';
import { verifyCertificate } from '../../src/proofs/verify.js';
import { findPrograms, runProgram } from '../../src/solver/smtLibProcess.js';
import type { Solver } from '../../src/solver/solver.js';
import { InProcessZ3 } from '../../src/solver/z3/inProcess.js';
import { network } from './arbitraries/network/network.js';
import { engineOptions } from './arbitraries/question.js';
import { runs } from './runs.js';
import { networkOf, reportingNetwork } from './snapshotDirectory.js';

let solver: Solver;
beforeAll(async () => {
  solver = await InProcessZ3.start({ timeoutSeconds: 20 });
});
afterAll(() => solver.close());

/** Programs cost a process a script: the first obligations of each certificate are enough for them. */
const programs = findPrograms(process.env.PATH ?? '');
const scriptsForPrograms = 2;

const claimAbout = (id: string, port: number): Claim => ({
  name: `${id} ${port}`,
  from: { kind: 'route', name: 'anywhere' },
  to: { kind: 'interface', id },
  protocols: ['tcp', 'udp'],
  ports: [{ from: port, to: port }],
  expect: 'unreachable',
});

describe('certificates about random networks', () => {
  it('check, in the bundled solver and in every other one, whatever the verdict', async () => {
    const verdicts = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(network('everything'), engineOptions, fc.constantFrom(22, 80, 8080), (aws, options, port) =>
        reportingNetwork(aws, async () => {
          const built = networkOf(aws);
          const context: CertificateContext = {
            check: (script) => solver.check(script),
            solver: { name: 'Z3', version: 'test', wasmSha256: sha256Of('') },
            snapshot: { sha256: sha256Of('snapshot'), files: [] },
            options,
          };
          const claims = built.networkInterfaces.map(({ id }) => claimAbout(id, port));
          const memory = coreMemory();
          for (const decided of await prove(built, createIntervalEngine(options), claims, options)) {
            const certificate = await buildCertificate(decided, context, memory);
            verdicts.set(certificate.verdict, (verdicts.get(certificate.verdict) ?? 0) + 1);
            const { problems } = await verifyCertificate(JSON.stringify(certificate), {
              check: context.check,
              opinions: [],
              source: { network: built, sha256: sha256Of('snapshot') },
            });
            expect([certificate.claim.name, problems]).toEqual([certificate.claim.name, []]);
            for (const { script, expected } of certificate.obligations.slice(0, scriptsForPrograms)) {
              for (const program of programs) {
                expect([program.name, (await runProgram(program, script, 60)).status]).toEqual([
                  program.name,
                  expected,
                ]);
              }
            }
          }
        }),
      ),
      runs(20),
    );
    expect(verdicts.get('proved') ?? 0).toBeGreaterThan(0);
    expect(verdicts.get('refuted') ?? 0).toBeGreaterThan(0);
  });
});
