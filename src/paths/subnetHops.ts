/** Hops at the boundary of a subnet: its network ACL and its route table. */
import type { Gap } from '../network/gap.js';
import type { RouteTarget } from '../network/routeTable.js';
import type { Subnet } from '../network/subnet.js';
import { memoKind, type PathContext } from './context.js';
import type { AddressOperand, NetworkAclHop, PortOperand, RouteTableHop } from './path.js';

/** A subnet, or only its id where the snapshot does not hold it. */
export interface SubnetRef {
  readonly id: string;
  readonly subnet: Subnet | undefined;
}

const networkAclHops = memoKind<NetworkAclHop>();

/** The client's address and the port that the exposure is about, the operands of most hops. */
export const client: AddressOperand = { of: 'client' };
export const destinationPort: PortOperand = { of: 'destination' };
export const clientSourcePort: PortOperand = { of: 'clientSource' };

const operandText = (operand: AddressOperand | PortOperand): string => {
  if (operand.of === 'fixed') {
    return 'port' in operand ? `port ${operand.port}` : `${operand.address.family} ${operand.address.value}`;
  }
  return 'leg' in operand ? `${operand.of} ${operand.leg}` : operand.of;
};

const aclGap = ({ id }: SubnetRef): Gap => ({
  resource: id,
  reason: `the network ACL of subnet ${id} is not in the snapshot`,
  remedy: `aws ec2 describe-network-acls --filters Name=association.subnet-id,Values=${id}`,
});

const tableGap = ({ id, subnet }: SubnetRef): Gap => ({
  resource: id,
  reason: `the route table of subnet ${id} is not in the snapshot`,
  remedy: `aws ec2 describe-route-tables --filters Name=vpc-id,Values=${subnet?.vpcId ?? '<its VPC>'}`,
});

export interface NetworkAclHopParts {
  readonly leg: number;
  readonly direction: 'request' | 'reply';
  readonly aclDirection: 'inbound' | 'outbound';
  readonly remote: AddressOperand;
  readonly port: PortOperand;
}

export const networkAclHop = (context: PathContext, at: SubnetRef, parts: NetworkAclHopParts): NetworkAclHop =>
  context.remember(
    networkAclHops,
    [at.id, parts.leg, parts.direction, parts.aclDirection, operandText(parts.remote), operandText(parts.port)].join(
      '|',
    ),
    () => ({
      kind: 'networkAcl',
      ...parts,
      subnetId: at.id,
      acl: at.subnet?.networkAcl,
      gap: at.subnet?.networkAcl === undefined ? aclGap(at) : undefined,
    }),
  );

const routeTableHops = memoKind<RouteTableHop>();

export interface RouteTableHopParts {
  readonly leg: number;
  readonly direction: 'request' | 'reply';
  readonly destination: AddressOperand;
  readonly via: RouteTarget;
}

export const routeTableHop = (context: PathContext, at: SubnetRef, parts: RouteTableHopParts): RouteTableHop =>
  context.remember(
    routeTableHops,
    [at.id, parts.leg, parts.direction, operandText(parts.destination), parts.via.kind, parts.via.id].join('|'),
    () => ({
      kind: 'routeTable',
      ...parts,
      subnetId: at.id,
      table: at.subnet?.routeTable,
      gap: at.subnet?.routeTable === undefined ? tableGap(at) : undefined,
    }),
  );
