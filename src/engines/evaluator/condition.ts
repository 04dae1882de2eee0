import type { ConditionHop } from '../../paths/path.js';
import type { ConditionEvaluation, Verdict } from './evaluation.js';

const verdictOf = (holds: ConditionHop['holds']): Verdict =>
  holds === 'unknown' ? 'undecided' : holds ? 'admitted' : 'refused';

/** A fact of the configuration (sections 2-6), the same for every packet; unknown where section 7 says so. */
export const evaluateCondition = (hop: ConditionHop): ConditionEvaluation => ({
  kind: 'condition',
  hop,
  verdict: verdictOf(hop.holds),
  gaps: hop.gap === undefined ? [] : [hop.gap],
});
