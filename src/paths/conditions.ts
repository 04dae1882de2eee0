import type { Gap } from '../network/gap.js';
import type { GatewayAttachment } from '../network/gateways.js';
import type { ConditionHop } from './path.js';

type Parts = Pick<ConditionHop, 'code' | 'element' | 'statement'> & { readonly leg?: number };

/** A fact that the configuration tells. */
export const condition = (holds: boolean, { leg = 0, ...parts }: Parts): ConditionHop => ({
  kind: 'condition',
  leg,
  direction: 'request',
  ...parts,
  holds,
  gap: undefined,
});

/** A fact that the snapshot does not tell. */
export const unknownCondition = (gap: Gap, { leg = 0, ...parts }: Parts): ConditionHop => ({
  kind: 'condition',
  leg,
  direction: 'request',
  ...parts,
  holds: 'unknown',
  gap,
});

/** The gateway is attached to the VPC and its attachment works. */
export const attachedCondition = (attachment: GatewayAttachment, vpcId: string): ConditionHop =>
  condition(attachment.works, {
    code: 'BAD_STATE_ATTACHMENT',
    element: attachment.gatewayId,
    statement: `${attachment.gatewayId} is attached to ${vpcId}`,
  });

/** The gateway that a route names is attached to the VPC, which the snapshot does not tell. */
export const unknownGatewayCondition = (gatewayId: string, vpcId: string, gap: Gap): ConditionHop =>
  unknownCondition(gap, {
    code: 'BAD_STATE_ATTACHMENT',
    element: gatewayId,
    statement: `${gatewayId} is attached to ${vpcId}`,
  });

/** The VPC's own address blocks are known, so that its addresses can be told from others. */
export const unknownVpcCondition = (vpcId: string): ConditionHop =>
  unknownCondition(
    {
      resource: vpcId,
      reason: `VPC ${vpcId} and its address blocks are not in the snapshot`,
      remedy: `aws ec2 describe-vpcs --vpc-ids ${vpcId}`,
    },
    { code: 'BAD_STATE', element: vpcId, statement: `${vpcId} is known` },
  );
