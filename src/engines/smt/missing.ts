import { hopCounts } from '../../../encodings/question.js';
import { distinctGaps } from '../../network/gap.js';
import { gapsOfHop } from '../../paths/gaps.js';
import type { Question, Semantics } from '../../paths/path.js';
import type { UndecidedReason } from '../engine.js';

/** What the snapshot lacks about a question: one reason, or none. */
export const missingReasons = ({ hops }: Question, semantics: Semantics): readonly UndecidedReason[] => {
  const gaps = distinctGaps(hops.filter((hop) => hopCounts(hop, semantics)).flatMap((hop) => gapsOfHop(hop)));
  return gaps.length === 0 ? [] : [{ kind: 'missing', gaps }];
};
