import { evaluate } from '../../src/engines/evaluator/evaluate.js';
import type { Network } from '../../src/network/network.js';
import type { Assignment, Path, Route, Semantics } from '../../src/paths/path.js';
import { pathsTo } from '../../src/paths/pathsTo.js';
import { type Address, parseAddress } from '../../src/values/address.js';
import type { Protocol } from '../../src/values/protocol.js';

export const address = (text: string): Address => {
  const parsed = parseAddress(text);
  if (parsed === undefined) throw new Error(`${text} is no address`);
  return parsed;
};

export interface Asked {
  readonly to: string;
  readonly route: Route;
  readonly from: string;
  readonly port: number;
  readonly protocol?: Protocol;
  readonly sourcePort?: number;
  readonly semantics?: Semantics;
  /** Source port of a load balancer node on every leg, and address of a node that the snapshot does not hold. */
  readonly nodePort?: number;
  readonly nodeAddress?: string;
}

export const paths = (
  network: Network,
  to: string,
  route: Route,
  semantics: Semantics = 'two-way',
): readonly Path[] => {
  const networkInterface = network.networkInterfaces.find(({ id }) => id === to);
  if (networkInterface === undefined) throw new Error(`no interface ${to}`);
  return pathsTo(network, networkInterface, { routes: [route], semantics });
};

/** What becomes of one packet, over all paths: the best of their verdicts. */
export const verdict = (network: Network, asked: Asked): 'admitted' | 'undecided' | 'refused' => {
  const { to, route, from, port, protocol = 'tcp', sourcePort = 50_000, semantics = 'two-way' } = asked;
  const source = address(from);
  const node = asked.nodeAddress === undefined ? undefined : address(asked.nodeAddress);
  const nodePort = asked.nodePort ?? 40_000;
  const assignment: Assignment = {
    protocol,
    source,
    sourcePort,
    destinationPort: port,
    nodeAddresses: node === undefined ? {} : { 0: node, 1: node, 2: node },
    nodePorts: { 1: nodePort, 2: nodePort },
  };
  const verdicts = paths(network, to, route, semantics)
    .filter(({ question }) => question.family === source.family)
    .map(({ question }) => evaluate(question, assignment, { semantics, sourcePorts: { from: 1, to: 65_535 } }).verdict);
  if (verdicts.includes('admitted')) return 'admitted';
  return verdicts.includes('undecided') ? 'undecided' : 'refused';
};
