/**
 * A packet passes a path:
 *
 *     domain and hop_1 and ... and hop_n
 *
 * semantics.md section 1: delivered, and in two-way semantics answered; in one-way semantics the hops of replies do not
 * count. The destination ports for which this can be satisfied are the reachable ones.
 */
import { gapsOfHop } from '../src/paths/gaps.js';
import type { Hop, Question, Semantics } from '../src/paths/path.js';
import type { BooleanTerm } from '../src/terms/term.js';
import type { TermFactory } from '../src/terms/termFactory.js';
import type { PortRange } from '../src/values/ports.js';
import type { Protocol } from '../src/values/protocol.js';
import { domain } from './domain.js';
import { hopTerm } from './hop.js';
import { type Mode, type PacketOptions, packetOf } from './packet.js';

export interface EncodingOptions {
  readonly semantics: Semantics;
  readonly sourcePorts: PortRange;
}

/** Hops of replies count in two-way semantics only. */
export const hopCounts = ({ direction }: Hop, semantics: Semantics): boolean =>
  semantics === 'two-way' || direction === 'request';

/** Hops that count, in the question's order. */
export const countingHops = ({ hops }: Question, semantics: Semantics): readonly Hop[] =>
  hops.filter((hop) => hopCounts(hop, semantics));

/** False: the configuration is known as far as the question looks, and both modes are the same. */
export const hasGaps = (question: Question, semantics: Semantics): boolean =>
  countingHops(question, semantics).some((hop) => gapsOfHop(hop).length > 0);

/** Terms of hops under all that they depend on besides the hop. */
const hopTerms = new WeakMap<TermFactory, WeakMap<Hop, Map<string, BooleanTerm>>>();
const contexts = new WeakMap<object, Map<string, string>>();

const compactQuestionKey = (question: Question, { protocol, sourcePorts, mode }: PacketOptions): string => {
  const options = `${protocol} ${mode} ${sourcePorts.from} ${sourcePorts.to}`;
  const known = contexts.get(question)?.get(options);
  if (known !== undefined) return known;
  const set = ({ family, include, exclude }: Question['sources']) =>
    `${family} ${include.map(({ value, length }) => `${value}/${length}`)}!${exclude.map(({ value, length }) => `${value}/${length}`)}`;
  const { from, to } = question.destinationPorts;
  const key = `${options} ${question.family} ${set(question.sources)} ${from} ${to} ${question.nodes.map(
    ({ leg, addresses }) => `${leg}:${set(addresses)}`,
  )}`;
  const ofQuestion = contexts.get(question) ?? new Map<string, string>();
  ofQuestion.set(options, key);
  contexts.set(question, ofQuestion);
  return key;
};

/**
 * The conjuncts of the formula: the domain's, then one for each hop that counts. False alone when one of them is false.
 * Paths share hops, so a hop that was encoded for the same sources, ports and protocol is not encoded again.
 */
export const encodeQuestion = (
  factory: TermFactory,
  question: Question,
  protocol: Protocol,
  { semantics, sourcePorts }: EncodingOptions,
  mode: Mode,
): readonly BooleanTerm[] => {
  if (!question.protocols.includes(protocol)) return [factory.false];
  const options = { protocol, sourcePorts, mode };
  const packet = packetOf(factory, question, options);
  const key = compactQuestionKey(question, options);
  let ofFactory = hopTerms.get(factory);
  if (ofFactory === undefined) {
    ofFactory = new WeakMap();
    hopTerms.set(factory, ofFactory);
  }
  const terms: BooleanTerm[] = [];
  for (const hop of countingHops(question, semantics)) {
    let ofHop = ofFactory.get(hop);
    if (ofHop === undefined) {
      ofHop = new Map();
      ofFactory.set(hop, ofHop);
    }
    let term = ofHop.get(key);
    if (term === undefined) {
      term = hopTerm(packet, hop);
      ofHop.set(key, term);
    }
    if (term === factory.false) return [factory.false];
    if (term !== factory.true) terms.push(term);
  }
  const limits = domain(factory, question, sourcePorts).map(({ term }) => term);
  if (limits.includes(factory.false)) return [factory.false];
  return [...limits.filter((term) => term !== factory.true), ...terms];
};
