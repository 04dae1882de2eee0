/**
 * The values that a packet's variables may have:
 *
 *     source in the question's sources
 *     sourcePort in the source ports of the run
 *     destinationPort in the question's destination ports
 *     nodeAddress_k in the addresses of leg k's node, nodePort_k in 1024-65535
 *
 * semantics.md sections 3-5 list the sources of each route, section 6 the nodes of load balancers, section 1 the ports.
 */
import type { Question } from '../src/paths/path.js';
import { nodeSourcePorts } from '../src/paths/path.js';
import type { BitVectorTerm, BooleanTerm } from '../src/terms/term.js';
import type { TermFactory } from '../src/terms/termFactory.js';
import { addressWidth } from '../src/values/address.js';
import { allPorts, type PortRange } from '../src/values/ports.js';
import { addressSetMatch } from './addressMatch.js';
import { destinationPortName, nodeAddressName, nodePortName, portWidth, sourceName, sourcePortName } from './packet.js';
import { portMatch } from './portMatch.js';

/** One limit, and what it says in words. */
export interface DomainLimit {
  readonly name: string;
  readonly element: string;
  readonly term: BooleanTerm;
}

/** Legs whose source port a load balancer node chooses. */
export const nodePortLegs = ({ hops }: Pick<Question, 'hops'>): readonly number[] => {
  const legs = new Set<number>();
  for (const hop of hops) if ('port' in hop && hop.port.of === 'nodeSource') legs.add(hop.port.leg);
  return [...legs].sort((a, b) => a - b);
};

export const domain = (factory: TermFactory, question: Question, sourcePorts: PortRange): readonly DomainLimit[] => {
  const width = addressWidth(question.family);
  const ports = (term: BitVectorTerm, range: PortRange) => portMatch(factory, { term, within: allPorts }, range);
  return [
    {
      name: 'sources',
      element: 'the client is at one of the addresses that the route allows',
      term: addressSetMatch(factory, factory.variable(sourceName, width), question.sources),
    },
    {
      name: 'source_ports',
      element: `the client sends from a port of ${sourcePorts.from}-${sourcePorts.to}`,
      term: ports(factory.variable(sourcePortName, portWidth), sourcePorts),
    },
    {
      name: 'destination_ports',
      element: `the destination port is one of ${question.destinationPorts.from}-${question.destinationPorts.to}`,
      term: ports(factory.variable(destinationPortName, portWidth), question.destinationPorts),
    },
    ...question.nodes.map(({ leg, addresses }) => ({
      name: `node_${leg}_addresses`,
      element: `the load balancer node of leg ${leg} has one of its possible addresses`,
      term: addressSetMatch(factory, factory.variable(nodeAddressName(leg), addressWidth(addresses.family)), addresses),
    })),
    ...nodePortLegs(question).map((leg) => ({
      name: `node_${leg}_ports`,
      element: `the load balancer node of leg ${leg} sends from a port of ${nodeSourcePorts.from}-${nodeSourcePorts.to}`,
      term: ports(factory.variable(nodePortName(leg), portWidth), nodeSourcePorts),
    })),
  ];
};
