import type { AdmittingRule, Path, Question, SecurityGroupsHop } from '../paths/path.js';
import { cidrContains, cidrCovers, cidrsOverlap } from '../values/cidr.js';
import { protocolNumber, protocols } from '../values/protocol.js';
import type { Exposure } from './exposure.js';

/** The hop at which the groups of the interface itself decide about the request. */
export const isFinalIngress = (hop: SecurityGroupsHop, path: Path): boolean =>
  hop.leg === path.legs.length - 1 && hop.direction === 'request' && hop.ruleDirection === 'ingress';

/** True when the rule's peer may be the other side at all. */
const mayAdmit = ({ remotes }: AdmittingRule, { remote }: SecurityGroupsHop, { sources, nodes }: Question): boolean => {
  if (remotes === 'any') return true;
  if (remote.of === 'fixed') return remotes.some((cidr) => cidrContains(cidr, remote.address));
  const set = remote.of === 'client' ? sources : nodes.find(({ leg }) => leg === remote.leg)?.addresses;
  return remotes.some(
    (cidr) =>
      set?.include.some((included) => cidrsOverlap(included, cidr)) &&
      !set.exclude.some((excluded) => cidrCovers(excluded, cidr)),
  );
};

/** Groups of the interface with a rule for some reachable port and some possible client of the exposure; sorted. */
export const groupsAdmitting = (exposure: Exposure): readonly string[] => {
  const admits = (rule: AdmittingRule): boolean =>
    protocols.some(
      (protocol) =>
        (rule.protocol === 'all' || rule.protocol === protocolNumber[protocol]) &&
        exposure[protocol].some(
          ({ from, to }) => rule.protocol === 'all' || (rule.ports.from <= to && from <= rule.ports.to),
        ),
    );
  const groups = new Set<string>();
  for (const path of exposure.paths) {
    for (const hop of path.question.hops) {
      if (hop.kind !== 'securityGroups' || !isFinalIngress(hop, path)) continue;
      for (const rule of hop.rules) {
        if (rule.gap === undefined && admits(rule) && mayAdmit(rule, hop, path.question)) groups.add(rule.groupId);
      }
    }
  }
  return [...groups].sort();
};
