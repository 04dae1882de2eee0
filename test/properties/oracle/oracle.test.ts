import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EngineOptions } from '../../../src/engines/engine.js';
import { network } from '../arbitraries/network/network.js';
import { address } from '../arbitraries/values.js';
import { pathsOf } from '../askedOf.js';
import type { AwsNetwork } from '../awsNetwork.js';
import { printable, runs } from '../runs.js';
import { networkOf, reportingNetwork } from '../snapshotDirectory.js';
import { allApproaches, approachKey, approachOf, pathsByApproach, poolsOf, verdictOfPaths } from './compared.js';
import { type Approach, oracle, type Packet } from './oracle.js';

const allSourcePorts = { from: 1, to: 65_535 };

/** Indices into whatever a network has to offer. */
const pick = fc.record({
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
type Pick = typeof pick extends fc.Arbitrary<infer T> ? T : never;

const nodeAddresses = {
  ipv4: ['10.0.1.60', '10.0.2.60', '10.0.3.60', '10.0.1.5', '10.0.1.0', '10.0.2.255', '10.0.3.1'].map(address),
  ipv6: ['2001:db8:a:1::60', '2001:db8:a:2::60', '2001:db8:a:1::5'].map(address),
};

const at = <T>(list: readonly T[], index: number): T => {
  const value = list[index % list.length];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
};

const expectAgreement = (aws: AwsNetwork, picks: readonly Pick[], semantics: EngineOptions['semantics']): void => {
  const options = { semantics, sourcePorts: allSourcePorts };
  const found = pathsByApproach(pathsOf(networkOf(aws), semantics));
  const withPaths: readonly Approach[] = [...found.values()].flatMap(([path]) =>
    path === undefined ? [] : [approachOf(path)],
  );
  const every = allApproaches(aws);
  const { addresses, ports } = poolsOf(aws);
  for (const chosen of picks) {
    const approach = at(chosen.found && withPaths.length > 0 ? withPaths : every, chosen.approach);
    const family = approach.address.includes(':') ? 'ipv6' : 'ipv4';
    const packet: Packet = {
      protocol: chosen.protocol,
      source: at(addresses[family], chosen.source),
      sourcePort: Math.max(at(ports, chosen.sourcePort), 1),
      destinationPort: at(ports, chosen.destinationPort),
      nodeAddresses: {
        0: at(nodeAddresses.ipv6, chosen.arrival),
        1: at(nodeAddresses.ipv4, chosen.node),
        2: at(nodeAddresses.ipv4, chosen.arrival),
      },
      nodePorts: { 1: Math.max(at(ports, chosen.nodePort), 1024), 2: 50_000 },
    };
    const paths = found.get(approachKey(approach)) ?? [];
    const where = `${approachKey(approach)} by ${paths.length} paths, packet ${printable(packet)}`;
    expect(verdictOfPaths(paths, packet, options), where).toBe(oracle(aws, approach, packet, semantics));
  }
};

describe('the path builders', () => {
  it.each(['internet', 'everything'] as const)(
    'make of every packet what the oracle makes of it (%s)',
    async (extent) => {
      await fc.assert(
        fc.asyncProperty(
          network(extent),
          fc.array(pick, { minLength: 100, maxLength: 200, size: 'max' }),
          fc.constantFrom('two-way' as const, 'one-way' as const),
          (aws, picks, semantics) => reportingNetwork(aws, () => expectAgreement(aws, picks, semantics)),
        ),
        runs(300),
      );
    },
  );
});
