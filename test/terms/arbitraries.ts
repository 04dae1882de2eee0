/** Random terms over `x` and `y` (4 bits), `p` (16 bits) and `b` (Bool), made by the factory. They shrink to constants. */
import fc from 'fast-check';
import type { Environment } from '../../src/terms/evaluate.js';
import type { BitVectorTerm, BooleanTerm } from '../../src/terms/term.js';
import type { TermFactory } from '../../src/terms/termFactory.js';

/** A term as a recipe, so that the same term can be built in any factory, and evaluated without one. */
export interface Recipe {
  build(factory: TermFactory): BooleanTerm;
  /** The meaning, computed from the operands' meanings: independent of what constructors fold. */
  meaning(environment: Environment): boolean;
}

interface BitsRecipe {
  build(factory: TermFactory): BitVectorTerm;
  meaning(environment: Environment): bigint;
}

const valueOfVariable = (environment: Environment, name: string): bigint => {
  const value = environment.get(name);
  if (typeof value !== 'bigint') throw new Error(`${name} has no value`);
  return value;
};

const bits = (name: string, width: number): fc.Arbitrary<BitsRecipe> =>
  fc.oneof(
    fc.constant({
      build: (factory: TermFactory) => factory.variable(name, width),
      meaning: (environment: Environment) => valueOfVariable(environment, name),
    }),
    fc.bigInt({ min: 0n, max: (1n << BigInt(width)) - 1n }).map((value) => ({
      build: (factory: TermFactory) => factory.constant(width, value),
      meaning: () => value,
    })),
  );

/** Addresses that differ in their highest, middle or lowest bits, or not at all. */
const wideValue = fc
  .tuple(fc.constantFrom(0n, 1n, 0x8000_0000n, 0xffff_ffffn), fc.constantFrom(0n, 1n, 0xffff_ffffn), fc.nat(1))
  .map(([high, middle, low]) => (high << 96n) + (middle << 48n) + BigInt(low));

/** A bit of a slice of `name` compared with a constant, or two operands of one width compared. */
const atom: fc.Arbitrary<Recipe> = fc.oneof(
  fc
    .tuple(fc.constantFrom('equal' as const, 'atMost' as const), bits('x', 4), fc.oneof(bits('x', 4), bits('y', 4)))
    .map(
      ([comparison, left, right]): Recipe => ({
        build: (factory) => factory[comparison](left.build(factory), right.build(factory)),
        meaning: (environment) => {
          const [l, r] = [left.meaning(environment), right.meaning(environment)];
          return comparison === 'equal' ? l === r : l <= r;
        },
      }),
    ),
  fc.tuple(fc.nat(3), fc.nat(3), fc.bigInt({ min: 0n, max: 15n })).map(([a, b, value]): Recipe => {
    const [low, high] = [Math.min(a, b), Math.max(a, b)];
    const mask = (1n << BigInt(high - low + 1)) - 1n;
    return {
      build: (factory) =>
        factory.equal(
          factory.extract(high, low, factory.variable('x', 4)),
          factory.constant(high - low + 1, value & mask),
        ),
      meaning: (environment) => ((valueOfVariable(environment, 'x') >> BigInt(low)) & mask) === (value & mask),
    };
  }),
  fc.constant<Recipe>({
    build: (factory) => factory.booleanVariable('b'),
    meaning: (environment) => environment.get('b') === true,
  }),
  fc.boolean().map((value): Recipe => ({ build: (factory) => factory.boolean(value), meaning: () => value })),
);

/** A comparison of the port with a constant. */
const portAtom: fc.Arbitrary<Recipe> = fc
  .tuple(fc.constantFrom('=', '<=', '>='), fc.constantFrom(0, 1, 22, 23, 1023, 1024, 49_152, 65_534, 65_535))
  .map(
    ([comparison, port]): Recipe => ({
      build: (factory) => {
        const variable = factory.variable('p', 16);
        const constant = factory.constant(16, BigInt(port));
        if (comparison === '=') return factory.equal(variable, constant);
        return comparison === '<=' ? factory.atMost(variable, constant) : factory.atMost(constant, variable);
      },
      meaning: (environment) => {
        const value = Number(valueOfVariable(environment, 'p'));
        return comparison === '=' ? value === port : comparison === '<=' ? value <= port : value >= port;
      },
    }),
  );

/** The first or any other bits of a 128-bit address compared with a constant. */
const addressAtom: fc.Arbitrary<Recipe> = fc
  .tuple(fc.constantFrom(0, 1, 31, 32, 33, 63, 64, 96, 127), fc.constantFrom(0, 31, 32, 64, 95, 96, 127), wideValue)
  .map(([a, b, value]): Recipe => {
    const [low, high] = [Math.min(a, b), Math.max(a, b)];
    const mask = (1n << BigInt(high - low + 1)) - 1n;
    const expected = (value >> BigInt(low)) & mask;
    return {
      build: (factory) =>
        factory.equal(
          factory.extract(high, low, factory.variable('a', 128)),
          factory.constant(high - low + 1, expected),
        ),
      meaning: (environment) => ((valueOfVariable(environment, 'a') >> BigInt(low)) & mask) === expected,
    };
  });

const combined = (leaf: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> =>
  fc.letrec<{ term: Recipe }>((tie) => ({
    term: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      tie('term').map(
        (operand): Recipe => ({
          build: (factory) => factory.not(operand.build(factory)),
          meaning: (environment) => !operand.meaning(environment),
        }),
      ),
      fc.tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('term'), { maxLength: 4 })).map(
        ([kind, operands]): Recipe => ({
          build: (factory) => factory[kind](...operands.map((operand) => operand.build(factory))),
          meaning: (environment) =>
            kind === 'and'
              ? operands.every((operand) => operand.meaning(environment))
              : operands.some((operand) => operand.meaning(environment)),
        }),
      ),
      fc.tuple(tie('term'), tie('term'), tie('term')).map(
        ([condition, positive, negative]): Recipe => ({
          build: (factory) => factory.ite(condition.build(factory), positive.build(factory), negative.build(factory)),
          meaning: (environment) => (condition.meaning(environment) ? positive : negative).meaning(environment),
        }),
      ),
      fc.tuple(tie('term'), tie('term')).map(
        ([left, right]): Recipe => ({
          build: (factory) => factory.iff(left.build(factory), right.build(factory)),
          meaning: (environment) => left.meaning(environment) === right.meaning(environment),
        }),
      ),
    ),
  })).term;

export const recipe: fc.Arbitrary<Recipe> = combined(atom);
export const recipeOverPort: fc.Arbitrary<Recipe> = combined(fc.oneof(portAtom, atom));
/** What encodings say: slices of addresses and ports, compared with constants. */
export const recipeOfEncodings: fc.Arbitrary<Recipe> = combined(fc.oneof(portAtom, addressAtom));

export const environment: fc.Arbitrary<Environment> = fc
  .tuple(
    fc.bigInt({ min: 0n, max: 15n }),
    fc.bigInt({ min: 0n, max: 15n }),
    fc.constantFrom(0n, 1n, 21n, 22n, 23n, 24n, 1022n, 1023n, 1024n, 1025n, 49_151n, 49_152n, 65_534n, 65_535n),
    fc.boolean(),
    wideValue,
  )
  .map(
    ([x, y, p, b, a]) =>
      new Map<string, bigint | boolean>([
        ['x', x],
        ['y', y],
        ['p', p],
        ['b', b],
        ['a', a],
      ]),
  );
