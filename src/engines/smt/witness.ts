import { nodePortLegs } from '../../../encodings/domain.js';
import {
  destinationPortName,
  nodeAddressName,
  nodePortName,
  sourceName,
  sourcePortName,
} from '../../../encodings/packet.js';
import { type AddressOperand, type Assignment, nodeSourcePorts, type Question } from '../../paths/path.js';
import { evaluate } from '../../terms/evaluate.js';
import { intersectRanges, type Range } from '../../terms/rangeSet.js';
import type { BooleanTerm } from '../../terms/term.js';
import type { Address } from '../../values/address.js';
import type { AddressSet } from '../../values/addressSet.js';
import type { PortRange } from '../../values/ports.js';
import type { Protocol } from '../../values/protocol.js';
import type { ReachableRange } from '../engine.js';
import { candidateAddresses } from './candidates.js';
import { type Client, naturalPort, type Values } from './client.js';
import { DisagreementError, portsOf } from './exactPorts.js';

export interface Asked {
  readonly question: Question;
  readonly protocol: Protocol;
  readonly sourcePorts: PortRange;
  readonly conjuncts: readonly BooleanTerm[];
}

/** The clients' ports as maximal ranges, each with a witness: the first client that reaches a port of the range. */
export const reachableRanges = (clients: readonly Client[], asked: Asked): readonly ReachableRange[] =>
  portsOf(clients).map((range) => ({ ...range, witness: witnessIn(range, clients, asked) }));

const witnessIn = (range: Range, clients: readonly Client[], asked: Asked): Assignment => {
  for (const { values, ports } of clients) {
    const [first] = intersectRanges(ports, [range]);
    if (first === undefined) continue;
    // Port 0 is reserved; where 1 will do as well, it looks less like a mistake.
    const port = first.from === 0 && first.to > 0 ? 1 : first.from;
    const environment = new Map([...values, [destinationPortName, BigInt(port)]]);
    if (!asked.conjuncts.every((term) => evaluate(term, environment))) break;
    return assignmentOf(environment, asked);
  }
  throw new DisagreementError(`no client reaches a port of ${range.from}-${range.to}`);
};

/** The packet that an environment stands for. Variables that no hop limits get a natural value. */
const assignmentOf = (environment: Values, { question, protocol, sourcePorts }: Asked): Assignment => {
  const { nodes, sources, hops } = question;
  const address = (name: string, operand: AddressOperand, set: AddressSet): Address => {
    const value = environment.get(name) ?? candidateAddresses(question, operand, set).next().value;
    if (typeof value !== 'bigint') throw new DisagreementError(`no address is possible for ${name}`);
    return { family: set.family, value };
  };
  const port = (name: string, range: PortRange): number => Number(environment.get(name) ?? naturalPort([range]));
  // Also for nodes whose source port no hop looks at: their packets have one all the same.
  const legs = new Set([...hops.map(({ leg }) => leg).filter((leg) => leg > 0), ...nodePortLegs(question)]);
  const nodeLegs = [...legs].sort((a, b) => a - b);
  return {
    protocol,
    source: address(sourceName, { of: 'client' }, sources),
    sourcePort: port(sourcePortName, sourcePorts),
    destinationPort: port(destinationPortName, question.destinationPorts),
    nodeAddresses: Object.fromEntries(
      nodes.map(({ leg, addresses }) => [leg, address(nodeAddressName(leg), { of: 'node', leg }, addresses)]),
    ),
    nodePorts: Object.fromEntries(nodeLegs.map((leg) => [leg, port(nodePortName(leg), nodeSourcePorts)])),
  };
};
