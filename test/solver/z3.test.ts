import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Solver, SolverError } from '../../src/solver/solver.js';
import { z3Identity } from '../../src/solver/z3/identity.js';
import { InProcessZ3 } from '../../src/solver/z3/inProcess.js';
import { Z3Instance } from '../../src/solver/z3/instance.js';
import { compileZ3, instantiateZ3 } from '../../src/solver/z3/module.js';
import { Z3Pool } from '../../src/solver/z3/pool.js';
import { easyScript, hardScript } from './hardScript.js';
import { transpileSources, workerFileIn } from './transpile.js';

const named = {
  text: `(set-option :produce-unsat-cores true)
(set-logic QF_BV)
(declare-const x (_ BitVec 8))
(declare-const p Bool)
(assert (! (= x #x05) :named |the first|))
(assert (! p :named second))
(assert (! (bvule x #x04) :named third))
(check-sat)
`,
  variables: [],
};

const open: Solver[] = [];
const kept = <S extends Solver>(solver: S): S => {
  open.push(solver);
  return solver;
};
afterEach(async () => {
  for (const solver of open.splice(0)) await solver.close();
});

describe('Z3 on this thread', () => {
  it('answers with models, cores and reasons', async () => {
    const z3 = kept(await InProcessZ3.start({ timeoutSeconds: 10 }));
    expect(z3.description).toEqual({ name: 'Z3', version: expect.stringMatching(/^Z3 \d+\.\d+/) });
    expect(await z3.check(easyScript(7))).toEqual({ status: 'sat', model: new Map([['x', 7n]]) });
    const unsat = await z3.check(named);
    expect(unsat.status === 'unsat' && [...unsat.core].sort()).toEqual(['the first', 'third']);
  });

  it('gives up in time', async () => {
    const z3 = kept(await InProcessZ3.start({ timeoutSeconds: 0.2 }));
    const started = performance.now();
    expect(await z3.check(hardScript)).toEqual({ status: 'unknown', reason: expect.any(String) });
    expect(performance.now() - started).toBeLessThan(20_000);
    expect((await z3.check(easyScript(1))).status).toBe('sat');
  });

  it('refuses a script with mistakes, and goes on', async () => {
    const z3 = kept(await InProcessZ3.start({ timeoutSeconds: 10 }));
    const wrong = { text: '(declare-const x (_ BitVec 8))(assert (= x #xfff))', variables: [] };
    await expect(z3.check(wrong)).rejects.toThrow(SolverError);
    expect((await z3.check(easyScript(1))).status).toBe('sat');
  });

  it('tries a script again when it crashed, and once only', async () => {
    const z3 = kept(await InProcessZ3.start({ timeoutSeconds: 10 }));
    const crash = () => {
      throw new Error('memory access out of bounds');
    };
    const check = vi.spyOn(Z3Instance.prototype, 'check');
    try {
      check.mockImplementationOnce(crash);
      expect((await z3.check(easyScript(1))).status).toBe('sat');
      check.mockImplementationOnce(crash).mockImplementationOnce(crash);
      expect(await z3.check(easyScript(1))).toEqual({
        status: 'unknown',
        reason: 'Z3 failed twice: memory access out of bounds',
      });
      expect((await z3.check(easyScript(1))).status).toBe('sat');
    } finally {
      check.mockRestore();
    }
  });

  it('does not grow with the number of checks', async () => {
    const instance = new Z3Instance(await instantiateZ3(compileZ3()));
    for (let count = 0; count < 200; count += 1) instance.check(easyScript(count % 256), 1000);
    const before = instance.allocated;
    for (let count = 0; count < 1000; count += 1) instance.check(easyScript(count % 256), 1000);
    expect(instance.allocated).toBeLessThan(before * 1.5);
    instance.close();
  });

  it('is identified by its file', () => {
    expect(z3Identity()).toEqual({
      name: 'Z3',
      packageVersion: '5.2.0',
      wasmSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });
});

describe('Z3 on several threads', () => {
  let directory: string;
  beforeAll(() => {
    directory = transpileSources();
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const pool = async (options: { readonly timeoutSeconds?: number; readonly workerFile?: URL } = {}) =>
    kept(
      await Z3Pool.start({
        timeoutSeconds: 10,
        jobs: 2,
        checksBeforeWorkers: 0,
        workerFile: workerFileIn(directory),
        ...options,
      }),
    );

  it('answers every script, in the order of the questions', async () => {
    const z3 = await pool();
    const values = Array.from({ length: 50 }, (_, index) => index);
    const results = await Promise.all(values.map((value) => z3.check(easyScript(value))));
    expect(results).toEqual(values.map((value) => ({ status: 'sat', model: new Map([['x', BigInt(value)]]) })));
    const unsat = await z3.check(named);
    expect(unsat.status === 'unsat' && [...unsat.core].sort()).toEqual(['the first', 'third']);
  });

  it('gives up in time', async () => {
    const z3 = await pool({ timeoutSeconds: 0.2 });
    const results = await Promise.all([z3.check(hardScript), z3.check(easyScript(1))]);
    expect(results.map(({ status }) => status)).toEqual(['unknown', 'sat']);
  });

  it('passes on that a script has mistakes', async () => {
    const z3 = await pool();
    await expect(z3.check({ text: '(assert', variables: [] })).rejects.toThrow(SolverError);
    expect((await z3.check(easyScript(1))).status).toBe('sat');
  });

  it('says unknown when a thread is lost twice, and goes on with others', async () => {
    const file = join(directory, 'crashing.js');
    // Ends on the script about 0x13, and answers all others as the real one does.
    writeFileSync(
      file,
      `import { parentPort } from 'node:worker_threads';
await import('./src/solver/z3/worker.js');
parentPort.on('message', ({ script }) => { if (script?.text.includes('#x13')) process.exit(1); });
`,
    );
    const z3 = await pool({ workerFile: pathToFileURL(file) });
    const results = await Promise.all([1, 2, 0x13, 3, 4].map((value) => z3.check(easyScript(value))));
    expect(results.map(({ status }) => status)).toEqual(['sat', 'sat', 'unknown', 'sat', 'sat']);
  });
});
