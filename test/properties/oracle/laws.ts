/** What the path builders owe: the oracle's verdict for every packet. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Path, Semantics } from '../../../src/paths/path.js';
import type { Protocol } from '../../../src/values/protocol.js';
import { address } from '../arbitraries/values.js';
import { pathsOf } from '../askedOf.js';
import type { AwsNetwork } from '../awsNetwork.js';
import { bruteForce } from '../bruteForce.js';
import { rangesOf, representativesOf } from '../representatives.js';
import { printable } from '../runs.js';
import { networkOf } from '../snapshotDirectory.js';
import { allApproaches, approachKey, approachOf, pathsByApproach, poolsOf, verdictOfPaths } from './compared.js';
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

const packetOf = (chosen: Pick, approach: Approach, paths: readonly Path[], aws: AwsNetwork): Packet => {
  const { addresses, ports } = poolsOf(aws);
  const [path] = paths;
  const family = chosen.found && path !== undefined ? at(paths, chosen.node).question.family : undefined;
  // A load balancer's target has one port.
  const destinationPorts =
    approach.loadBalancer !== undefined && path !== undefined
      ? paths.map(({ question }) => question.destinationPorts.from)
      : ports;
  return {
    protocol: chosen.protocol,
    source: at(addresses[family ?? (approach.address.includes(':') ? 'ipv6' : 'ipv4')], chosen.source),
    sourcePort: Math.max(at(ports, chosen.sourcePort), 1),
    destinationPort: at(chosen.found ? destinationPorts : ports, chosen.destinationPort),
    nodeAddresses: {
      0: at(nodeAddresses.ipv6, chosen.arrival),
      1: at(nodeAddresses.ipv4, chosen.node),
      2: at(nodeAddresses.ipv4, chosen.arrival),
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
  const withPaths: readonly Approach[] = [...found.values()].flatMap(([path]) =>
    path === undefined ? [] : [approachOf(path)],
  );
  const every = allApproaches(aws);
  return picks.map((chosen) => {
    const approach = at(chosen.found && withPaths.length > 0 ? withPaths : every, chosen.approach);
    const paths = found.get(approachKey(approach)) ?? [];
    const packet = packetOf(chosen, approach, paths, aws);
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
  const { include, exclude } = path.question.sources;
  // The path may be one of several of its approach: only its own sources count.
  const sources = addresses[path.family].filter((source) => inside(source, include) && !inside(source, exclude));
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

const inside = ({ value }: { readonly value: bigint }, blocks: Path['question']['sources']['include']): boolean =>
  blocks.some((block) => {
    const bits = BigInt((block.family === 'ipv4' ? 32 : 128) - block.length);
    return value >> bits === block.value >> bits;
  });
