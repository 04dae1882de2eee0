/**
 * The exact answer to a question by trying every packet that matters (see representatives.ts), judged by the packet
 * evaluator alone.
 *
 * A hop looks at one address and at one port at most, and a packet's verdict is the conjunction of those of its hops. So
 * the evaluator is asked once for each hop and each pair of values that the hop looks at, and the answers are combined:
 * for each address variable and each of its values, the ports of each port variable that all hops looking at this address
 * leave open; a packet passes when it picks, for each port variable, a port that every address leaves open.
 * `bruteForceSlowly` below does without this shortcut; a property compares the two.
 */
import type { EngineOptions } from '../../src/engines/engine.js';
import { evaluate } from '../../src/engines/evaluator/evaluate.js';
import { evaluateHop } from '../../src/engines/evaluator/hop.js';
import { type Assignment, type Hop, nodeSourcePorts, type Question } from '../../src/paths/path.js';
import type { Address } from '../../src/values/address.js';
import { addressSetContains } from '../../src/values/addressSet.js';
import { type PortRange, portInRange } from '../../src/values/ports.js';
import type { Protocol } from '../../src/values/protocol.js';
import { type Representatives, rangesOf, representativesOf } from './representatives.js';

export interface ExactPorts {
  readonly reachable: readonly PortRange[];
  /** Not reachable, and not certainly unreachable. */
  readonly undecided: readonly PortRange[];
}

/** A variable of a packet, written as the operand of a hop that looks at it. */
const addressVariable = (hop: Hop): string => {
  const operand = hop.kind === 'routeTable' ? hop.destination : hop.kind === 'condition' ? undefined : hop.remote;
  return operand?.of === 'client' ? 'client' : operand?.of === 'node' ? `node ${operand.leg}` : 'none';
};
const portVariable = (hop: Hop): string => {
  const operand = hop.kind === 'condition' || hop.kind === 'routeTable' ? undefined : hop.port;
  if (operand === undefined || operand.of === 'fixed') return 'none';
  return operand.of === 'nodeSource' ? `node ${operand.leg}` : operand.of;
};

/** Node source ports that some hop looks at, by leg. */
const nodePortLegs = (question: Question): readonly number[] => [
  ...new Set(
    question.hops.flatMap((hop) =>
      hop.kind !== 'condition' && hop.kind !== 'routeTable' && hop.port.of === 'nodeSource' ? [hop.port.leg] : [],
    ),
  ),
];

const counting = (question: Question, { semantics }: EngineOptions): readonly Hop[] =>
  question.hops.filter(({ direction }) => direction === 'request' || semantics === 'two-way');

/** One bit for each representative port. */
type Mask = bigint;

/** For each port variable, the ports left open: certainly (`must`) and perhaps (`may`). */
type Open = ReadonlyMap<string, { readonly must: Mask; readonly may: Mask }>;

const meet = (a: Open, b: Open): Open =>
  new Map(
    [...a].map(([variable, { must, may }]) => {
      const other = b.get(variable);
      if (other === undefined) throw new Error(`no ports for ${variable}`);
      return [variable, { must: must & other.must, may: may & other.may }];
    }),
  );

const keyOf = (open: Open): string => [...open.values()].map(({ must, may }) => `${must},${may}`).join(' ');

class Table {
  readonly #protocol: Protocol;
  readonly #ports: readonly number[];
  readonly #all: Mask;
  readonly #variables: readonly string[];

  constructor(protocol: Protocol, ports: readonly number[], variables: readonly string[]) {
    this.#protocol = protocol;
    this.#ports = ports;
    this.#all = (1n << BigInt(ports.length)) - 1n;
    this.#variables = variables;
  }

