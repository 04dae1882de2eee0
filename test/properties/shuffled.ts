/** The same configuration in another order, spread over other files. */
import { createHash } from 'node:crypto';
import type { SnapshotDocument } from '../../src/snapshot/assemble.js';
import type { AwsNetwork } from './awsNetwork.js';

/** Numbers from 0 to `below` - 1 that look random, always the same for a seed (mulberry32). */
export const randomFrom = (seed: number) => {
  let state = seed | 0;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
};

type Random = ReturnType<typeof randomFrom>;

const shuffledArray = <T>(values: readonly T[], random: Random): T[] => {
  const left = [...values];
  const drawn: T[] = [];
  while (left.length > 0) drawn.push(...left.splice(random(left.length), 1));
  return drawn;
};

/** Every array and every object's fields in another order: none of them means anything in AWS's output. */
const shuffled = (value: unknown, random: Random): unknown => {
  if (Array.isArray(value)) return shuffledArray(value, random).map((part) => shuffled(part, random));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    shuffledArray(Object.entries(value), random).map(([name, part]) => [name, shuffled(part, random)]),
  );
};

/** One document for each part of each top-level array, under names in no particular order. */
export const shuffledDocuments = (aws: AwsNetwork, seed: number): readonly SnapshotDocument[] => {
  const random = randomFrom(seed);
  const parts = Object.entries(aws).flatMap(([key, value]: [string, unknown]) => {
    if (!Array.isArray(value)) return [{ [key]: value }];
    const mixed = shuffledArray(value, random);
    const cut = random(mixed.length + 1);
    return [{ [key]: mixed.slice(0, cut) }, { [key]: mixed.slice(cut) }];
  });
  return shuffledArray(parts, random).map((part, index) => {
    const content = shuffled(part, random);
    const sha256 = createHash('sha256').update(JSON.stringify(content)).digest('hex');
    return { file: `${random(1000)}/${index}.json`, sha256, content };
  });
};
