import type {
  HopEvaluation,
  NetworkAclEvaluation,
  RouteTableEvaluation,
  SecurityGroupsEvaluation,
} from '../engines/evaluator/evaluation.js';
import { addressOf, portOf } from '../engines/evaluator/operands.js';
import type { RouteTable, RouteTarget } from '../network/routeTable.js';
import type { Assignment } from '../paths/path.js';
import type { Address } from '../values/address.js';
import { cidrContains } from '../values/cidr.js';
import type { Change, ExplanationCode } from './change.js';

/** What would have to change for a packet to pass a hop that refuses it, and the public code for the obstacle. */
export const changeFor = (
  evaluation: HopEvaluation,
  assignment: Assignment,
): { readonly code: ExplanationCode; readonly change: Change } => {
  switch (evaluation.kind) {
    case 'condition': {
      const { code, element, statement } = evaluation.hop;
      return { code, change: { kind: 'establish', element, statement } };
    }
    case 'routeTable':
      return routeChange(evaluation, assignment);
    case 'networkAcl':
      return aclChange(evaluation, assignment);
    case 'securityGroups':
      return groupChange(evaluation, assignment);
  }
};

const routeChange = ({ hop, row }: RouteTableEvaluation, assignment: Assignment) => {
  const destination = addressOf(hop.destination, assignment);
  return {
    code: routeCode(hop.table, row, destination, hop.via),
    change: {
      kind: 'route',
      routeTableId: hop.table?.id ?? hop.subnetId,
      destination,
      target: hop.via,
    },
  } as const;
};

const routeCode = (
  table: RouteTable | undefined,
  row: RouteTableEvaluation['row'],
  destination: Address,
  via: RouteTarget,
): ExplanationCode => {
  if (row === undefined) return 'NO_ROUTE_TO_DESTINATION';
  if (row.outcomes.every(({ active }) => !active)) return 'BAD_STATE_ROUTE';
  const beaten = table?.rows.find(
    (other) =>
      other !== row &&
      cidrContains(other.destination, destination) &&
      other.outcomes.some(({ target, active }) => active && target.id === via.id),
  );
  if (beaten === undefined) return 'NO_ROUTE_TO_DESTINATION';
  return beaten.destination.length < row.destination.length ? 'MORE_SPECIFIC_ROUTE' : 'HIGHER_PRIORITY_ROUTE';
};

const aclChange = ({ hop, entry }: NetworkAclEvaluation, assignment: Assignment) =>
  ({
    // Legs behind a load balancer begin at its node.
    code: hop.leg > 0 ? 'ELB_ACL_RESTRICTION' : 'SUBNET_ACL_RESTRICTION',
    change: {
      kind: 'networkAclEntry',
      networkAclId: hop.acl?.id ?? hop.subnetId,
      direction: hop.aclDirection,
      before: entry?.ruleNumber,
      protocol: assignment.protocol,
      port: portOf(hop.port, assignment),
      remote: addressOf(hop.remote, assignment),
    },
  }) as const;

const groupChange = ({ hop }: SecurityGroupsEvaluation, assignment: Assignment) =>
  ({
    code: hop.rules.length === 0 ? 'SG_HAS_NO_RULES' : 'ENI_SG_RULES_MISMATCH',
    change: {
      kind: 'securityGroupRule',
      groupIds: hop.groupIds,
      direction: hop.ruleDirection,
      protocol: assignment.protocol,
      port: portOf(hop.port, assignment),
      remote: addressOf(hop.remote, assignment),
    },
  }) as const;
