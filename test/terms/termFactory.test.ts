import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/terms/evaluate.js';
import { statisticsOf } from '../../src/terms/statistics.js';
import { operandsOf, subterms } from '../../src/terms/term.js';
import { TermError } from '../../src/terms/termError.js';
import { TermFactory } from '../../src/terms/termFactory.js';
import { environment, recipe } from './arbitraries.js';

const setUp = () => {
  const factory = new TermFactory();
  return {
    factory,
    x: factory.variable('x', 8),
    y: factory.variable('y', 8),
    c: (value: number, width = 8) => factory.constant(width, BigInt(value)),
    p: factory.booleanVariable('p'),
    q: factory.booleanVariable('q'),
  };
};

describe('term constructors', () => {
  it('give one object for equal terms', () => {
    const { factory, x, y, c } = setUp();
    expect(factory.variable('x', 8)).toBe(x);
    expect(c(5)).toBe(c(5));
    expect(factory.equal(x, c(5))).toBe(factory.equal(c(5), x));
    expect(factory.equal(x, y)).toBe(factory.equal(y, x));
    expect(factory.and(factory.equal(x, y), factory.atMost(x, c(3)))).toBe(
      factory.and(factory.equal(x, y), factory.atMost(x, c(3))),
    );
  });

  it('refuse what has no meaning', () => {
    const { factory, x, c } = setUp();
    expect(() => factory.constant(8, 256n)).toThrow(TermError);
    expect(() => factory.constant(8, -1n)).toThrow(TermError);
    expect(() => factory.constant(0, 0n)).toThrow(TermError);
    expect(() => factory.extract(8, 0, x)).toThrow(TermError);
    expect(() => factory.extract(1, 2, x)).toThrow(TermError);
    expect(() => factory.equal(x, c(0, 16))).toThrow(TermError);
    expect(() => factory.atMost(x, c(0, 16))).toThrow(TermError);
  });

  it('fold comparisons', () => {
    const { factory, x, c } = setUp();
    expect(factory.equal(c(1), c(1))).toBe(factory.true);
    expect(factory.equal(c(1), c(2))).toBe(factory.false);
    expect(factory.equal(x, x)).toBe(factory.true);
    expect(factory.atMost(c(2), c(2))).toBe(factory.true);
    expect(factory.atMost(c(3), c(2))).toBe(factory.false);
    expect(factory.atMost(c(0), x)).toBe(factory.true);
    expect(factory.atMost(x, c(255))).toBe(factory.true);
    expect(factory.atMost(x, c(0))).toBe(factory.equal(x, c(0)));
    expect(factory.atMost(c(255), x)).toBe(factory.equal(x, c(255)));
  });

  it('fold extracts', () => {
    const { factory, x, c } = setUp();
    expect(factory.extract(7, 0, x)).toBe(x);
    expect(factory.extract(7, 4, c(0xab))).toBe(c(0xa, 4));
    expect(factory.extract(1, 1, factory.extract(7, 4, x))).toBe(factory.extract(5, 5, x));
  });

  it('fold connectives', () => {
    const { factory, p, q } = setUp();
    expect(factory.and()).toBe(factory.true);
    expect(factory.or()).toBe(factory.false);
    expect(factory.and(p, factory.true)).toBe(p);
    expect(factory.and(p, factory.false)).toBe(factory.false);
    expect(factory.or(p, factory.true)).toBe(factory.true);
    expect(factory.or(p, p)).toBe(p);
    expect(factory.and(p, factory.not(p))).toBe(factory.false);
    expect(factory.or(factory.not(p), p)).toBe(factory.true);
    expect(factory.not(factory.not(p))).toBe(p);
    expect(factory.not(factory.true)).toBe(factory.false);
    expect(factory.ite(p, q, q)).toBe(q);
    expect(factory.ite(factory.true, p, q)).toBe(p);
    expect(factory.ite(factory.not(p), p, q)).toBe(factory.ite(p, q, p));
    expect(factory.ite(p, factory.true, q)).toBe(factory.or(p, q));
    expect(factory.ite(p, factory.false, q)).toBe(factory.and(factory.not(p), q));
    expect(factory.ite(p, q, factory.true)).toBe(factory.or(factory.not(p), q));
    expect(factory.ite(p, q, factory.false)).toBe(factory.and(p, q));
    expect(factory.iff(p, p)).toBe(factory.true);
    expect(factory.iff(p, factory.false)).toBe(factory.not(p));
    expect(factory.implies(p, q)).toBe(factory.or(factory.not(p), q));
  });

  it('keep the meaning of what is built', () => {
    fc.assert(
      fc.property(recipe, environment, ({ build, meaning }, values) => {
        expect(evaluate(build(new TermFactory()), values)).toBe(meaning(values));
      }),
      { numRuns: 2000, seed: 42 },
    );
  });

  it('list operands before the terms that use them, each once', () => {
    fc.assert(
      fc.property(recipe, ({ build }) => {
        const all = subterms([build(new TermFactory())]);
        expect(new Set(all).size).toBe(all.length);
        for (const [index, term] of all.entries()) {
          for (const operand of operandsOf(term)) expect(all.indexOf(operand)).toBeLessThan(index);
        }
      }),
      { numRuns: 200, seed: 42 },
    );
  });
});

describe('evaluation', () => {
  it('refuses to guess a missing value', () => {
    const { factory, x, p, c } = setUp();
    expect(() => evaluate(factory.equal(x, c(1)), new Map())).toThrow(TermError);
    expect(() => evaluate(p, new Map([['p', 1n]]))).toThrow(TermError);
  });
});

describe('statistics', () => {
  it('count shared terms once', () => {
    const { factory, x, c } = setUp();
    const atom = factory.equal(x, c(1));
    const term = factory.ite(factory.booleanVariable('p'), atom, factory.not(atom));
    expect(statisticsOf([term])).toEqual({ terms: 6, atoms: 1, variables: 2 });
  });
});
