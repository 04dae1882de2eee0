/** The interval engine: the same answers as the SMT engine's, by interval algebra, without terms and solvers. */
import { distinctGaps } from '../../network/gap.js';
import { gapsOfHop } from '../../paths/gaps.js';
import type { Question } from '../../paths/path.js';
import type { Protocol } from '../../values/protocol.js';
import type { Answer, Ask, Engine, EngineOptions } from '../engine.js';
import { subtract, unite } from './portSet.js';
import { combinationsOf } from './solve.js';
import { candidatesOf, witnessIn } from './witness.js';

export const createIntervalEngine = (options: EngineOptions): Engine => new IntervalEngine(options);

class IntervalEngine implements Engine {
  readonly description = { name: 'interval' as const, solver: undefined };
  readonly #options: EngineOptions;
  readonly #answers = new WeakMap<Question, Map<Protocol, Answer>>();

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  async answer(asks: readonly Ask[]): Promise<readonly Answer[]> {
    return asks.map((ask) => this.#remembered(ask));
  }

  async close(): Promise<void> {}

  #remembered({ question, protocol }: Ask): Answer {
    const ofQuestion = this.#answers.get(question) ?? new Map<Protocol, Answer>();
    this.#answers.set(question, ofQuestion);
    let answer = ofQuestion.get(protocol);
    if (answer === undefined) {
      answer = decide(question, protocol, this.#options);
      ofQuestion.set(protocol, answer);
    }
    return answer;
  }
}

const decide = (question: Question, protocol: Protocol, options: EngineOptions): Answer => {
  const combinations = combinationsOf(question, protocol, 'must', options);
  const ports = unite(...combinations.map(({ destinationPorts }) => destinationPorts));
  const candidates = candidatesOf(question, combinations);
  const reachable = ports.map((range) => ({ ...range, witness: witnessIn(range, candidates, question, protocol) }));
  const gaps = distinctGaps(
    question.hops
      .filter(({ direction }) => direction === 'request' || options.semantics === 'two-way')
      .flatMap((hop) => gapsOfHop(hop)),
  );
  if (gaps.length === 0) return { reachable, undecided: [], reasons: [] };
  const wider = combinationsOf(question, protocol, 'may', options).map(({ destinationPorts }) => destinationPorts);
  const undecided = subtract(unite(...wider), ports);
  return { reachable, undecided, reasons: undecided.length === 0 ? [] : [{ kind: 'missing', gaps }] };
};
