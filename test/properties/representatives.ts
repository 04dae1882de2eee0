/**
 * Values that stand for all others of a question.
 *
 * Why they suffice: every test that semantics.md makes on an address is "lies in block B", and every test on a port is
 * "lies in range R". Cut the address line at both ends of every block of the question, the port line at both ends of
 * every range: between two cuts no test changes its answer, so neither does any verdict, and one value from each piece
 * speaks for all of it. The variables of a packet (addresses, ports) are tested one at a time, never against each other,
 * so what holds for pieces of one line holds for the product of the pieces of all lines. Here each piece is represented
 * by its lowest and its highest value, so a mistake at either side of a boundary shows.
 */
import { type Hop, nodeSourcePorts, type Question } from '../../src/paths/path.js';
import { type Address, type Family, maxAddress } from '../../src/values/address.js';
import type { AddressSet } from '../../src/values/addressSet.js';
import { type Cidr, firstOf, lastOf } from '../../src/values/cidr.js';
import { allPorts, maxPort, type PortRange } from '../../src/values/ports.js';

const blocksOfSet = ({ include, exclude }: AddressSet): readonly Cidr[] => [...include, ...exclude];

const blocksOfHop = (hop: Hop): readonly Cidr[] => {
  switch (hop.kind) {
    case 'condition':
      return [];
    case 'routeTable':
      return (hop.table?.rows ?? []).map(({ destination }) => destination);
    case 'networkAcl':
      return (hop.acl?.[hop.aclDirection] ?? []).map(({ cidr }) => cidr);
    case 'securityGroups':
      return hop.rules.flatMap(({ remotes }) => (remotes === 'any' ? [] : remotes));
  }
};

const rangesOfHop = (hop: Hop): readonly PortRange[] => {
  switch (hop.kind) {
    case 'condition':
    case 'routeTable':
      return [];
    case 'networkAcl':
      return (hop.acl?.[hop.aclDirection] ?? []).map(({ ports }) => ports);
    case 'securityGroups':
      return hop.rules.map(({ ports }) => ports);
  }
};

/** Lowest and highest address of every piece that the blocks cut the addresses of a family into. Sorted. */
export const addressRepresentatives = (family: Family, blocks: readonly Cidr[]): readonly Address[] => {
  const highest = maxAddress(family);
  const values = new Set([0n, highest]);
  for (const block of blocks) {
    if (block.family !== family) continue;
    for (const value of [firstOf(block) - 1n, firstOf(block), lastOf(block), lastOf(block) + 1n]) {
      if (value >= 0n && value <= highest) values.add(value);
    }
  }
  return [...values].sort((a, b) => (a < b ? -1 : 1)).map((value) => ({ family, value }));
};

/** Lowest and highest port of every piece that the ranges cut 0-65535 into. Sorted. */
export const portRepresentatives = (ranges: readonly PortRange[]): readonly number[] => {
  const values = new Set([0, maxPort]);
  for (const { from, to } of ranges) {
    for (const value of [from - 1, from, to, to + 1]) if (value >= 0 && value <= maxPort) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
};

export interface Representatives {
  readonly addresses: Readonly<Record<Family, readonly Address[]>>;
  /** For every port variable. */
  readonly ports: readonly number[];
}

export const representativesOf = (question: Question, sourcePorts: PortRange): Representatives => {
  const { sources, nodes, destinationPorts, hops } = question;
  const blocks = [
    ...blocksOfSet(sources),
    ...nodes.flatMap(({ addresses }) => blocksOfSet(addresses)),
    ...hops.flatMap(blocksOfHop),
  ];
  return {
    addresses: { ipv4: addressRepresentatives('ipv4', blocks), ipv6: addressRepresentatives('ipv6', blocks) },
    ports: portRepresentatives([
      allPorts,
      destinationPorts,
      sourcePorts,
      nodeSourcePorts,
      ...hops.flatMap(rangesOfHop),
    ]),
  };
};

/**
 * The ports that the representatives for which `holds` is true stand for, as maximal, sorted, disjoint ranges.
 *
 * @throws Error where the two ends of one piece differ: then the representatives did not suffice
 */
export const rangesOf = (ports: readonly number[], holds: (port: number) => boolean): readonly PortRange[] => {
  const ranges: { from: number; to: number }[] = [];
  let piece: number | undefined;
  for (const [index, port] of ports.entries()) {
    const next = ports[index + 1];
    const value = holds(port);
    // A port that is not followed by its neighbour begins a piece that the next representative ends.
    if (next !== undefined && next > port + 1 && value !== holds(next)) {
      throw new Error(`ports ${port} and ${next} differ without a boundary between them`);
    }
    if (value) {
      const last = ranges.at(-1);
      if (last !== undefined && (last.to === port - 1 || piece === port)) last.to = port;
      else ranges.push({ from: port, to: port });
      piece = next;
    } else piece = undefined;
  }
  return ranges;
};
