import type { Question } from '../paths/path.js';
import type { AddressSet } from '../values/addressSet.js';
import { type Cidr, cidrCovers, compareCidrs, sameCidr } from '../values/cidr.js';
import type { PortRange } from '../values/ports.js';

/** The blocks of two lists that hold the addresses common to both. Blocks nest or are disjoint, never cross. */
const commonBlocks = (a: readonly Cidr[], b: readonly Cidr[]): readonly Cidr[] =>
  a
    .flatMap((left) =>
      b.flatMap((right) => (cidrCovers(left, right) ? [right] : cidrCovers(right, left) ? [left] : [])),
    )
    .sort(compareCidrs)
    .filter((cidr, index, sorted) => {
      const previous = sorted[index - 1];
      return previous === undefined || !sameCidr(previous, cidr);
    });

/** Those addresses of a set that lie in a block. */
export const sourcesWithin = ({ family, include, exclude }: AddressSet, block: Cidr): AddressSet => ({
  family,
  include: commonBlocks(include, [block]),
  exclude,
});

const restricted = new WeakMap<Question, Map<string, Question>>();

/** The question about clients in a block only. The same objects give the same question, so that answers are shared. */
export const fromWithin = (question: Question, block: Cidr): Question => {
  const key = `${block.family} ${block.value} ${block.length}`;
  const known = restricted.get(question) ?? new Map<string, Question>();
  restricted.set(question, known);
  const before = known.get(key);
  if (before !== undefined) return before;
  const narrowed = { ...question, sources: sourcesWithin(question.sources, block) };
  known.set(key, narrowed);
  return narrowed;
};

/** The question about some of its ports only; undefined when it is about none of them. */
export const aboutPorts = (question: Question, { from, to }: PortRange): Question | undefined => {
  const { destinationPorts } = question;
  const range = { from: Math.max(from, destinationPorts.from), to: Math.min(to, destinationPorts.to) };
  return range.from > range.to ? undefined : { ...question, destinationPorts: range };
};

/** Ports that lie in both lists of sorted, disjoint ranges. */
export const commonPorts = (a: readonly PortRange[], b: readonly PortRange[]): readonly PortRange[] =>
  a.flatMap((left) =>
    b.flatMap((right) => {
      const from = Math.max(left.from, right.from);
      const to = Math.min(left.to, right.to);
      return from <= to ? [{ from, to }] : [];
    }),
  );
