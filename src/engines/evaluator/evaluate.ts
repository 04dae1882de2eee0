/**
 * Decides one concrete packet on one path, straight from the model: the judge of the other engines. To be read beside
 * semantics.md; nothing here is clever.
 */
import type { Assignment, Question } from '../../paths/path.js';
import type { EngineOptions } from '../engine.js';
import type { Evaluation } from './evaluation.js';
import { evaluateHop } from './hop.js';
import { obstaclesOf } from './obstacles.js';

/**
 * What becomes of the packet. Hops of replies count in two-way semantics only (section 1). Every hop is evaluated, also
 * after one that refuses: an explanation shows them all.
 *
 * @throws AssignmentError when a hop looks at a variable that the assignment does not have
 */
export const evaluate = (question: Question, assignment: Assignment, options: EngineOptions): Evaluation => {
  const obstacles = obstaclesOf(question, assignment, options);
  const hops = question.hops
    .filter(({ direction }) => direction === 'request' || options.semantics === 'two-way')
    .map((hop) => evaluateHop(hop, assignment));
  const refused = obstacles.length > 0 || hops.some(({ verdict }) => verdict === 'refused');
  const undecided = hops.some(({ verdict }) => verdict === 'undecided');
  return { verdict: refused ? 'refused' : undecided ? 'undecided' : 'admitted', obstacles, hops };
};
