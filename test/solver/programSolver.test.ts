import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProgramSolver } from '../../src/solver/programSolver.js';
import { findPrograms } from '../../src/solver/smtLibProcess.js';
import { InProcessZ3 } from '../../src/solver/z3/inProcess.js';
import { evaluate } from '../../src/terms/evaluate.js';
import { questionScript } from '../../src/terms/smtLib/script.js';
import { TermFactory } from '../../src/terms/termFactory.js';
import { recipe } from '../terms/arbitraries.js';
import { easyScript, hardScript } from './hardScript.js';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'reachproof-solver-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** A program called `z3` that runs a shell script. */
const fake = async (lines: string) => {
  const path = join(mkdtempSync(join(directory, 'fake-')), 'z3');
  writeFileSync(path, `#!/bin/sh\n${lines}\n`);
  chmodSync(path, 0o755);
  return ProgramSolver.start({ name: 'z3', path }, { timeoutSeconds: 1 });
};

describe('a program that answers badly', () => {
  it.each([
    ['prints nothing', 'cat > /dev/null', 'no output'],
    ['says unknown', 'cat > /dev/null; echo unknown', 'unknown'],
    ['prints an error', 'cat > /dev/null; echo \'(error "line 1")\'', '(error "line 1")'],
    ['does not read', 'exit 1', 'no output'],
    ['never ends', 'if [ "$1" != --version ]; then exec sleep 30; fi', 'no answer within 1 s'],
  ])('decides nothing: %s', async (_, lines, reason) => {
    expect(await (await fake(lines)).check(easyScript(1))).toEqual({ status: 'unknown', reason });
  });
});

describe.each(findPrograms(process.env.PATH ?? ''))('$name on this machine', (program) => {
  const start = (timeoutSeconds: number) => ProgramSolver.start(program, { timeoutSeconds });

  it('gives models, cores and reasons', async () => {
    const solver = await start(20);
    expect(solver.description.version).toMatch(/\d+\.\d+/);
    expect(await solver.check(easyScript(7))).toEqual({ status: 'sat', model: new Map([['x', 7n]]) });
    const text = `(set-option :produce-unsat-cores true)
(set-logic QF_BV)
(declare-const p Bool)
(declare-const q Bool)
(assert (! p :named |the first|))
(assert (! q :named second))
(assert (! (not p) :named third))
(check-sat)
`;
    const unsat = await solver.check({ text, variables: [] });
    expect(unsat.status === 'unsat' && [...unsat.core].sort()).toEqual(['the first', 'third']);
    expect((await (await start(0.3)).check(hardScript)).status).toBe('unknown');
  });

  it('agrees with the bundled Z3 on random terms', async () => {
    const solver = await start(20);
    const bundled = await InProcessZ3.start({ timeoutSeconds: 20 });
    await fc.assert(
      fc.asyncProperty(recipe, async ({ build }) => {
        const term = build(new TermFactory());
        const script = questionScript([{ name: undefined, term }]);
        const [result, expected] = [await solver.check(script), await bundled.check(script)];
        expect(result.status).toBe(expected.status);
        if (result.status === 'sat') expect(evaluate(term, result.model)).toBe(true);
      }),
      { numRuns: 25, seed: 42 },
    );
    await bundled.close();
  });
});
