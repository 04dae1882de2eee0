import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { createSmtEngine } from '../../src/engines/smt/engine.js';
import { buildNetwork } from '../../src/network/buildNetwork.js';
import { buildCertificate, coreMemory } from '../../src/proofs/buildCertificate.js';
import { parseClaims } from '../../src/proofs/claimsFile.js';
import { prove } from '../../src/proofs/prove.js';
import { verifyCertificate } from '../../src/proofs/verify.js';
import { snapshotHash } from '../../src/snapshot/hash.js';
import { loadSnapshot } from '../../src/snapshot/load.js';
import { findPrograms, runProgram } from '../../src/solver/smtLibProcess.js';
import { InProcessZ3 } from '../../src/solver/z3/inProcess.js';

const options = { semantics: 'two-way', sourcePorts: { from: 1, to: 65_535 } } as const;
const engine = createSmtEngine(options);
const solver = await InProcessZ3.start({ timeoutSeconds: 60 });
afterAll(async () => {
  await engine.close();
  await solver.close();
});

const opinions = findPrograms(process.env.PATH ?? '').map((program) => ({
  name: program.name,
  ask: async (script: string) => (await runProgram(program, script, 60)).status,
}));

describe('certificates', () => {
  it('of the bundled claims hold, to every solver on this machine', async () => {
    const snapshot = await loadSnapshot(['examples/three-tier']);
    const network = buildNetwork(snapshot);
    const sha256 = snapshotHash(snapshot);
    const claims = parseClaims(await readFile('examples/three-tier-claims.yaml', 'utf8'), 'claims.yaml');
    const decided = await prove(network, engine, claims, options);
    const check = (script: Parameters<typeof solver.check>[0]) => solver.check(script);
    const memory = coreMemory();
    for (const one of decided) {
      const certificate = await buildCertificate(
        one,
        {
          check,
          solver: { name: 'Z3', version: solver.description.version, wasmSha256: '0'.repeat(64) },
          snapshot: { sha256, files: snapshot.files.map(({ path, sha256: hash }) => ({ path, sha256: hash })) },
          options,
        },
        memory,
      );
      const verification = await verifyCertificate(JSON.stringify(certificate), {
        check,
        opinions,
        source: { network, sha256 },
      });
      expect([one.claim.name, verification.problems]).toEqual([one.claim.name, []]);
      for (const { solver: name, confirmed } of verification.solvers) {
        expect([name, confirmed]).toEqual([name, certificate.obligations.length]);
      }
    }
  });
});
