/** Hops and changes in words. */
import type { HopEvaluation } from '../../engines/evaluator/evaluation.js';
import { addressOf, portOf } from '../../engines/evaluator/operands.js';
import { entryText, rowText } from '../../network/elementText.js';
import type { Path } from '../../paths/path.js';
import type { Change, HopChange } from '../../proofs/change.js';
import type { TracedPath } from '../../proofs/explain.js';
import { formatAddress } from '../../values/address.js';

/** Where a hop is: `request`, `reply`, and from which load balancer the packet comes. */
export const legText = ({ hop: { direction, leg } }: HopEvaluation): string =>
  leg === 0 ? direction : `${direction} of the load balancer${leg > 1 ? ` (${leg})` : ''}`;

/** What stands at a hop. */
export const placeText = (evaluation: HopEvaluation): string => {
  switch (evaluation.kind) {
    case 'condition':
      return evaluation.hop.element;
    case 'routeTable':
      return `route table ${evaluation.hop.table?.id ?? `of ${evaluation.hop.subnetId}`}`;
    case 'networkAcl':
      return `network ACL ${evaluation.hop.acl?.id ?? `of ${evaluation.hop.subnetId}`} ${evaluation.hop.aclDirection}`;
    case 'securityGroups':
      return `security groups ${evaluation.hop.groupIds.join(', ')} ${evaluation.hop.ruleDirection}`;
  }
};

/** What decided there. */
export const decisionText = (evaluation: HopEvaluation): string => {
  switch (evaluation.kind) {
    case 'condition':
      return `${evaluation.hop.statement}${evaluation.verdict === 'admitted' ? '' : evaluation.verdict === 'refused' ? ': no' : ': not known'}`;
    case 'routeTable':
      return evaluation.row === undefined ? 'no route matches' : rowText(evaluation.row);
    case 'networkAcl':
      return evaluation.entry === undefined
        ? 'entry *: deny what no entry matches'
        : entryText(evaluation.entry, evaluation.hop.aclDirection);
    case 'securityGroups':
      return evaluation.rules.length > 0
        ? evaluation.rules.map(({ label }) => label).join('; ')
        : evaluation.hop.rules.length === 0
          ? 'no rule can apply'
          : 'no rule matches';
  }
};

/** A change as an instruction. */
export const changeText = (change: Change): string => {
  switch (change.kind) {
    case 'establish':
      return `make true: ${change.statement}`;
    case 'route':
      return `add to ${change.routeTableId} a route for ${formatAddress(change.destination)}/${change.destination.family === 'ipv4' ? 32 : 128} to ${change.target.id.replace(/^no (.*)$/, 'the $1 that it lacks')}`;
    case 'networkAclEntry': {
      const before = change.before === undefined ? '' : ` before entry ${change.before}`;
      return `add to ${change.networkAclId} ${change.direction}${before} an entry: allow ${change.protocol} ${change.port} ${change.direction === 'inbound' ? 'from' : 'to'} ${formatAddress(change.remote)}`;
    }
    case 'securityGroupRule':
      return `add to ${change.groupIds.join(' or ') || 'a security group of the interface'} an ${change.direction} rule: ${change.protocol} ${change.port} ${change.direction === 'ingress' ? 'from' : 'to'} ${formatAddress(change.remote)}`;
  }
};

export const codeOf = (changes: readonly HopChange[], index: number): string | undefined =>
  changes.find(({ hop }) => hop === index)?.code;

/** The client's packet: `tcp 8.8.8.8:49152 → 203.0.113.10:22`. */
export const clientPacketText = ({ path, assignment }: TracedPath): string => {
  const [leg] = path.legs;
  const endpoint = (family: string, text: string, port: number) =>
    family === 'ipv6' ? `[${text}]:${port}` : `${text}:${port}`;
  const { source, sourcePort, protocol } = assignment;
  const destination =
    leg.destination === undefined ||
    (leg.destination.of === 'node' && assignment.nodeAddresses[leg.destination.leg] === undefined)
      ? undefined
      : addressOf(leg.destination, assignment);
  const port = portOf(leg.destinationPort, assignment);
  const to =
    destination === undefined
      ? `${leg.destinationName ?? 'its load balancer'}:${port}`
      : endpoint(destination.family, formatAddress(destination), port);
  return `${protocol} ${endpoint(source.family, formatAddress(source), sourcePort)} → ${to}`;
};

/** Which way a path is: `to eni-1 (10.0.0.1) by Internet igw-1 through load balancer web`. */
export const wayText = ({ networkInterface, address, route, componentId, loadBalancer }: Path): string =>
  `to ${networkInterface.id} (${formatAddress(address)}) by ${route} ${componentId}${
    loadBalancer === undefined ? '' : ` through load balancer ${loadBalancer.name} port ${loadBalancer.listenerPort}`
  }`;
