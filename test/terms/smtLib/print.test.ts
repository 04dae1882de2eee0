import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InProcessZ3 } from '../../../src/solver/z3/inProcess.js';
import { evaluate } from '../../../src/terms/evaluate.js';
import { printAssertions, printConstant } from '../../../src/terms/smtLib/print.js';
import { questionScript } from '../../../src/terms/smtLib/script.js';
import { symbol } from '../../../src/terms/smtLib/symbol.js';
import { TermError } from '../../../src/terms/termError.js';
import { TermFactory } from '../../../src/terms/termFactory.js';
import { environment, recipe } from '../arbitraries.js';

let solver: InProcessZ3;
beforeAll(async () => {
  solver = await InProcessZ3.start({ timeoutSeconds: 20 });
});
afterAll(() => solver.close());

describe('SMT-LIB symbols', () => {
  it('are quoted only where they must be', () => {
    expect(symbol('source')).toBe('source');
    expect(symbol('nodeAddress_1')).toBe('nodeAddress_1');
    expect(symbol('a b')).toBe('|a b|');
    expect(symbol('1a')).toBe('|1a|');
    expect(symbol('and')).toBe('|and|');
    expect(symbol('bvule')).toBe('|bvule|');
  });

  it('refuse what no symbol can hold', () => {
    for (const name of ['', 'a|b', 'a\\b', 'a\nb', 'ä']) expect(() => symbol(name)).toThrow(TermError);
  });
});

describe('SMT-LIB text', () => {
  it('writes constants in every width', () => {
    expect(printConstant(16, 22n)).toBe('#x0016');
    expect(printConstant(5, 22n)).toBe('#b10110');
    expect(printConstant(1, 0n)).toBe('#b0');
  });

  it('names shared terms, and assertions that have a name', () => {
    const factory = new TermFactory();
    const x = factory.variable('x', 8);
    const small = factory.atMost(x, factory.constant(8, 9n));
    const p = factory.booleanVariable('p');
    expect(
      printAssertions([
        { name: 'first one', term: factory.iff(p, small) },
        { name: undefined, term: factory.or(factory.not(small), p) },
      ]),
    ).toBe(
      [
        '(declare-const p Bool)',
        '(declare-const x (_ BitVec 8))',
        '(define-fun t1 () Bool (bvule x #x09))',
        '(assert (! (= p t1) :named |first one|))',
        '(assert (or (not t1) p))',
        '',
      ].join('\n'),
    );
  });

  it('never names a definition like a variable', () => {
    const factory = new TermFactory();
    const t1 = factory.variable('t1', 8);
    const shared = factory.equal(t1, factory.constant(8, 1n));
    const text = printAssertions([
      { name: 't2', term: factory.or(shared, factory.booleanVariable('q')) },
      { name: undefined, term: factory.not(shared) },
    ]);
    expect(text).toContain('(define-fun t3 () Bool (= t1 #x01))');
  });

  it('refuses one name with two sorts', () => {
    const factory = new TermFactory();
    const term = factory.and(
      factory.equal(factory.variable('x', 8), factory.constant(8, 1n)),
      factory.equal(factory.variable('x', 16), factory.constant(16, 1n)),
    );
    expect(() => printAssertions([{ name: undefined, term }])).toThrow(TermError);
  });

  it('means to the solver what the term means to the evaluator', async () => {
    await fc.assert(
      fc.asyncProperty(recipe, environment, async ({ build, meaning }, values) => {
        const factory = new TermFactory();
        const term = build(factory);
        // The term at one assignment, decided by the solver alone: each variable is asserted to have its value.
        const fixed = [
          factory.equal(factory.variable('x', 4), factory.constant(4, BigInt(values.get('x') ?? 0))),
          factory.equal(factory.variable('y', 4), factory.constant(4, BigInt(values.get('y') ?? 0))),
          factory.iff(factory.booleanVariable('b'), factory.boolean(values.get('b') === true)),
          term,
        ];
        const result = await solver.check(questionScript(fixed.map((each) => ({ name: undefined, term: each }))));
        expect(result.status).toBe(meaning(values) ? 'sat' : 'unsat');
      }),
      { numRuns: 400, seed: 42 },
    );
  });

  it('has the models that the evaluator accepts, and none when no assignment satisfies the term', async () => {
    await fc.assert(
      fc.asyncProperty(recipe, async ({ build, meaning }) => {
        const term = build(new TermFactory());
        const result = await solver.check(questionScript([{ name: undefined, term }]));
        if (result.status === 'sat') expect(evaluate(term, result.model)).toBe(true);
        else {
          expect(result.status).toBe('unsat');
          for (let bits = 0; bits < 512; bits += 1) {
            const x = BigInt(bits & 15);
            const y = BigInt((bits >> 4) & 15);
            expect(
              meaning(
                new Map<string, bigint | boolean>([
                  ['x', x],
                  ['y', y],
                  ['b', bits >= 256],
                ]),
              ),
            ).toBe(false);
          }
        }
      }),
      { numRuns: 400, seed: 42 },
    );
  });
});
