import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineOptions } from '../../engines/engine.js';
import { buildCertificate, type CertificateContext, coreMemory } from '../../proofs/buildCertificate.js';
import type { DecidedClaim } from '../../proofs/verdict.js';
import { snapshotHash } from '../../snapshot/hash.js';
import type { Snapshot } from '../../snapshot/snapshot.js';
import { z3Identity } from '../../solver/z3/identity.js';
import { InProcessZ3 } from '../../solver/z3/inProcess.js';
import { OutputError, writeToFile } from '../output.js';

/** A name that every file system takes, told apart by the claim's place in the list. */
const fileName = (index: number, name: string): string => {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `${String(index + 1).padStart(3, '0')}-${words.slice(0, 60) || 'claim'}.json`;
};

const makeDirectory = async (directory: string): Promise<void> => {
  try {
    // One level only: a parent that is not there is more likely a typing error than wanted.
    await mkdir(directory);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST' && (await stat(directory)).isDirectory())
      return;
    throw new OutputError(`${directory}: cannot be made: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
};

/** Writes one certificate a claim and returns the files, in the order of the claims. */
export const writeCertificates = async (
  directory: string,
  decided: readonly DecidedClaim[],
  snapshot: Snapshot,
  options: EngineOptions,
  solverTimeout: number | undefined,
): Promise<readonly string[]> => {
  await makeDirectory(directory);
  const solver = await InProcessZ3.start({ timeoutSeconds: solverTimeout ?? 60 });
  try {
    const identity = z3Identity();
    const context: CertificateContext = {
      check: (script) => solver.check(script),
      solver: {
        name: identity.name,
        version: `${solver.description.version} (npm z3-solver ${identity.packageVersion})`,
        wasmSha256: identity.wasmSha256,
      },
      snapshot: {
        sha256: snapshotHash(snapshot),
        files: snapshot.files.map(({ path, sha256 }) => ({ path, sha256 })),
      },
      options,
    };
    const memory = coreMemory();
    const files: string[] = [];
    for (const [index, one] of decided.entries()) {
      const file = join(directory, fileName(index, one.claim.name));
      const certificate = await buildCertificate(one, context, memory);
      await writeToFile(file, [`${JSON.stringify(certificate, undefined, 2)}\n`]);
      files.push(file);
    }
    return files;
  } finally {
    await solver.close();
  }
};
