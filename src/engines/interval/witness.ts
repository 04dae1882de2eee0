/** Packets that look natural, from what gets through. */
import type { Assignment, Question } from '../../paths/path.js';
import { type Address, type Family, parseAddress } from '../../values/address.js';
import type { PortRange } from '../../values/ports.js';
import type { Protocol } from '../../values/protocol.js';
import { intersect, type PortSet } from './portSet.js';
import type { AddressClass, Combination } from './solve.js';

const values = (...texts: readonly string[]): readonly bigint[] =>
  texts.flatMap((text) => parseAddress(text)?.value ?? []);

/** Well-known public addresses, which a reader recognises as "somebody on the internet". */
const familiar: Readonly<Record<Family, readonly bigint[]>> = {
  ipv4: values('8.8.8.8', '1.1.1.1', '93.184.216.34'),
  ipv6: values('2001:4860:4860::8888', '2606:4700:4700::1111'),
};

interface Choice {
  readonly value: bigint;
  /** Lower is more natural. */
  readonly rank: number;
}

/** The most natural address of a class: a familiar one, else the first usable of its widest stretch. */
const choose = ({ ranges }: AddressClass, family: Family): Choice => {
  for (const [rank, value] of familiar[family].entries()) {
    if (ranges.some(({ from, to }) => from <= value && value <= to)) return { value, rank };
  }
  const widest = ranges.reduce((a, b) => (b.to - b.from > a.to - a.from ? b : a));
  const size = widest.to - widest.from + 1n;
  // The first address of a block is its network's own; AWS keeps the first four of a subnet.
  const skip = size >= 16n ? 4n : size >= 4n ? 1n : 0n;
  return { value: widest.from + skip, rank: familiar[family].length };
};

/** First port of the ephemeral range that IANA suggests (RFC 6335). */
const ephemeral = 49_152;

const naturalPort = (ports: PortSet): number => {
  const atLeast = (least: number): number | undefined => {
    const range = ports.find(({ to }) => to >= least);
    return range === undefined ? undefined : Math.max(least, range.from);
  };
  return atLeast(ephemeral) ?? atLeast(1024) ?? ports[0]?.from ?? ephemeral;
};

/** A combination with the addresses chosen for it. */
export interface Candidate {
  readonly combination: Combination;
  readonly source: Choice;
}

/** The combinations, the most natural clients first. */
export const candidatesOf = ({ family }: Question, combinations: readonly Combination[]): readonly Candidate[] =>
  combinations
    .flatMap((combination): Candidate[] => {
      const client = combination.classes.get('client');
      return client === undefined ? [] : [{ combination, source: choose(client, family) }];
    })
    .sort(
      (a, b) =>
        a.source.rank - b.source.rank ||
        (a.source.value < b.source.value ? -1 : a.source.value > b.source.value ? 1 : 0),
    );

/** A packet to some port of a range; the range is covered by the candidates together. */
export const witnessIn = (
  range: PortRange,
  candidates: readonly Candidate[],
  question: Question,
  protocol: Protocol,
): Assignment => {
  for (const { combination, source } of candidates) {
    const [first] = intersect(combination.destinationPorts, [range]);
    if (first === undefined) continue;
    // Port 0 is reserved; where 1 will do as well, it looks less like a mistake.
    const destinationPort = first.from === 0 && first.to > 0 ? 1 : first.from;
    return assignmentOf(combination, source.value, destinationPort, question, protocol);
  }
  throw new Error(`no candidate reaches ${range.from}-${range.to}`);
};

const assignmentOf = (
  { classes, sourcePorts }: Combination,
  source: bigint,
  destinationPort: number,
  { family, nodes, hops }: Question,
  protocol: Protocol,
): Assignment => {
  const nodeAddress = (leg: number, set: Family): Address => {
    const found = classes.get(`node ${leg}`);
    if (found === undefined) throw new Error(`no address for the node on leg ${leg}`);
    return { family: set, value: choose(found, set).value };
  };
  const legs = new Set(
    hops.flatMap((hop) => [
      ...(hop.leg > 0 ? [hop.leg] : []),
      ...('port' in hop && hop.port.of === 'nodeSource' ? [hop.port.leg] : []),
    ]),
  );
  return {
    protocol,
    source: { family, value: source },
    sourcePort: naturalPort(sourcePorts.get('clientSource') ?? []),
    destinationPort,
    nodeAddresses: Object.fromEntries(nodes.map(({ leg, addresses }) => [leg, nodeAddress(leg, addresses.family)])),
    nodePorts: Object.fromEntries(
      [...legs].sort((a, b) => a - b).map((leg) => [leg, naturalPort(sourcePorts.get(`nodeSource ${leg}`) ?? [])]),
    ),
  };
};
