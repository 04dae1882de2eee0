import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressMatch, addressSetMatch, prefixMatch } from '../../encodings/addressMatch.js';
import { firstMatch } from '../../encodings/firstMatch.js';
import { hopTerm } from '../../encodings/hop.js';
import { encodeNamed } from '../../encodings/named.js';
import { type Mode, packetOf } from '../../encodings/packet.js';
import { portMatch } from '../../encodings/portMatch.js';
import { encodeQuestion, hasGaps } from '../../encodings/question.js';
import type { Assignment, Question, Semantics } from '../../src/paths/path.js';
import { type Environment, evaluate } from '../../src/terms/evaluate.js';
import type { BooleanTerm } from '../../src/terms/term.js';
import { TermFactory } from '../../src/terms/termFactory.js';
import { type Cidr, parseCidr } from '../../src/values/cidr.js';
import { allPorts } from '../../src/values/ports.js';
import { family, hopOf, packetAt, question, sourcePortRange } from './arbitraries.js';
import { naivelyPasses } from './naive.js';

const environmentOf = (packet: Assignment): Environment =>
  new Map<string, bigint>([
    ['source', packet.source.value],
    ['sourcePort', BigInt(packet.sourcePort)],
    ['destinationPort', BigInt(packet.destinationPort)],
    ...Object.entries(packet.nodeAddresses).map(([leg, { value }]) => [`nodeAddress_${leg}`, value] as const),
    ...Object.entries(packet.nodePorts).map(([leg, port]) => [`nodePort_${leg}`, BigInt(port)] as const),
  ]);

const holds = (terms: readonly BooleanTerm[], packet: Assignment): boolean =>
  terms.every((term) => evaluate(term, environmentOf(packet)));

const mode = fc.constantFrom<Mode[]>('must', 'may');
const semantics = fc.constantFrom<Semantics[]>('two-way', 'one-way');
const protocol = fc.constantFrom('tcp' as const, 'udp' as const);
const pick = fc.nat(1000);
const picks = fc.tuple(pick, pick, pick, pick, pick);
const packets = fc.array(picks, { minLength: 20, maxLength: 20 });

