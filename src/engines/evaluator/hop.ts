import type { Assignment, Hop } from '../../paths/path.js';
import { evaluateCondition } from './condition.js';
import type { HopEvaluation } from './evaluation.js';
import { evaluateNetworkAcl } from './networkAcl.js';
import { evaluateRouteTable } from './routeTable.js';
import { evaluateSecurityGroups } from './securityGroups.js';

/**
 * What one hop does with the packet. It looks at no other hop.
 *
 * @throws AssignmentError when the hop looks at a variable that the assignment does not have
 */
export const evaluateHop = (hop: Hop, assignment: Assignment): HopEvaluation => {
  switch (hop.kind) {
    case 'condition':
      return evaluateCondition(hop);
    case 'routeTable':
      return evaluateRouteTable(hop, assignment);
    case 'networkAcl':
      return evaluateNetworkAcl(hop, assignment);
    case 'securityGroups':
      return evaluateSecurityGroups(hop, assignment);
  }
};
