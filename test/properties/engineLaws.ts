/** What engines owe for every question, whatever the question. */
import { expect } from 'vitest';
import type { Answer, Engine, EngineOptions } from '../../src/engines/engine.js';
import { evaluate } from '../../src/engines/evaluator/evaluate.js';
import type { Question } from '../../src/paths/path.js';
import { maxPort, type PortRange, portInRange } from '../../src/values/ports.js';
import { type Protocol, protocols } from '../../src/values/protocol.js';
import { bruteForce, type ExactPorts } from './bruteForce.js';

const ends = (ranges: readonly PortRange[]): readonly PortRange[] => ranges.map(({ from, to }) => ({ from, to }));

const portsOf = ({ reachable, undecided }: Answer): ExactPorts => ({
  reachable: ends(reachable),
  undecided: ends(undecided),
});

/** A range's witness gets through, and to no port next to the range. */
const expectWitnesses = (answer: Answer, question: Question, protocol: Protocol, options: EngineOptions): void => {
  for (const range of answer.reachable) {
    const { witness } = range;
    expect(witness.protocol).toBe(protocol);
    expect(portInRange(range, witness.destinationPort)).toBe(true);
    const at = (destinationPort: number) => evaluate(question, { ...witness, destinationPort }, options).verdict;
    expect(at(witness.destinationPort)).toBe('admitted');
    if (range.from > 0) expect(at(range.from - 1)).not.toBe('admitted');
    if (range.to < maxPort) expect(at(range.to + 1)).not.toBe('admitted');
  }
};

/**
 * Asks engines questions for both protocols. Each answers as brute force does, with witnesses, and all give the same
 * reasons for what they leave undecided.
 */
export const expectExactAnswers = async (
  engines: readonly Engine[],
  questions: readonly Question[],
  options: EngineOptions,
): Promise<void> => {
  const asks = questions.flatMap((question) => protocols.map((protocol) => ({ question, protocol })));
  const answers = await Promise.all(engines.map((engine) => engine.answer(asks)));
  for (const [index, { question, protocol }] of asks.entries()) {
    const exact = bruteForce(question, protocol, options);
    for (const [which, { description }] of engines.entries()) {
      const answer = answers[which]?.[index];
      if (answer === undefined) throw new Error(`${description.name}: no answer`);
      expect(portsOf(answer), `${description.name} ${protocol}`).toEqual(exact);
      expectWitnesses(answer, question, protocol, options);
      expect(answer.reasons, `${description.name} ${protocol}`).toEqual(answers[0]?.[index]?.reasons);
      expect(answer.reasons.length > 0).toBe(answer.undecided.length > 0);
    }
  }
};
