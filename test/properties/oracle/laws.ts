/** What the path builders owe: the oracle's verdict for every packet. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Path, Semantics } from '../../../src/paths/path.js';
import { addressSetContains } from '../../../src/values/addressSet.js';
import { allPorts } from '../../../src/values/ports.js';
import type { Protocol } from '../../../src/values/protocol.js';
import { address } from '../arbitraries/values.js';
import { pathsOf } from '../askedOf.js';
import type { AwsNetwork } from '../awsNetwork.js';
import { bruteForce } from '../bruteForce.js';
import { rangesOf, representativesOf } from '../representatives.js';
import { printable } from '../runs.js';
import { networkOf } from '../snapshotDirectory.js';
import {
  allApproaches,
  approachKey,
  approachOf,
  type Pools,
  pathsByApproach,
  poolsOf,
  verdictOfPaths,
} from './compared.js';
import { type Approach, oracle, type Packet } from './oracle.js';

const sourcePorts = { from: 1, to: 65_535 };

/** Indices into whatever a network has to offer. */
export const pick = fc.record({
  approach: fc.nat(),
  found: fc.boolean(),
  protocol: fc.constantFrom('tcp' as const, 'udp' as const),
  source: fc.nat(),
  sourcePort: fc.nat(),
  destinationPort: fc.nat(),
  node: fc.nat(),
  arrival: fc.nat(),
  nodePort: fc.nat(),
});
export type Pick = typeof pick extends fc.Arbitrary<infer T> ? T : never;

/** Addresses of load balancer nodes: some that nodes have, some at the ends of their subnets. */
const nodeAddresses = {
  ipv4: ['10.0.1.60', '10.0.2.60', '10.0.3.60', '10.0.1.5', '10.0.1.0', '10.0.2.255', '10.0.3.1'].map(address),
  ipv6: ['2001:db8:a:1::60', '2001:db8:a:2::60', '2001:db8:a:1::5'].map(address),
};

const at = <T>(list: readonly T[], index: number): T => {
  const value = list[index % list.length];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
};

/** A packet from anywhere to any port, or (`found`) one that a path of the approach could be about. */
const packetOf = (chosen: Pick, approach: Approach, paths: readonly Path[], { addresses, ports }: Pools): Packet => {
  const question = chosen.found && paths.length > 0 ? at(paths, chosen.node).question : undefined;
  const family = question?.family ?? (approach.address.includes(':') ? 'ipv6' : 'ipv4');
  const likely = addresses[family].filter((one) => question === undefined || addressSetContains(question.sources, one));
  // A load balancer's target has one port.
  const { from, to } = question?.destinationPorts ?? allPorts;
  const nodes = question?.nodes.map(({ leg, addresses: set }) => {
    const inside = nodeAddresses[set.family].filter((one) => addressSetContains(set, one));
    return [leg, at(inside.length > 0 ? inside : nodeAddresses[set.family], chosen.arrival)] as const;
  });
  return {
    protocol: chosen.protocol,
    source: at(likely.length > 0 ? likely : addresses[family], chosen.source),
    sourcePort: Math.max(at(ports, chosen.sourcePort), 1),
    destinationPort: from === to ? from : at(ports, chosen.destinationPort),
    nodeAddresses: {
      0: at(nodeAddresses.ipv6, chosen.arrival),
      1: at(nodeAddresses.ipv4, chosen.node),
      2: at(nodeAddresses.ipv4, chosen.arrival),
      ...Object.fromEntries(nodes ?? []),
    },
    nodePorts: { 1: Math.max(at(ports, chosen.nodePort), 1024), 2: 50_000 },
  };
};

const wayOf = ({ route, loadBalancer }: Approach): string =>
  [route, ...(loadBalancer?.id.match(/app|net|old/) ?? [])].join(' ');

/**
 * Compares verdicts for packets on ways with paths and on ways without.
 *
 * @returns for each packet, its kind of way and its verdict
 */
export const expectAgreement = (aws: AwsNetwork, picks: readonly Pick[], semantics: Semantics): readonly string[] => {
  const options = { semantics, sourcePorts };
  const found = pathsByApproach(pathsOf(networkOf(aws), semantics));
  const withPaths = new Map<string, Approach[]>();
  for (const [path] of found.values()) {
    if (path === undefined) continue;
    const approach = approachOf(path);
    withPaths.set(wayOf(approach), [...(withPaths.get(wayOf(approach)) ?? []), approach]);
  }
  const ways = [...withPaths.values()];
  const every = allApproaches(aws);
  const pools = poolsOf(aws);
  return picks.map((chosen) => {
    // Every kind of way as often as any other.
    const approach = at(chosen.found && ways.length > 0 ? at(ways, chosen.arrival) : every, chosen.approach);
    const paths = found.get(approachKey(approach)) ?? [];
    const packet = packetOf(chosen, approach, paths, pools);
    const verdict = oracle(aws, approach, packet, semantics);
    const where = `${approachKey(approach)} by ${paths.length} paths, packet ${printable(packet)}`;
    expect(verdictOfPaths(paths, packet, options), where).toBe(verdict);
    return `${wayOf(approach)} ${verdict}`;
  });
};

/**
 * Compares the port sets of one path straight to an interface: those that brute force finds with the evaluator, and those
 * that the oracle leaves open over the same representatives.
 */
export const expectEqualPorts = (aws: AwsNetwork, which: number, protocol: Protocol, semantics: Semantics): void => {
  const options = { semantics, sourcePorts };
  const straight = pathsOf(networkOf(aws), semantics).filter(({ loadBalancer }) => loadBalancer === undefined);
  if (straight.length === 0) return;
  const path = at(straight, which);
  const approach = approachOf(path);
  const { addresses, ports } = representativesOf(path.question, sourcePorts);
  // The path may be one of several of its approach: only its own sources count.
  const sources = addresses[path.family].filter((source) => addressSetContains(path.question.sources, source));
  const from = ports.filter((port) => port >= sourcePorts.from);
  const best = new Map(
    ports.map((destinationPort) => {
      let undecided = false;
      for (const source of sources) {
        for (const sourcePort of from) {
          const packet = { protocol, source, sourcePort, destinationPort, nodeAddresses: {}, nodePorts: {} };
          const verdict = oracle(aws, approach, packet, semantics);
          if (verdict === 'admitted') return [destinationPort, verdict] as const;
          undecided ||= verdict === 'undecided';
        }
      }
      return [destinationPort, undecided ? 'undecided' : 'refused'] as const;
    }),
  );
  expect(bruteForce(path.question, protocol, options), approachKey(approach)).toEqual({
    reachable: rangesOf(ports, (port) => best.get(port) === 'admitted'),
    undecided: rangesOf(ports, (port) => best.get(port) === 'undecided'),
  });
};