const cidr = (text: string): Cidr => {
  const parsed = parseCidr(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
};

describe('the encoding of a hop', () => {
  it('admits the packets that the rules of AWS admit, taken naively', () => {
    const everywhere = (of: Question['family']) => ({
      family: of,
      include: [{ family: of, value: 0n, length: 0 }],
      exclude: [],
    });
    fc.assert(
      fc.property(
        family.chain((of) => fc.tuple(fc.constant(of), hopOf(of))),
        mode,
        protocol,
        packets,
        ([of, hop], meaning, carried, tries) => {
          const asked: Question = {
            family: of,
            protocols: ['tcp', 'udp'],
            sources: everywhere(of),
            destinationPorts: allPorts,
            nodes: [{ leg: 1, addresses: everywhere(of) }],
            hops: [hop],
          };
          const factory = new TermFactory();
          const packet = packetOf(factory, asked, { protocol: carried, sourcePorts: allPorts, mode: meaning });
          const term = hopTerm(packet, hop);
          for (const chosen of tries) {
            const at = packetAt(asked, allPorts, chosen, carried);
            const { 1: nodePort = 0 } = at.nodePorts;
            if (nodePort < 1024) continue;
            const expected = naivelyPasses(asked, at, { semantics: 'two-way', sourcePorts: allPorts, mode: meaning });
            expect(evaluate(term, environmentOf(at))).toBe(expected);
          }
        },
      ),
      { numRuns: 1500, seed: 42 },
    );
  });
});

describe('the encoding of a question', () => {
  it('holds for exactly the packets that get through, taken naively', () => {
    fc.assert(
      fc.property(
        question,
        semantics,
        sourcePortRange,
        mode,
        protocol,
        packets,
        (asked, meaning, ports, counts, carried, tries) => {
          const options = { semantics: meaning, sourcePorts: ports };
          const terms = encodeQuestion(new TermFactory(), asked, carried, options, counts);
          for (const chosen of tries) {
            const at = packetAt(asked, ports, chosen, carried);
            const expected = naivelyPasses(asked, at, { ...options, mode: counts });
            // The port of a node that no hop looks at is not in the formula: any will do.
            const { 1: nodePort = 0 } = at.nodePorts;
            if (nodePort >= 1024) expect(holds(terms, at)).toBe(expected);
          }
        },
      ),
      { numRuns: 1500, seed: 42 },
    );
  });

  it('says the same in assertions named after elements', () => {
    fc.assert(
      fc.property(
        question,
        semantics,
        sourcePortRange,
        mode,
        protocol,
        packets,
        (asked, meaning, ports, counts, carried, tries) => {
          const options = { semantics: meaning, sourcePorts: ports };
          const factory = new TermFactory();
          const compact = encodeQuestion(factory, asked, carried, options, counts);
          const named = encodeNamed(factory, asked, carried, options, counts);
          expect(new Set(named.map(({ name }) => name)).size).toBe(named.length);
          for (const chosen of tries) {
            const at = packetAt(asked, ports, chosen, carried);
            const said = named.map(({ term }) => term);
            expect(holds(said, at)).toBe(holds(compact, at));
          }
        },
      ),
      { numRuns: 1500, seed: 42 },
    );
  });

  it('admits in `may` whatever it admits in `must`, and the same without gaps', () => {
    fc.assert(
      fc.property(question, semantics, sourcePortRange, protocol, packets, (asked, meaning, ports, carried, tries) => {
        const options = { semantics: meaning, sourcePorts: ports };
        const factory = new TermFactory();
        const must = encodeQuestion(factory, asked, carried, options, 'must');
        const may = encodeQuestion(factory, asked, carried, options, 'may');
        if (!hasGaps(asked, meaning)) expect(must).toEqual(may);
        for (const chosen of tries) {
          const at = packetAt(asked, ports, chosen, carried);
          if (holds(must, at)) expect(holds(may, at)).toBe(true);
        }
      }),
      { numRuns: 500, seed: 42 },
    );
  });

  it('is false for a protocol that the way does not carry', () => {
    const factory = new TermFactory();
    const asked: Question = {
      family: 'ipv4',
      protocols: ['tcp'],
      sources: { family: 'ipv4', include: [cidr('0.0.0.0/0')], exclude: [] },
      destinationPorts: allPorts,
      nodes: [],
      hops: [],
    };
    const options = { semantics: 'two-way' as const, sourcePorts: allPorts };
    expect(encodeQuestion(factory, asked, 'udp', options, 'may')).toEqual([factory.false]);
    expect(encodeQuestion(factory, asked, 'tcp', options, 'may')).toEqual([]);
  });
});

describe('address and port matches', () => {
  const factory = new TermFactory();
  const source = factory.variable('source', 32);
  const within = { family: 'ipv4' as const, include: [cidr('8.0.0.0/8')], exclude: [cidr('8.8.0.0/16')] };
  const client = { kind: 'variable' as const, term: source, within };

  it('compare prefixes', () => {
    const first = factory.constant(8, 8n);
    expect(prefixMatch(factory, source, cidr('8.0.0.0/8'))).toBe(factory.equal(factory.extract(31, 24, source), first));
    expect(prefixMatch(factory, source, cidr('0.0.0.0/0'))).toBe(factory.true);
  });

  it('leave out what the possible addresses decide', () => {
    expect(addressMatch(factory, client, cidr('9.0.0.0/8'))).toBe(factory.false);
    expect(addressMatch(factory, client, cidr('8.8.8.0/24'))).toBe(factory.false);
    expect(addressMatch(factory, client, cidr('0.0.0.0/0'))).toBe(factory.true);
    expect(addressMatch(factory, client, cidr('8.0.0.0/7'))).toBe(factory.true);
    expect(addressMatch(factory, client, cidr('::/0'))).toBe(factory.false);
    expect(addressMatch(factory, client, cidr('8.9.0.0/16'))).toBe(prefixMatch(factory, source, cidr('8.9.0.0/16')));
  });

  it('leave out excluded blocks that no included one meets', () => {
    const set = { ...within, exclude: [...within.exclude, cidr('10.0.0.0/8')] };
    expect(addressSetMatch(factory, source, set)).toBe(addressSetMatch(factory, source, within));
  });

  it('leave out port bounds that the limits imply', () => {
    const port = { term: factory.variable('port', 16), within: { from: 1024, to: 65_535 } };
    const constant = (value: number) => factory.constant(16, BigInt(value));
    expect(portMatch(factory, port, { from: 0, to: 1023 })).toBe(factory.false);
    expect(portMatch(factory, port, { from: 1, to: 65_535 })).toBe(factory.true);
    expect(portMatch(factory, port, { from: 80, to: 2000 })).toBe(factory.atMost(port.term, constant(2000)));
    expect(portMatch(factory, port, { from: 2000, to: 2000 })).toBe(factory.equal(port.term, constant(2000)));
  });
});

describe('first match', () => {
  it('lets the first matching item decide, for every combination of matches', () => {
    const factory = new TermFactory();
    const matches = ['a', 'b', 'c', 'd'].map((name) => factory.booleanVariable(name));
    for (let verdicts = 0; verdicts < 16; verdicts += 1) {
      const items = matches.map((match, index) => ({ match, admits: ((verdicts >> index) & 1) === 1 }));
      const term = firstMatch(factory, items);
      for (let values = 0; values < 16; values += 1) {
        const environment = new Map(matches.map(({ name }, index) => [name, ((values >> index) & 1) === 1]));
        const decider = items.find(({ match }) => environment.get(match.name) === true);
        expect(evaluate(term, environment)).toBe(decider?.admits ?? false);
      }
    }
  });
});
