/** Terms as SMT-LIB 2.6 text, in the logic `QF_BV`. */
import { type BitVectorTerm, type BooleanTerm, operandsOf, subterms, type Term, type Variable } from '../term.js';
import { TermError } from '../termError.js';
import { variablesOfAll } from '../variables.js';
import { symbol } from './symbol.js';

/** One assertion; with a name it can be part of an unsat core. */
export interface Assertion {
  readonly name: string | undefined;
  readonly term: BooleanTerm;
}

const sortOf = (variable: Variable): string => (variable.kind === 'variable' ? `(_ BitVec ${variable.width})` : 'Bool');

const printDeclaration = (variable: Variable): string =>
  `(declare-const ${symbol(variable.name)} ${sortOf(variable)})\n`;

/** A constant in the form that every solver reads: hexadecimal where the width allows, else binary. */
export const printConstant = (width: number, value: bigint): string =>
  width % 4 === 0 ? `#x${value.toString(16).padStart(width / 4, '0')}` : `#b${value.toString(2).padStart(width, '0')}`;

const atoms = new WeakMap<BooleanTerm, string>();

const printBitVector = (term: BitVectorTerm): string => {
  switch (term.kind) {
    case 'constant':
      return printConstant(term.width, term.value);
    case 'variable':
      return symbol(term.name);
    case 'extract':
      return `((_ extract ${term.high} ${term.low}) ${printBitVector(term.of)})`;
  }
};

const printAtom = (term: BooleanTerm, make: () => string): string => {
  const known = atoms.get(term);
  if (known !== undefined) return known;
  const text = make();
  atoms.set(term, text);
  return text;
};

/** Prints a boolean term, with the names of `defined` in place of the terms that have one. */
const print = (term: BooleanTerm, defined: ReadonlyMap<Term, string>, top = false): string => {
  const name = top ? undefined : defined.get(term);
  if (name !== undefined) return name;
  const of = (operand: BooleanTerm): string => print(operand, defined);
  switch (term.kind) {
    case 'boolean':
      return term.value ? 'true' : 'false';
    case 'booleanVariable':
      return symbol(term.name);
    case 'equal':
    case 'bvule':
      return printAtom(
        term,
        () => `(${term.kind === 'equal' ? '=' : 'bvule'} ${printBitVector(term.left)} ${printBitVector(term.right)})`,
      );
    case 'not':
      return `(not ${of(term.operand)})`;
    case 'and':
    case 'or': {
      let text = `(${term.kind}`;
      for (const operand of term.operands) text += ` ${of(operand)}`;
      return `${text})`;
    }
    case 'ite':
      return `(ite ${of(term.condition)} ${of(term.positive)} ${of(term.negative)})`;
    case 'iff':
      return `(= ${of(term.left)} ${of(term.right)})`;
  }
};

const isBoolean = (term: Term): term is BooleanTerm =>
  term.kind !== 'constant' && term.kind !== 'variable' && term.kind !== 'extract';

/** Worth a name of its own when used twice: anything longer than the name would be. */
const worthDefining = (term: Term): term is BooleanTerm =>
  isBoolean(term) &&
  term.kind !== 'boolean' &&
  term.kind !== 'booleanVariable' &&
  !(term.kind === 'not' && term.operand.kind === 'booleanVariable');

/**
 * Declarations, definitions and assertions of a script. Subterms that are used more than once become `define-fun`s
 * named `t1`, `t2`, ... in the order of first use; the text depends on the assertions alone.
 */
export const printAssertions = (assertions: readonly Assertion[]): string => {
  const roots = assertions.map(({ term }) => term);
  const terms = subterms(roots);
  const uses = new Map<Term, number>();
  for (const term of [...terms.flatMap(operandsOf), ...roots]) uses.set(term, (uses.get(term) ?? 0) + 1);
  const variables = variablesOfAll(roots);
  const taken = new Set([...variables, ...assertions].map(({ name }) => name));
  for (const [index, { name }] of variables.entries()) {
    if (variables[index + 1]?.name === name) throw new TermError(`variable ${name} is used with two sorts`);
  }
  const parts: string[] = variables.map(printDeclaration);
  const defined = new Map<Term, string>();
  let next = 1;
  for (const term of terms) {
    if ((uses.get(term) ?? 0) < 2 || !worthDefining(term)) continue;
    while (taken.has(`t${next}`)) next += 1;
    const name = `t${next}`;
    next += 1;
    parts.push(`(define-fun ${name} () Bool ${print(term, defined, true)})\n`);
    defined.set(term, name);
  }
  for (const { name, term } of assertions) {
    const text = print(term, defined);
    parts.push(name === undefined ? `(assert ${text})\n` : `(assert (! ${text} :named ${symbol(name)}))\n`);
  }
  return parts.join('');
};
