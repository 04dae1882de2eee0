import type {
  And,
  AtMost,
  BitVectorConstant,
  BitVectorTerm,
  BitVectorVariable,
  BooleanConstant,
  BooleanTerm,
  BooleanVariable,
  Equal,
  Equivalent,
  Extract,
  IfThenElse,
  Not,
  Or,
} from './term.js';
import { TermError } from './termError.js';

/**
 * The only place where terms are made. Constructors check sorts, fold constants and return the one object that stands
 * for a term, so `===` decides whether two terms of one factory are written alike.
 *
 * What the constructors fold is trusted: a formula that folds to a constant is decided without a solver.
 */
export class TermFactory {
  // INVARIANT: a key names a term's kind and the ids of its operands, so each structure is interned once.
  readonly #constants = new Map<number, Map<bigint, BitVectorConstant>>();
  readonly #variables = new Map<string, BitVectorVariable>();
  readonly #booleanVariables = new Map<string, BooleanVariable>();
  readonly #extracts = new Map<string, Extract>();
  readonly #equals = new Map<string, Equal>();
  readonly #atMosts = new Map<string, AtMost>();
  readonly #nots = new Map<number, Not>();
  readonly #ands = new Map<string, And>();
  readonly #ors = new Map<string, Or>();
  readonly #ites = new Map<string, IfThenElse>();
  readonly #iffs = new Map<string, Equivalent>();
  #nextId = 0;

