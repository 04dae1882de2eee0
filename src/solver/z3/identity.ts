import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { packageVersion, wasmFile } from './module.js';

/** What pins the bundled Z3 down in a certificate. */
export interface Z3Identity {
  readonly name: 'Z3';
  /** Version of the npm package `z3-solver`; the solver's own (`Solver.description`) differs. */
  readonly packageVersion: string;
  /** SHA-256 of the WebAssembly file, in hexadecimal. */
  readonly wasmSha256: string;
}

/** Reads and hashes 35 MB: some 30 ms, for certificates only. */
export const z3Identity = (): Z3Identity => ({
  name: 'Z3',
  packageVersion: packageVersion(),
  wasmSha256: createHash('sha256').update(readFileSync(wasmFile())).digest('hex'),
});