  get everything(): Open {
    return new Map(this.#variables.map((variable) => [variable, { must: this.#all, may: this.#all }]));
  }

  /** What the hops leave open when the address variable that they look at has this value. */
  open(hops: readonly Hop[], address: Address): Open {
    let open = this.everything;
    for (const hop of hops) {
      const variable = portVariable(hop);
      const masks = this.#masks(hop, address, variable === 'none');
      open = meet(open, new Map([...this.everything, [variable, masks]]));
    }
    return open;
  }

  #masks(hop: Hop, address: Address, once: boolean): { must: Mask; may: Mask } {
    let must = 0n;
    let may = 0n;
    for (const [index, port] of (once ? this.#ports.slice(0, 1) : this.#ports).entries()) {
      const { verdict } = evaluateHop(hop, {
        protocol: this.#protocol,
        source: address,
        sourcePort: port,
        destinationPort: port,
        nodeAddresses: { 0: address, 1: address, 2: address },
        nodePorts: { 1: port, 2: port },
      });
      const bit = once ? this.#all : 1n << BigInt(index);
      if (verdict === 'admitted') must |= bit;
      if (verdict !== 'refused') may |= bit;
    }
    return { must, may };
  }
}

/** The exact answer for one protocol. */
export const bruteForce = (question: Question, protocol: Protocol, options: EngineOptions): ExactPorts => {
  if (!question.protocols.includes(protocol)) return { reachable: [], undecided: [] };
  const { addresses, ports } = representativesOf(question, options.sourcePorts);
  const portRangeOf = new Map<string, PortRange>([
    ['none', { from: 0, to: 65_535 }],
    ['destination', question.destinationPorts],
    ['clientSource', options.sourcePorts],
    ...nodePortLegs(question).map((leg) => [`node ${leg}`, nodeSourcePorts] as const),
  ]);
  const allowed: Open = new Map(
    [...portRangeOf].map(([variable, range]) => {
      const mask = ports.reduce(
        (bits, port, index) => (portInRange(range, port) ? bits | (1n << BigInt(index)) : bits),
        0n,
      );
      return [variable, { must: mask, may: mask }];
    }),
  );
  const table = new Table(protocol, ports, [...portRangeOf.keys()]);
  const hops = counting(question, options);
  // The address is not looked at where the variable is `none`.
  const domains: (readonly [string, readonly Address[]])[] = [
    ['none', addresses[question.family].slice(0, 1)],
    ['client', addresses[question.family].filter((address) => addressSetContains(question.sources, address))],
    ...question.nodes.map(
      ({ leg, addresses: set }) =>
        [`node ${leg}`, addresses[set.family].filter((address) => addressSetContains(set, address))] as const,
    ),
  ];
  let combinations = new Map([[keyOf(allowed), allowed]]);
  for (const [variable, values] of domains) {
    const looking = hops.filter((hop) => addressVariable(hop) === variable);
    const distinct = new Map<string, Open>();
    for (const value of values) {
      const open = table.open(looking, value);
      distinct.set(keyOf(open), open);
    }
    const next = new Map<string, Open>();
    for (const combination of combinations.values()) {
      for (const open of distinct.values()) {
        const both = meet(combination, open);
        next.set(keyOf(both), both);
      }
    }
    combinations = next;
  }
  let must = 0n;
  let may = 0n;
  for (const open of combinations.values()) {
    const others = [...open].filter(([variable]) => variable !== 'destination').map(([, masks]) => masks);
    const destination = open.get('destination') ?? { must: 0n, may: 0n };
    if (others.every((masks) => masks.must !== 0n)) must |= destination.must;
    if (others.every((masks) => masks.may !== 0n)) may |= destination.may;
  }
  const bit = (mask: Mask) => (port: number) => ((mask >> BigInt(ports.indexOf(port))) & 1n) === 1n;
  return { reachable: rangesOf(ports, bit(must)), undecided: rangesOf(ports, bit(may & ~must)) };
};

/** Every packet of the representatives, for a question with few of them. */
function* packetsOf(
  question: Question,
  protocol: Protocol,
  { addresses, ports }: Representatives,
): Generator<Assignment> {
  const legs = nodePortLegs(question);
  const nodeAddresses = (index: number): readonly Record<number, Address>[] => {
    const node = question.nodes[index];
    if (node === undefined) return [{}];
    return nodeAddresses(index + 1).flatMap((rest) =>
      addresses[node.addresses.family].map((address) => ({ ...rest, [node.leg]: address })),
    );
  };
  const nodePorts = (index: number): readonly Record<number, number>[] => {
    const leg = legs[index];
    if (leg === undefined) return [{}];
    return nodePorts(index + 1).flatMap((rest) => ports.map((port) => ({ ...rest, [leg]: port })));
  };
  for (const source of addresses[question.family]) {
    for (const nodesAt of nodeAddresses(0)) {
      for (const sendingFrom of nodePorts(0)) {
        for (const sourcePort of ports) {
          for (const destinationPort of ports) {
            yield { protocol, source, sourcePort, destinationPort, nodeAddresses: nodesAt, nodePorts: sendingFrom };
          }
        }
      }
    }
  }
}

/** How many packets `bruteForceSlowly` would try. */
export const packetCount = (question: Question, options: EngineOptions): number => {
  const { addresses, ports } = representativesOf(question, options.sourcePorts);
  return (
    addresses[question.family].length *
    question.nodes.reduce((product, node) => product * addresses[node.addresses.family].length, 1) *
    ports.length ** (2 + nodePortLegs(question).length)
  );
};

/** As `bruteForce`, packet by packet. */
export const bruteForceSlowly = (question: Question, protocol: Protocol, options: EngineOptions): ExactPorts => {
  const representatives = representativesOf(question, options.sourcePorts);
  const must = new Set<number>();
  const may = new Set<number>();
  for (const packet of packetsOf(question, protocol, representatives)) {
    const { verdict } = evaluate(question, packet, options);
    if (verdict === 'admitted') must.add(packet.destinationPort);
    if (verdict !== 'refused') may.add(packet.destinationPort);
  }
  const { ports } = representatives;
  return {
    reachable: rangesOf(ports, (port) => must.has(port)),
    undecided: rangesOf(ports, (port) => may.has(port) && !must.has(port)),
  };
};
