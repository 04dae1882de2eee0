/** Reads the answer to `(get-value (...))` in the forms that solvers write it. */
import type { Variable } from '../terms/term.js';
import { type Model, SolverError } from './solver.js';

type Expression = string | readonly Expression[];

/** Parentheses, quoted symbols, and everything else between blanks. */
const token = /\(|\)|\|[^|]*\||[^\s()|]+/g;

const parse = (text: string): Expression => {
  const open: Expression[][] = [[]];
  for (const [part] of text.matchAll(token)) {
    if (part === '(') open.push([]);
    else if (part === ')') {
      const closed = open.pop();
      const outer = open.at(-1);
      if (closed === undefined || outer === undefined) throw new SolverError('a `)` too many in a model');
      outer.push(closed);
    } else open.at(-1)?.push(part);
  }
  const [whole] = open;
  const [first] = whole ?? [];
  if (open.length !== 1 || first === undefined) throw new SolverError('a model that ends too early');
  return first;
};

/** `#x0f` (Z3), `#b00001111` (cvc5, Bitwuzla, Yices), `(_ bv15 8)` (allowed by SMT-LIB), `true`, `false`. */
const valueFrom = (expression: Expression, variable: Variable): bigint | boolean => {
  if (variable.kind === 'booleanVariable') {
    if (expression === 'true' || expression === 'false') return expression === 'true';
  } else if (typeof expression === 'string') {
    const digits = expression.slice(2);
    if (/^#x[0-9a-fA-F]+$/.test(expression) && digits.length * 4 === variable.width) return BigInt(`0x${digits}`);
    if (/^#b[01]+$/.test(expression) && digits.length === variable.width) return BigInt(`0b${digits}`);
  } else {
    const [underscore, literal, width] = expression;
    const decimal = typeof literal === 'string' ? /^bv(\d+)$/.exec(literal)?.[1] : undefined;
    if (underscore === '_' && decimal !== undefined && width === `${variable.width}`) return BigInt(decimal);
  }
  throw new SolverError(`the solver gives ${variable.name} a value that is none of its sort`);
};

/**
 * The values of all variables.
 *
 * @throws SolverError when the text is not an answer for them
 */
export const readValues = (text: string, variables: readonly Variable[]): Model => {
  const pairs = parse(text);
  if (typeof pairs === 'string') throw new SolverError('a model without values');
  const values = new Map<string, Expression>();
  for (const pair of pairs) {
    const [name, value] = pair;
    if (typeof name !== 'string' || value === undefined) throw new SolverError('a model with an unnamed value');
    values.set(name.replace(/^\|(.*)\|$/, '$1'), value);
  }
  return new Map(
    variables.map((variable) => {
      const value = values.get(variable.name);
      if (value === undefined) throw new SolverError(`the solver gives no value to ${variable.name}`);
      return [variable.name, valueFrom(value, variable)];
    }),
  );
};
