import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { possibleRanges } from '../../src/terms/possibleRanges.js';
import {
  complementRanges,
  inRanges,
  intersectRanges,
  joinRanges,
  type RangeSet,
  subtractRanges,
  uniteRanges,
} from '../../src/terms/rangeSet.js';
import { TermFactory } from '../../src/terms/termFactory.js';
import { environment, recipeOverPort } from './arbitraries.js';

const highest = 15;
/** A set of numbers up to 15, as its characteristic bits. */
const members = fc.nat(2 ** (highest + 1) - 1);
const has = (bits: number, value: number) => ((bits >> value) & 1) === 1;

const asRanges = (bits: number): RangeSet => {
  const ranges: { from: number; to: number }[] = [];
  for (let value = 0; value <= highest; value += 1) {
    if (!has(bits, value)) continue;
    const last = ranges.at(-1);
    if (last !== undefined && last.to + 1 === value) last.to = value;
    else ranges.push({ from: value, to: value });
  }
  return ranges;
};

describe('range sets', () => {
  it('compute what sets of numbers do, in canonical form', () => {
    fc.assert(
      fc.property(members, members, (a, b) => {
        const all = 2 ** (highest + 1) - 1;
        expect(uniteRanges(asRanges(a), asRanges(b))).toEqual(asRanges(a | b));
        expect(intersectRanges(asRanges(a), asRanges(b))).toEqual(asRanges(a & b));
        expect(joinRanges([...asRanges(a), ...asRanges(b)].reverse())).toEqual(asRanges(a | b));
        expect(subtractRanges(asRanges(a), asRanges(b))).toEqual(asRanges(a & ~b));
        expect(complementRanges(asRanges(a), highest)).toEqual(asRanges(all & ~a));
        for (let value = 0; value <= highest; value += 1) expect(inRanges(asRanges(a), value)).toBe(has(a, value));
      }),
      { numRuns: 1000, seed: 42 },
    );
  });
});

const ports = [0n, 1n, 21n, 22n, 23n, 24n, 1022n, 1023n, 1024n, 1025n, 49_151n, 49_152n, 49_153n, 65_534n, 65_535n];

describe('possible values of a variable', () => {
  it('are all that it has where the term holds', () => {
    fc.assert(
      fc.property(recipeOverPort, environment, ({ build, meaning }, values) => {
        const possible = possibleRanges(build(new TermFactory()), 'p', 16);
        for (const port of ports) {
          if (meaning(new Map([...values, ['p', port]]))) expect(inRanges(possible, Number(port))).toBe(true);
        }
      }),
      { numRuns: 1000, seed: 42 },
    );
  });

  it('are exact where no other variable occurs', () => {
    const factory = new TermFactory();
    const port = factory.variable('p', 16);
    const constant = (value: number) => factory.constant(16, BigInt(value));
    const term = factory.and(
      factory.atMost(constant(20), port),
      factory.atMost(port, constant(30)),
      factory.not(factory.equal(port, constant(25))),
    );
    expect(possibleRanges(term, 'p', 16)).toEqual([
      { from: 20, to: 24 },
      { from: 26, to: 30 },
    ]);
  });
});
