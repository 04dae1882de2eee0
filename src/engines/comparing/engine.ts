/** Two engines that must agree: every question is answered by both, and any difference ends the run. */

import type { Hop, Question } from '../../paths/path.js';
import type { PortRange } from '../../values/ports.js';
import { formatPortRange } from '../../values/ports.js';
import type { Answer, Ask, Engine } from '../engine.js';

/** The engines give different answers to one question: at least one of them is wrong. */
export class EngineDifferenceError extends Error {
  override readonly name = 'EngineDifferenceError';

  constructor(
    message: string,
    /** What both were asked. */
    readonly ask: Ask,
  ) {
    super(message);
  }
}

/** Answers of the first engine, each confirmed by the second. */
export const createComparingEngine = (first: Engine, second: Engine): Engine => ({
  description: first.description,
  answer: async (asks) => {
    const answers = await first.answer(asks);
    const others = await second.answer(asks);
    for (const [index, ask] of asks.entries()) {
      const [one, other] = [answers[index], others[index]];
      if (one === undefined || other === undefined) throw new Error('an engine left a question without answer');
      const difference = differenceOf(one, other);
      if (difference === undefined) continue;
      throw new EngineDifferenceError(
        `${first.description.name} and ${second.description.name} disagree about ${ask.protocol} ${subjectOf(ask.question)}: ${difference}`,
        ask,
      );
    }
    return answers;
  },
  close: async () => {
    await first.close();
    await second.close();
  },
});

const portsText = (ranges: readonly PortRange[]): string =>
  ranges.length === 0 ? 'none' : ranges.map(formatPortRange).join(', ');

/** Ports that a solver ran out of time for are no difference. */
const differenceOf = (one: Answer, other: Answer): string | undefined => {
  if (one.reasons.some(({ kind }) => kind === 'solver') || other.reasons.some(({ kind }) => kind === 'solver')) {
    return undefined;
  }
  for (const part of ['reachable', 'undecided'] as const) {
    const [left, right] = [portsText(one[part]), portsText(other[part])];
    if (left !== right) return `${part} ports ${left} against ${right}`;
  }
  return undefined;
};

/** The elements that a question speaks of, for a person to find them. */
const subjectOf = ({ hops }: Question): string => hops.map(elementOf).join(' → ');

const elementOf = (hop: Hop): string => {
  switch (hop.kind) {
    case 'condition':
      return hop.element;
    case 'routeTable':
      return hop.table?.id ?? hop.subnetId;
    case 'networkAcl':
      return `${hop.acl?.id ?? hop.subnetId} ${hop.aclDirection}`;
    case 'securityGroups':
      return hop.groupIds.join('+');
  }
};
