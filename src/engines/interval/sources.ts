/** Exact source sets: every address from which ports are reached, not only one witness. */
import type { Question } from '../../paths/path.js';
import type { Family } from '../../values/address.js';
import type { Cidr } from '../../values/cidr.js';
import type { PortRange } from '../../values/ports.js';
import type { Protocol } from '../../values/protocol.js';
import type { EngineOptions } from '../engine.js';
import { mergeAddressRanges, minimalCidrs } from './addressRanges.js';
import { contains, type PortSet } from './portSet.js';
import { combinationsOf } from './solve.js';
import type { AddressRange } from './steps.js';

/** Ports with one answer: exactly the addresses of `cidrs` reach each of them. */
export interface SourceRow extends PortRange {
  /** Minimal: IPv4 before IPv6, then ascending. */
  readonly cidrs: readonly Cidr[];
}

/** Clients with the ports that they reach. */
interface Part {
  readonly family: Family;
  readonly ranges: readonly AddressRange[];
  readonly ports: PortSet;
}

const known = new WeakMap<Question, Map<string, readonly Part[]>>();

const partsOf = (question: Question, protocol: Protocol, options: EngineOptions): readonly Part[] => {
  const ofQuestion = known.get(question) ?? new Map<string, readonly Part[]>();
  known.set(question, ofQuestion);
  const key = optionsKey(protocol, options);
  const before = ofQuestion.get(key);
  if (before !== undefined) return before;
  const parts = combinationsOf(question, protocol, 'must', options).flatMap(({ classes, destinationPorts }): Part[] => {
    const client = classes.get('client');
    return client === undefined ? [] : [{ family: question.family, ranges: client.ranges, ports: destinationPorts }];
  });
  ofQuestion.set(key, parts);
  return parts;
};

/**
 * One row for each stretch of ports with one answer, sorted; only ports that somebody reaches. Several questions are
 * taken together: an address counts when it reaches a port by any of them.
 */
export const sourcesOf = (
  questions: readonly Question[],
  protocol: Protocol,
  options: EngineOptions,
): readonly SourceRow[] => {
  const [only, ...others] = questions;
  if (only === undefined) return [];
  if (others.length > 0) return rowsOf(questions, protocol, options);
  // Interfaces with equal filters share one question.
  const ofQuestion = single.get(only) ?? new Map<string, readonly SourceRow[]>();
  single.set(only, ofQuestion);
  const key = optionsKey(protocol, options);
  const rows = ofQuestion.get(key) ?? rowsOf(questions, protocol, options);
  ofQuestion.set(key, rows);
  return rows;
};

const single = new WeakMap<Question, Map<string, readonly SourceRow[]>>();

const optionsKey = (protocol: Protocol, { semantics, sourcePorts }: EngineOptions): string =>
  `${protocol} ${semantics} ${sourcePorts.from} ${sourcePorts.to}`;

const rowsOf = (questions: readonly Question[], protocol: Protocol, options: EngineOptions): readonly SourceRow[] => {
  const parts = questions.flatMap((question) => partsOf(question, protocol, options));
  const starts = [...new Set(parts.flatMap(({ ports }) => ports.flatMap(({ from, to }) => [from, to + 1])))].sort(
    (a, b) => a - b,
  );
  const rows: (SourceRow & { readonly key: string })[] = [];
  const answers = new Map<string, readonly Cidr[]>();
  for (const [index, from] of starts.entries()) {
    const next = starts[index + 1];
    if (next === undefined) break;
    const reaching = parts.flatMap((part, at) => (contains(part.ports, from) ? [at] : []));
    if (reaching.length === 0) continue;
    const partsKey = reaching.join();
    const cidrs = answers.get(partsKey) ?? cidrsOf(reaching.flatMap((at) => parts[at] ?? []));
    answers.set(partsKey, cidrs);
    const key = cidrs.map(({ family, value, length }) => `${family} ${value}/${length}`).join();
    const last = rows.at(-1);
    if (last !== undefined && last.to + 1 === from && last.key === key) {
      rows[rows.length - 1] = { ...last, to: next - 1 };
    } else rows.push({ from, to: next - 1, cidrs, key });
  }
  return rows.map(({ from, to, cidrs }) => ({ from, to, cidrs }));
};

const cidrsOf = (parts: readonly Part[]): readonly Cidr[] =>
  (['ipv4', 'ipv6'] as const).flatMap((family) =>
    minimalCidrs(
      mergeAddressRanges(parts.filter((part) => part.family === family).flatMap(({ ranges }) => ranges)),
      family,
    ),
  );
