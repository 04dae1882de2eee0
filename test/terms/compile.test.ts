import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePredicate, compileRanges, Layout } from '../../src/terms/compile.js';
import type { Environment } from '../../src/terms/evaluate.js';
import { inRanges } from '../../src/terms/rangeSet.js';
import type { BitVectorVariable } from '../../src/terms/term.js';
import { TermError } from '../../src/terms/termError.js';
import { TermFactory } from '../../src/terms/termFactory.js';
import { environment, recipeOfEncodings } from './arbitraries.js';

const factory = new TermFactory();
const port = factory.variable('p', 16);
const address = factory.variable('a', 128);
const small = factory.variable('x', 4);

const wordsOf = (layout: Layout, values: Environment): Uint32Array =>
  layout.words(new Map([...values].flatMap(([name, value]) => (typeof value === 'bigint' ? [[name, value]] : []))));

const ports = [0n, 1n, 21n, 22n, 23n, 24n, 1022n, 1023n, 1024n, 1025n, 49_151n, 49_152n, 49_153n, 65_534n, 65_535n];

describe('a compiled term', () => {
  it('has the truth value of the term', () => {
    const layout = new Layout([small, address, port]);
    fc.assert(
      fc.property(recipeOfEncodings, environment, ({ build, meaning }, values) => {
        expect(compilePredicate(build(factory), layout)(wordsOf(layout, values))).toBe(meaning(values));
      }),
      { numRuns: 2000, seed: 42 },
    );
  });

  it('gives the values of a variable for which the term holds', () => {
    const layout = new Layout([address]);
    fc.assert(
      fc.property(recipeOfEncodings, environment, ({ build, meaning }, values) => {
        const ranges = compileRanges(build(factory), 'p', 16, layout)(wordsOf(layout, values));
        for (const value of ports) {
          expect(inRanges(ranges, Number(value))).toBe(meaning(new Map([...values, ['p', value]])));
        }
      }),
      { numRuns: 2000, seed: 42 },
    );
  });

  it('refuses what it cannot read instead of guessing', () => {
    const layout = new Layout([small, address]);
    const low = factory.equal(factory.extract(3, 0, port), factory.constant(4, 1n));
    const unreadable: (readonly [() => unknown, string])[] = [
      [() => compileRanges(low, 'p', 16, layout), 'not compared with a constant'],
      [() => compileRanges(factory.true, 'p', 64, layout), 'too wide'],
      [() => compilePredicate(low, layout), 'has no value'],
      [() => compilePredicate(factory.booleanVariable('b'), layout), 'has no value'],
      [() => compilePredicate(factory.equal(small, factory.variable('y', 4)), layout), 'two variables'],
      [() => compilePredicate(factory.atMost(small, factory.variable('y', 4)), layout), 'two variables'],
      [() => compilePredicate(factory.atMost(address, factory.constant(128, 5n)), layout), 'more than 32 bits'],
    ];
    for (const [read, message] of unreadable) {
      expect(read).toThrow(TermError);
      expect(read).toThrow(message);
    }
  });

  it('lays wide values out in words', () => {
    const layout = new Layout([small, address]);
    expect([...layout.words(new Map([['a', (7n << 96n) + (1n << 32n) + 5n]]))]).toEqual([0, 5, 1, 0, 7]);
    const other: BitVectorVariable = factory.variable('elsewhere', 8);
    expect(() => layout.offsetOf(other.name)).toThrow(TermError);
  });
});
