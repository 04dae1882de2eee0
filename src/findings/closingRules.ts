/**
 * The smallest change of the interface's security groups that closes a finding. A rule belongs to it exactly when some
 * packet still gets in with that rule as the only one left: each such rule must go, and with all of them gone no packet
 * is left. The engine answers both.
 */
import type { Ask, Engine } from '../engines/engine.js';
import type { AdmittingRule, Question, SecurityGroupsHop } from '../paths/path.js';
import { type PortRange, portInRange } from '../values/ports.js';
import { type Protocol, protocolNumber } from '../values/protocol.js';
import { isFinalIngress } from './admittingGroups.js';
import type { AnsweredExposure } from './exposures.js';

/** What is to be closed: ports of one protocol that are reached on the paths of some exposures. */
export interface Opening {
  readonly exposures: readonly AnsweredExposure[];
  readonly protocol: Protocol;
  /** One port, or undefined for every port. */
  readonly port: number | undefined;
}

interface Gate {
  readonly question: Question;
  readonly hop: SecurityGroupsHop;
  readonly protocol: Protocol;
  readonly ports: PortRange;
}

/** The places where the interface's own groups decide about packets that are known to get in. */
const gatesOf = ({ exposures, protocol, port }: Opening): readonly Gate[] =>
  exposures.flatMap(({ answered }) =>
    answered.flatMap(({ path, answers }): Gate[] => {
      const reachable = answers[protocol]?.reachable ?? [];
      const reached = port === undefined ? reachable.length > 0 : reachable.some((range) => portInRange(range, port));
      const { question } = path;
      const hop = question.hops.find(
        (candidate): candidate is SecurityGroupsHop =>
          candidate.kind === 'securityGroups' && isFinalIngress(candidate, path),
      );
      if (!reached || hop === undefined) return [];
      return [
        { question, hop, protocol, ports: port === undefined ? question.destinationPorts : { from: port, to: port } },
      ];
    }),
  );

const carries = ({ protocol, ports }: Gate, rule: AdmittingRule): boolean =>
  rule.gap === undefined &&
  (rule.protocol === 'all' ||
    (rule.protocol === protocolNumber[protocol] && rule.ports.from <= ports.to && ports.from <= rule.ports.to));

/** Equal questions stay one object, so that an engine decides them once. */
class Questions {
  readonly #known = new Map<Question, Map<string, Question>>();

  with({ question, hop, ports }: Gate, rules: readonly AdmittingRule[]): Question {
    const key = `${ports.from} ${ports.to} ${rules.map(({ label }) => label).join('|')}`;
    const ofQuestion = this.#known.get(question) ?? new Map<string, Question>();
    this.#known.set(question, ofQuestion);
    const known = ofQuestion.get(key);
    if (known !== undefined) return known;
    const changed: SecurityGroupsHop = { ...hop, rules, gaps: [] };
    const made = {
      ...question,
      destinationPorts: ports,
      hops: question.hops.map((candidate) => (candidate === hop ? changed : candidate)),
    };
    ofQuestion.set(key, made);
    return made;
  }
}

/** Labels of the rules to remove for each opening, sorted; empty where no rule of the groups is to blame. */
export const closingRules = async (
  openings: readonly Opening[],
  engine: Engine,
): Promise<readonly (readonly string[])[]> => {
  const questions = new Questions();
  const trials = openings.map((opening) =>
    gatesOf(opening).flatMap((gate) =>
      gate.hop.rules
        .filter((rule) => carries(gate, rule))
        .map((rule) => ({ gate, rule, ask: askFor(questions, gate, [rule]) })),
    ),
  );
  const answers = await engine.answer(trials.flat().map(({ ask }) => ask));
  let next = 0;
  const needed = trials.map((ofOpening) =>
    ofOpening.filter(() => {
      const answer = answers[next];
      next += 1;
      return answer !== undefined && answer.reachable.length + answer.undecided.length > 0;
    }),
  );
  const labels = needed.map((found) => [...new Set(found.map(({ rule }) => rule.label))].sort());
  // Solved again with the change: every gate without its rules lets nothing in.
  const checks = openings.map((opening, index) =>
    gatesOf(opening).map((gate) =>
      askFor(
        questions,
        gate,
        gate.hop.rules.filter(({ label }) => !labels[index]?.includes(label)),
      ),
    ),
  );
  const checked = await engine.answer(checks.flat());
  next = 0;
  return checks.map((ofOpening, index) => {
    const found = checked.slice(next, next + ofOpening.length);
    next += ofOpening.length;
    const closed = found.every(({ reachable, undecided }) => reachable.length + undecided.length === 0);
    return closed ? (labels[index] ?? []) : [];
  });
};

const askFor = (questions: Questions, gate: Gate, rules: readonly AdmittingRule[]): Ask => ({
  question: questions.with(gate, rules),
  protocol: gate.protocol,
});
