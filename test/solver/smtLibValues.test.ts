import { describe, expect, it } from 'vitest';
import { readValues } from '../../src/solver/smtLibValues.js';
import { SolverError } from '../../src/solver/solver.js';
import { TermFactory } from '../../src/terms/termFactory.js';

const factory = new TermFactory();
const x = factory.variable('x', 8);
const odd = factory.variable('a b', 5);
const p = factory.booleanVariable('p');

describe('values of a model', () => {
  it.each([
    ['hexadecimal, as Z3 writes them', '((x #x0f)\n (|a b| #b00101) (p true))'],
    ['binary, as cvc5 writes them', '((x #b00001111) (|a b| #b00101) (p true))'],
    ['decimal with a width', '( (x (_ bv15 8)) (|a b| (_ bv5 5)) (p true) )'],
  ])('are read: %s', (_, text) => {
    expect(readValues(text, [x, odd, p])).toEqual(
      new Map<string, bigint | boolean>([
        ['x', 15n],
        ['a b', 5n],
        ['p', true],
      ]),
    );
  });

  it.each([
    ['', [x]],
    ['((x #x0f)', [x]],
    ['((x #x0f)))', [x]],
    ['((y #x0f))', [x]],
    ['((x #x00f))', [x]],
    ['((x #b1111))', [x]],
    ['((x (_ bv15 16)))', [x]],
    ['((x true))', [x]],
    ['((p #b1))', [p]],
    ['(x)', [x]],
    ['sat', [x]],
  ])('are refused when they are none of the variables: %s', (text, variables) => {
    expect(() => readValues(text, variables)).toThrow(SolverError);
  });
});
