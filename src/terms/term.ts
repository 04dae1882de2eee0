/**
 * The term language: quantifier-free formulas over fixed-width bit-vectors, the fragment of SMT-LIB's `QF_BV` that
 * encodings need. Terms are immutable and made by a `TermFactory` only; within one factory equal terms are one object.
 */

interface TermBase {
  /** Unique within the factory; a term's operands have smaller ids. */
  readonly id: number;
}

/** A constant of `width` bits, 0 <= value < 2^width. */
export interface BitVectorConstant extends TermBase {
  readonly kind: 'constant';
  readonly width: number;
  readonly value: bigint;
}

/** A free variable of `width` bits. */
export interface BitVectorVariable extends TermBase {
  readonly kind: 'variable';
  readonly width: number;
  readonly name: string;
}

/** Bits `high` down to `low` of `of`, both included. */
export interface Extract extends TermBase {
  readonly kind: 'extract';
  readonly width: number;
  readonly high: number;
  readonly low: number;
  readonly of: BitVectorTerm;
}

export type BitVectorTerm = BitVectorConstant | BitVectorVariable | Extract;

export interface BooleanConstant extends TermBase {
  readonly kind: 'boolean';
  readonly value: boolean;
}

/** A free variable of sort Bool: the name of a definition. */
export interface BooleanVariable extends TermBase {
  readonly kind: 'booleanVariable';
  readonly name: string;
}

export interface Equal extends TermBase {
  readonly kind: 'equal';
  readonly left: BitVectorTerm;
  readonly right: BitVectorTerm;
}

/** Unsigned `left <= right`. */
export interface AtMost extends TermBase {
  readonly kind: 'bvule';
  readonly left: BitVectorTerm;
  readonly right: BitVectorTerm;
}

export interface Not extends TermBase {
  readonly kind: 'not';
  readonly operand: BooleanTerm;
}

/** Two operands at least. */
export interface And extends TermBase {
  readonly kind: 'and';
  readonly operands: readonly BooleanTerm[];
}

/** Two operands at least. */
export interface Or extends TermBase {
  readonly kind: 'or';
  readonly operands: readonly BooleanTerm[];
}

export interface IfThenElse extends TermBase {
  readonly kind: 'ite';
  readonly condition: BooleanTerm;
  readonly positive: BooleanTerm;
  readonly negative: BooleanTerm;
}

/** Both sides have the same truth value. */
export interface Equivalent extends TermBase {
  readonly kind: 'iff';
  readonly left: BooleanTerm;
  readonly right: BooleanTerm;
}

export type BooleanTerm = BooleanConstant | BooleanVariable | Equal | AtMost | Not | And | Or | IfThenElse | Equivalent;

export type Term = BitVectorTerm | BooleanTerm;
export type Variable = BitVectorVariable | BooleanVariable;

/** The direct operands of a term, in order. */
export const operandsOf = (term: Term): readonly Term[] => {
  switch (term.kind) {
    case 'constant':
    case 'variable':
    case 'boolean':
    case 'booleanVariable':
      return [];
    case 'extract':
      return [term.of];
    case 'equal':
    case 'bvule':
    case 'iff':
      return [term.left, term.right];
    case 'not':
      return [term.operand];
    case 'and':
    case 'or':
      return term.operands;
    case 'ite':
      return [term.condition, term.positive, term.negative];
  }
};

/** Every distinct term below and including `roots`, operands before the terms that use them. */
export const subterms = (roots: readonly Term[]): readonly Term[] => {
  const seen = new Set<Term>();
  const ordered: Term[] = [];
  // An explicit stack: first-match lists nest as deep as they are long.
  const stack: { readonly term: Term; readonly expanded: boolean }[] = [];
  for (const root of roots) {
    stack.push({ term: root, expanded: false });
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      const { term, expanded } = top;
      if (expanded) ordered.push(term);
      else if (!seen.has(term)) {
        seen.add(term);
        stack.push({ term, expanded: true });
        const operands = operandsOf(term);
        for (let index = operands.length - 1; index >= 0; index -= 1) {
          const operand = operands[index];
          if (operand !== undefined && !seen.has(operand)) stack.push({ term: operand, expanded: false });
        }
      }
    }
  }
  return ordered;
};
