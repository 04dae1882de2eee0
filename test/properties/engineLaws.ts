/** What an engine owes for every question, whatever the question: laws that hold for each engine alone. */
import { expect } from 'vitest';
import type { Answer, Engine, EngineOptions } from '../../src/engines/engine.js';
import { evaluate } from '../../src/engines/evaluator/evaluate.js';
import type { Question } from '../../src/paths/path.js';
import { type PortRange, portInRange } from '../../src/values/ports.js';
import { type Protocol, protocols } from '../../src/values/protocol.js';
import { bruteForce } from './bruteForce.js';

const ends = (ranges: readonly PortRange[]): readonly PortRange[] => ranges.map(({ from, to }) => ({ from, to }));

/** One answer: exact, with witnesses that get through, and nobody at the ports on either side of a range. */
const expectExact = (answer: Answer, question: Question, protocol: Protocol, options: EngineOptions): void => {
  const { reachable, undecided, reasons } = answer;
  expect({ reachable: ends(reachable), undecided: ends(undecided) }).toEqual(bruteForce(question, protocol, options));
  expect(reasons.length > 0).toBe(undecided.length > 0);
  for (const range of reachable) {
    const { witness } = range;
    expect(witness.protocol).toBe(protocol);
    expect(portInRange(range, witness.destinationPort)).toBe(true);
    // Nobody gets to the neighbours, so the witness does not.
    const at = (destinationPort: number) => evaluate(question, { ...witness, destinationPort }, options).verdict;
    expect(at(witness.destinationPort)).toBe('admitted');
    if (range.from > 0) expect(at(range.from - 1)).not.toBe('admitted');
    if (range.to < 65_535) expect(at(range.to + 1)).not.toBe('admitted');
  }
};

/** Answers of one engine to some questions, both protocols, each as the laws want it. */
export const expectExactAnswers = async (
  engine: Engine,
  questions: readonly Question[],
  options: EngineOptions,
): Promise<readonly Answer[]> => {
  const asks = questions.flatMap((question) => protocols.map((protocol) => ({ question, protocol })));
  const answers = await engine.answer(asks);
  expect(answers).toHaveLength(asks.length);
  for (const [index, { question, protocol }] of asks.entries()) {
    const answer = answers[index];
    if (answer !== undefined) expectExact(answer, question, protocol, options);
  }
  return answers;
};
