import { TermError } from '../termError.js';

const simpleSymbol = /^[A-Za-z~!@$%^&*_+=<>.?/-][0-9A-Za-z~!@$%^&*_+=<>.?/-]*$/;

/** Reserved words, and the theory symbols of QF_BV that a user symbol must not shadow (SMT-LIB 2.6 sections 3.1, 3.6). */
const reserved = new Set(
  'BINARY DECIMAL HEXADECIMAL NUMERAL STRING _ ! as let exists forall match par true false not and or xor => = distinct ite Bool BitVec concat extract'.split(
    ' ',
  ),
);

/**
 * A name as an SMT-LIB symbol, quoted where it must be.
 *
 * @throws TermError when no symbol can hold the name: `|`, `\` and unprintable characters have no escape.
 */
export const symbol = (name: string): string => {
  // `@` and `.` open names that solvers keep for themselves.
  if (simpleSymbol.test(name) && !reserved.has(name) && !name.startsWith('bv') && !/^[@.]/.test(name)) return name;
  if (!/^[\x20-\x7e]+$/.test(name) || /[|\\]/.test(name)) {
    throw new TermError(`${JSON.stringify(name)} cannot be written as an SMT-LIB symbol`);
  }
  return `|${name}|`;
};
