import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/engines/evaluator/evaluate.js';
import type { Assignment, Question } from '../../src/paths/path.js';
import { maxAddress } from '../../src/values/address.js';
import { type PortRange, portInRange } from '../../src/values/ports.js';
import { engineOptions, question } from './arbitraries/question.js';
import { addressIn, cidr, port } from './arbitraries/values.js';
import { bruteForce, bruteForceSlowly, packetCount } from './bruteForce.js';
import { addressRepresentatives, portRepresentatives, rangesOf } from './representatives.js';
import { runs } from './runs.js';

const protocol = fc.constantFrom('tcp' as const, 'udp' as const);

describe('representatives', () => {
  it('lie at both sides of every boundary', () => {
    const block = cidr('10.0.1.4/31');
    expect(addressRepresentatives('ipv4', [block]).map(({ value }) => value)).toEqual([
      0n,
      block.value - 1n,
      block.value,
      block.value + 1n,
      block.value + 2n,
      maxAddress('ipv4'),
    ]);
    expect(portRepresentatives([{ from: 22, to: 25 }])).toEqual([0, 21, 22, 25, 26, 65_535]);
    expect(portRepresentatives([{ from: 0, to: 65_535 }])).toEqual([0, 65_535]);
  });

  it('stand for whole pieces, and only where both ends of a piece agree', () => {
    const ports = portRepresentatives([{ from: 22, to: 25 }]);
    expect(rangesOf(ports, (candidate) => candidate >= 22 && candidate <= 25)).toEqual([{ from: 22, to: 25 }]);
    expect(rangesOf(ports, (candidate) => candidate < 22)).toEqual([{ from: 0, to: 21 }]);
    expect(rangesOf(ports, () => true)).toEqual([{ from: 0, to: 65_535 }]);
    expect(rangesOf(ports, () => false)).toEqual([]);
    expect(() => rangesOf(ports, (candidate) => candidate > 24)).toThrow('ports 22 and 25 differ');
  });
});

/** A packet from the same pools as the question, not restricted to representatives. */
const packet = (of: Question): fc.Arbitrary<Assignment> =>
  fc.record({
    protocol,
    source: addressIn(of.family),
    sourcePort: port,
    destinationPort: port,
    nodeAddresses: fc.tuple(...of.nodes.map(({ addresses }) => addressIn(addresses.family))).map((drawn) =>
      Object.fromEntries(
        of.nodes.flatMap(({ leg }, index) => {
          const at = drawn[index];
          return at === undefined ? [] : [[leg, at]];
        }),
      ),
    ),
    nodePorts: fc.record({ 1: port, 2: port }),
  });

const holds = (ranges: readonly PortRange[], candidate: number) =>
  ranges.some((range) => portInRange(range, candidate));

describe('brute force', () => {
  it('finds by its tables what trying every packet finds', () => {
    let tried = 0;
    fc.assert(
      fc.property(question, protocol, engineOptions, (asked, of, options) => {
        fc.pre(packetCount(asked, options) <= 10_000);
        tried += 1;
        expect(bruteForce(asked, of, options)).toEqual(bruteForceSlowly(asked, of, options));
      }),
      runs(150),
    );
    expect(tried).toBeGreaterThan(0);
  });

  it('knows the port of every packet that the evaluator lets through', () => {
    fc.assert(
      fc.property(
        question.chain((asked) =>
          fc.tuple(fc.constant(asked), fc.array(packet(asked), { minLength: 20, maxLength: 40 })),
        ),
        engineOptions,
        ([asked, packets], options) => {
          const exact = { tcp: bruteForce(asked, 'tcp', options), udp: bruteForce(asked, 'udp', options) };
          for (const candidate of packets) {
            const { verdict } = evaluate(asked, candidate, options);
            const { reachable, undecided } = exact[candidate.protocol];
            if (verdict === 'admitted') expect(holds(reachable, candidate.destinationPort)).toBe(true);
            if (verdict === 'undecided')
              expect(holds([...reachable, ...undecided], candidate.destinationPort)).toBe(true);
          }
        },
      ),
      runs(300),
    );
  });
});
