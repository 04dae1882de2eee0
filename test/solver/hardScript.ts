import type { Script } from '../../src/solver/solver.js';
import { TermFactory } from '../../src/terms/termFactory.js';

const factory = new TermFactory();

/** `x = value`, which is satisfiable. */
export const easyScript = (value: number): Script => ({
  text: `(set-logic QF_BV)\n(declare-const x (_ BitVec 8))\n(assert (= x #x${value.toString(16).padStart(2, '0')}))\n(check-sat)\n`,
  variables: [factory.variable('x', 8)],
});

/** The factors 2860486313 and 3267000013 of a product: no solver finds them soon. */
export const hardScript: Script = {
  text: `(set-logic QF_BV)
(declare-const a (_ BitVec 64))
(declare-const b (_ BitVec 64))
(assert (= (bvmul a b) #x81b0d9e90cb12355))
(assert (bvule a #x00000000ffffffff))
(assert (bvule b #x00000000ffffffff))
(assert (bvule #x0000000000000002 a))
(assert (bvule #x0000000000000002 b))
(check-sat)
`,
  variables: [factory.variable('a', 64), factory.variable('b', 64)],
};
