import { type Assignment, nodeSourcePorts, type Question } from '../../paths/path.js';
import { addressSetContains } from '../../values/addressSet.js';
import { portInRange } from '../../values/ports.js';
import type { EngineOptions } from '../engine.js';
import type { Obstacle } from './evaluation.js';

/** Limits of the packet itself: sections 1 (ports), 3-5 (sources of each route) and 6 (load balancer nodes). */
export const obstaclesOf = (
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
