/**
 * Decides one concrete packet on one path, straight from the model: the judge of the other engines. To be read beside
 * semantics.md; nothing here is clever.
 */
import { type Assignment, type Hop, nodeSourcePorts, type Question } from '../../paths/path.js';
import { addressSetContains } from '../../values/addressSet.js';
import { portInRange } from '../../values/ports.js';
import type { EngineOptions } from '../engine.js';
import type { Evaluation, HopEvaluation, Obstacle, Verdict } from './evaluation.js';
import { evaluateNetworkAcl } from './networkAcl.js';
import { evaluateRouteTable } from './routeTable.js';
import { evaluateSecurityGroups } from './securityGroups.js';

const evaluateHop = (hop: Hop, assignment: Assignment): HopEvaluation => {
  switch (hop.kind) {
    case 'condition': {
      const verdict: Verdict = hop.holds === 'unknown' ? 'undecided' : hop.holds ? 'admitted' : 'refused';
      return { kind: 'condition', hop, verdict, gaps: hop.gap === undefined ? [] : [hop.gap] };
    }
    case 'routeTable':
      return evaluateRouteTable(hop, assignment);
    case 'networkAcl':
      return evaluateNetworkAcl(hop, assignment);
    case 'securityGroups':
      return evaluateSecurityGroups(hop, assignment);
  }
};

/** Limits of the packet itself: sections 1 (ports), 3-5 (sources of each route) and 6 (load balancer nodes). */
const obstaclesOf = (
  question: Question,
  assignment: Assignment,
  { sourcePorts }: EngineOptions,
): readonly Obstacle[] => {
  const { protocols, family, sources, destinationPorts, nodes } = question;
  const obstacles: Obstacle[] = [];
  if (!protocols.includes(assignment.protocol)) obstacles.push({ kind: 'protocol' });
  if (assignment.source.family !== family || !addressSetContains(sources, assignment.source)) {
    obstacles.push({ kind: 'source' });
  }
  if (!portInRange(sourcePorts, assignment.sourcePort)) obstacles.push({ kind: 'sourcePort' });
  if (!portInRange(destinationPorts, assignment.destinationPort)) obstacles.push({ kind: 'destinationPort' });
  for (const { leg, addresses } of nodes) {
    const address = assignment.nodeAddresses[leg];
    if (address === undefined || !addressSetContains(addresses, address)) obstacles.push({ kind: 'nodeAddress', leg });
  }
  for (const [leg, port] of Object.entries(assignment.nodePorts)) {
    if (!portInRange(nodeSourcePorts, port)) obstacles.push({ kind: 'nodePort', leg: Number(leg) });
  }
  return obstacles;
};

/**
 * What becomes of the packet. Hops of replies count in two-way semantics only (section 1).
 *
 * @throws AssignmentError when a hop looks at a variable that the assignment does not have
 */
export const evaluate = (question: Question, assignment: Assignment, options: EngineOptions): Evaluation => {
  const obstacles = obstaclesOf(question, assignment, options);
  const hops = question.hops
    .filter(({ direction }) => direction === 'request' || options.semantics === 'two-way')
    .map((hop) => evaluateHop(hop, assignment));
  const refused = obstacles.length > 0 || hops.some(({ verdict }) => verdict === 'refused');
  const undecided = hops.some(({ verdict }) => verdict === 'undecided');
  return { verdict: refused ? 'refused' : undecided ? 'undecided' : 'admitted', obstacles, hops };
};