  readonly true: BooleanConstant = { id: this.#newId(), kind: 'boolean', value: true };
  readonly false: BooleanConstant = { id: this.#newId(), kind: 'boolean', value: false };

  #newId(): number {
    return this.#nextId++;
  }

  /** Number of distinct terms made so far. */
  get size(): number {
    return this.#nextId;
  }

  boolean(value: boolean): BooleanConstant {
    return value ? this.true : this.false;
  }

  /** @throws TermError when `value` does not fit `width` bits. */
  constant(width: number, value: bigint): BitVectorConstant {
    checkWidth(width);
    if (value < 0n || value >> BigInt(width) !== 0n) throw new TermError(`${value} does not fit ${width} bits`);
    let ofWidth = this.#constants.get(width);
    if (ofWidth === undefined) {
      ofWidth = new Map();
      this.#constants.set(width, ofWidth);
    }
    return intern(ofWidth, value, () => ({ id: this.#newId(), kind: 'constant', width, value }));
  }

  /**
   * Variables of one name and different sorts are different variables: questions about IPv4 and IPv6 share a factory.
   * No script may hold both (smtLib/print.ts checks).
   */
  variable(name: string, width: number): BitVectorVariable {
    checkWidth(width);
    return intern(this.#variables, `${width} ${name}`, () => ({ id: this.#newId(), kind: 'variable', width, name }));
  }

  booleanVariable(name: string): BooleanVariable {
    return intern(this.#booleanVariables, name, () => ({ id: this.#newId(), kind: 'booleanVariable', name }));
  }

  extract(high: number, low: number, of: BitVectorTerm): BitVectorTerm {
    if (!(0 <= low && low <= high && high < of.width)) {
      throw new TermError(`no bits ${high} to ${low} in a term of ${of.width} bits`);
    }
    const width = high - low + 1;
    if (width === of.width) return of;
    if (of.kind === 'constant') {
      return this.constant(width, (of.value >> BigInt(low)) & ((1n << BigInt(width)) - 1n));
    }
    if (of.kind === 'extract') return this.extract(of.low + high, of.low + low, of.of);
    return intern(this.#extracts, `${high} ${low} ${of.id}`, () => ({
      id: this.#newId(),
      kind: 'extract',
      width,
      high,
      low,
      of,
    }));
  }

  equal(left: BitVectorTerm, right: BitVectorTerm): BooleanTerm {
    checkSameWidth(left, right);
    if (left === right) return this.true;
    if (left.kind === 'constant') return right.kind === 'constant' ? this.false : this.equal(right, left);
    if (right.kind !== 'constant' && right.id < left.id) return this.equal(right, left);
    return intern(this.#equals, `${left.id} ${right.id}`, () => ({ id: this.#newId(), kind: 'equal', left, right }));
  }

  /** Unsigned `left <= right`. */
  atMost(left: BitVectorTerm, right: BitVectorTerm): BooleanTerm {
    checkSameWidth(left, right);
    if (left === right) return this.true;
    const highest = (1n << BigInt(left.width)) - 1n;
    if (left.kind === 'constant') {
      if (right.kind === 'constant') return this.boolean(left.value <= right.value);
      if (left.value === 0n) return this.true;
      if (left.value === highest) return this.equal(right, left);
    }
    if (right.kind === 'constant') {
      if (right.value === highest) return this.true;
      if (right.value === 0n) return this.equal(left, right);
    }
    return intern(this.#atMosts, `${left.id} ${right.id}`, () => ({ id: this.#newId(), kind: 'bvule', left, right }));
  }

  not(operand: BooleanTerm): BooleanTerm {
    if (operand.kind === 'boolean') return this.boolean(!operand.value);
    if (operand.kind === 'not') return operand.operand;
    return intern(this.#nots, operand.id, () => ({ id: this.#newId(), kind: 'not', operand }));
  }

  /** True without operands. Operands keep their order; nested conjunctions stay nested, so that they can be shared. */
  and(...operands: readonly BooleanTerm[]): BooleanTerm {
    const kept = this.#reduce(operands, true);
    if (kept === undefined) return this.false;
    const [first] = kept;
    if (first === undefined) return this.true;
    if (kept.length === 1) return first;
    return intern(this.#ands, keyOf(kept), () => ({ id: this.#newId(), kind: 'and', operands: kept }));
  }

  /** False without operands. */
  or(...operands: readonly BooleanTerm[]): BooleanTerm {
    const kept = this.#reduce(operands, false);
    if (kept === undefined) return this.true;
    const [first] = kept;
    if (first === undefined) return this.false;
    if (kept.length === 1) return first;
    return intern(this.#ors, keyOf(kept), () => ({ id: this.#newId(), kind: 'or', operands: kept }));
  }

  ite(condition: BooleanTerm, positive: BooleanTerm, negative: BooleanTerm): BooleanTerm {
    if (condition.kind === 'boolean') return condition.value ? positive : negative;
    if (positive === negative) return positive;
    if (condition.kind === 'not') return this.ite(condition.operand, negative, positive);
    if (positive.kind === 'boolean') {
      return positive.value ? this.or(condition, negative) : this.and(this.not(condition), negative);
    }
    if (negative.kind === 'boolean') {
      return negative.value ? this.or(this.not(condition), positive) : this.and(condition, positive);
    }
    return intern(this.#ites, `${condition.id} ${positive.id} ${negative.id}`, () => ({
      id: this.#newId(),
      kind: 'ite',
      condition,
      positive,
      negative,
    }));
  }

  /** Both sides have the same truth value. */
  iff(left: BooleanTerm, right: BooleanTerm): BooleanTerm {
    if (left === right) return this.true;
    if (left.kind === 'boolean') return left.value ? right : this.not(right);
    if (right.kind === 'boolean') return right.value ? left : this.not(left);
    return intern(this.#iffs, `${left.id} ${right.id}`, () => ({ id: this.#newId(), kind: 'iff', left, right }));
  }

  implies(premise: BooleanTerm, conclusion: BooleanTerm): BooleanTerm {
    return this.or(this.not(premise), conclusion);
  }

  /**
   * Operands of a conjunction (`neutral` true) or disjunction (false) without neutral ones and repetitions; undefined
   * when one of them decides the whole.
   */
  #reduce(operands: readonly BooleanTerm[], neutral: boolean): readonly BooleanTerm[] | undefined {
    const kept = new Set<BooleanTerm>();
    for (const operand of operands) {
      if (operand.kind === 'boolean') {
        if (operand.value !== neutral) return undefined;
        continue;
      }
      if (operand.kind === 'not' && kept.has(operand.operand)) return undefined;
      const negation = this.#nots.get(operand.id);
      if (negation !== undefined && kept.has(negation)) return undefined;
      kept.add(operand);
    }
    return [...kept];
  }
}

const intern = <K, T>(table: Map<K, T>, key: K, make: () => T): T => {
  const known = table.get(key);
  if (known !== undefined) return known;
  const made = make();
  table.set(key, made);
  return made;
};

const keyOf = (operands: readonly BooleanTerm[]): string => {
  let key = '';
  for (const { id } of operands) key += `${id} `;
  return key;
};

const checkWidth = (width: number): void => {
  if (!Number.isInteger(width) || width < 1) throw new TermError(`a bit-vector of ${width} bits`);
};

const checkSameWidth = (left: BitVectorTerm, right: BitVectorTerm): void => {
  if (left.width !== right.width) throw new TermError(`terms of ${left.width} and ${right.width} bits are compared`);
};
