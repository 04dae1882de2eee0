/**
 * The smallest change of the interface's security groups that closes a finding. A rule belongs to it exactly when some
 * packet still gets in with that rule as the only one left: each such rule must go, and with all of them gone no packet
 * is left. The engine answers both.
 */
import type { Answer, Ask, Engine } from '../engines/engine.js';
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

/** A gate with its rules for the ports, and what gets in with some of them alone. */
interface Trial {
  readonly gate: Gate;
  readonly carrying: readonly AdmittingRule[];
  /** One for each rule. None where there is one rule only, which must be to blame. */
  readonly asks: readonly Ask[];
  /** Rules that must go, once it is decided. */
  needed: readonly AdmittingRule[];
}

/** The question with only some rules at the gate, about the gate's ports. */
const askFor = ({ question, hop, ports, protocol }: Gate, rules: readonly AdmittingRule[]): Ask => {
  const changed: SecurityGroupsHop = { ...hop, rules, gaps: [] };
  const hops = question.hops.map((candidate) => (candidate === hop ? changed : candidate));
  return { question: { ...question, destinationPorts: ports, hops }, protocol };
};

/** Interfaces with equal filters share their questions, and so their trials. */
class Trials {
  readonly #known = new Map<Question, Map<string, Trial>>();
  readonly all: Trial[] = [];

  of(gate: Gate): Trial {
    const { question, protocol, ports } = gate;
    const ofQuestion = this.#known.get(question) ?? new Map<string, Trial>();
    this.#known.set(question, ofQuestion);
    const key = `${protocol} ${ports.from} ${ports.to}`;
    const known = ofQuestion.get(key);
    if (known !== undefined) return known;
    const carrying = gate.hop.rules.filter((rule) => carries(gate, rule));
    const asks = carrying.length < 2 ? [] : carrying.map((rule) => askFor(gate, [rule]));
    const trial = { gate, carrying, asks, needed: carrying };
    ofQuestion.set(key, trial);
    this.all.push(trial);
    return trial;
  }

  async decide(engine: Engine): Promise<void> {
    const answers = await engine.answer(this.all.flatMap(({ asks }) => asks));
    let next = 0;
    for (const trial of this.all) {
      const own = answers.slice(next, next + trial.asks.length);
      next += trial.asks.length;
      if (trial.asks.length > 0) trial.needed = trial.carrying.filter((_, index) => getsThrough(own[index]));
    }
  }
}

const getsThrough = (answer: Answer | undefined): boolean =>
  answer === undefined || answer.reachable.length + answer.undecided.length > 0;

/** Labels of the rules to remove for each opening, sorted; empty where no rule of the groups is to blame. */
export const closingRules = async (
  openings: readonly Opening[],
  engine: Engine,
): Promise<readonly (readonly string[])[]> => {
  const trials = new Trials();
  const ofOpenings = openings.map((opening) => gatesOf(opening).map((gate) => trials.of(gate)));
  await trials.decide(engine);
  const closed = await verified(trials.all, engine);
  return ofOpenings.map((own) =>
    own.every((trial) => closed.has(trial))
      ? [...new Set(own.flatMap(({ needed }) => needed.map(({ label }) => label)))].sort()
      : [],
  );
};

/** Solved again with the change: gates that let nothing in without the rules. One without rules left is not asked. */
const verified = async (trials: readonly Trial[], engine: Engine): Promise<ReadonlySet<Trial>> => {
  const left = trials.map(({ carrying, needed }) => carrying.filter((rule) => !needed.includes(rule)));
  const asked = trials.flatMap((trial, index) => {
    const rules = left[index] ?? [];
    return rules.length === 0 ? [] : [{ trial, ask: askFor(trial.gate, rules) }];
  });
  const answers = await engine.answer(asked.map(({ ask }) => ask));
  const open = new Set(asked.filter((_, index) => getsThrough(answers[index])).map(({ trial }) => trial));
  return new Set(trials.filter((trial) => !open.has(trial)));
};
