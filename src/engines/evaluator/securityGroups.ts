import type { AdmittingRule, Assignment, SecurityGroupsHop } from '../../paths/path.js';
import { cidrContains } from '../../values/cidr.js';
import { portInRange } from '../../values/ports.js';
import { protocolNumber } from '../../values/protocol.js';
import type { SecurityGroupsEvaluation } from './evaluation.js';
import { addressOf, portOf } from './operands.js';

/**
 * semantics.md section 2, "Security group": any rule that matches admits. A rule whose peer is unknown may match any
 * address, a group that is unknown may admit anything; neither certainly does.
 */
export const evaluateSecurityGroups = (hop: SecurityGroupsHop, assignment: Assignment): SecurityGroupsEvaluation => {
  const remote = addressOf(hop.remote, assignment);
  const port = portOf(hop.port, assignment);
  const carries = ({ protocol, ports }: AdmittingRule): boolean =>
    protocol === 'all' || (protocol === protocolNumber[assignment.protocol] && portInRange(ports, port));
  const names = ({ remotes }: AdmittingRule): boolean =>
    remotes === 'any' || remotes.some((cidr) => cidrContains(cidr, remote));
  const carrying = hop.rules.filter(carries);
  const rules = carrying.filter((rule) => rule.gap === undefined && names(rule));
  const gaps = [...hop.gaps, ...carrying.flatMap(({ gap }) => (gap === undefined ? [] : [gap]))];
  const verdict = rules.length > 0 ? 'admitted' : gaps.length > 0 ? 'undecided' : 'refused';
  return { kind: 'securityGroups', hop, verdict, rules, gaps: verdict === 'undecided' ? gaps : [] };
};
