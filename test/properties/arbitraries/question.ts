/**
 * Questions made of hops of every kind. Shrinks towards fewer hops, no nodes, wide sources and all ports.
 */
import fc from 'fast-check';
import type { EngineOptions } from '../../../src/engines/engine.js';
import type { Question } from '../../../src/paths/path.js';
import type { Family } from '../../../src/values/address.js';
import { allPorts } from '../../../src/values/ports.js';
import { hop, legs } from './hop.js';
import { addressSetIn, family, portRange, sourcePortRange } from './values.js';

/** For each leg, the family of a node whose address is not known, or undefined for no such node. */
const nodeFamilies: fc.Arbitrary<ReadonlyMap<number, Family>> = fc
  .array(fc.constantFrom<(Family | undefined)[]>(undefined, undefined, undefined, 'ipv4', 'ipv6'), {
    minLength: legs.length,
    maxLength: legs.length,
  })
  .map((drawn) => new Map(drawn.flatMap((of, leg) => (of === undefined ? [] : [[leg, of] as const]))));

export const question: fc.Arbitrary<Question> = fc.tuple(family, nodeFamilies).chain(([client, nodes]) =>
  fc.record({
    family: fc.constant(client),
    protocols: fc.constantFrom<Question['protocols'][]>(['tcp', 'udp'], ['tcp', 'udp'], ['tcp'], ['udp']),
    sources: addressSetIn(client),
    destinationPorts: fc.oneof({ weight: 4, arbitrary: fc.constant(allPorts) }, { weight: 1, arbitrary: portRange }),
    nodes: fc.tuple(
      ...[...nodes].map(([leg, of]) => fc.record({ leg: fc.constant(leg), addresses: addressSetIn(of) })),
    ),
    hops: fc.array(hop({ client, nodes }), { maxLength: 5 }),
  }),
);

/** Mostly two-way with all source ports. */
export const engineOptions: fc.Arbitrary<EngineOptions> = fc.record({
  semantics: fc.constantFrom('two-way' as const, 'two-way' as const, 'one-way' as const),
  sourcePorts: sourcePortRange,
});
