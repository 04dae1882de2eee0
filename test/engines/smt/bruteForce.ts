import type { Assignment, Question, Semantics } from '../../../src/paths/path.js';
import type { PortRange } from '../../../src/values/ports.js';
import type { Protocol } from '../../../src/values/protocol.js';
import { representatives } from '../../encodings/arbitraries.js';
import { naivelyPasses } from '../../encodings/naive.js';

/**
 * The reachable ports by trying every combination of representatives, hop by hop where a hop looks at one address and
 * one port only, so that the combinations stay few.
 */
export const bruteForcePorts = (
  question: Question,
  protocol: Protocol,
  options: { readonly semantics: Semantics; readonly sourcePorts: PortRange; readonly mode: 'must' | 'may' },
): readonly PortRange[] => {
  const { addresses, ports } = representatives(question, options.sourcePorts);
  const [anyPort = 0] = ports;
  const [anyAddress] = addresses;
  if (anyAddress === undefined) throw new Error('no address at all');
  const passes = (hops: Question['hops'], packet: Partial<Assignment>, more: Partial<Question> = {}) =>
    naivelyPasses(
      { ...question, hops, destinationPorts: { from: 0, to: 65_535 }, ...more },
      {
        protocol,
        source: anyAddress,
        sourcePort: options.sourcePorts.from,
        destinationPort: anyPort,
        nodeAddresses: { 1: anyAddress },
        nodePorts: { 1: 1024 },
        ...packet,
      },
      options,
    );
  const everywhere = {
    family: question.family,
    include: [{ family: question.family, value: 0n, length: 0 }],
    exclude: [],
  };
  const free = { sources: everywhere, nodes: [{ leg: 1, addresses: everywhere }] };
  const looksAt = (of: string) => question.hops.filter((hop) => ('port' in hop ? hop.port.of : 'none') === of);
  const [none, source, node, destination, fixed] = ['none', 'clientSource', 'nodeSource', 'destination', 'fixed'].map(
    looksAt,
  );
  const found = new Set<number>();
  for (const client of addresses) {
    for (const nodeAddress of addresses) {
      const at = { source: client, nodeAddresses: { 1: nodeAddress } };
      if (!passes([...(none ?? []), ...(fixed ?? [])], at)) continue;
      if (!ports.some((sourcePort) => passes(source ?? [], { ...at, sourcePort }, free))) continue;
      if (!ports.some((nodePort) => passes(node ?? [], { ...at, nodePorts: { 1: nodePort } }, free))) continue;
      for (const destinationPort of ports) {
        if (found.has(destinationPort)) continue;
        const inRange = { ...free, destinationPorts: question.destinationPorts };
        if (passes(destination ?? [], { ...at, destinationPort }, inRange)) found.add(destinationPort);
      }
    }
  }
  // Between two neighbouring boundaries all ports are alike.
  const ranges: { from: number; to: number }[] = [];
  for (const [index, from] of ports.entries()) {
    if (!found.has(from)) continue;
    const to = (ports[index + 1] ?? 65_536) - 1;
    const last = ranges.at(-1);
    if (last !== undefined && last.to + 1 === from) last.to = to;
    else ranges.push({ from, to });
  }
  return ranges;
};
