import type { Gap } from '../network/gap.js';
import type { GatewayAttachment } from '../network/gateways.js';
import { mayHaveUnnamed } from '../network/lacks.js';
import type { Network } from '../network/network.js';
import type { RouteTable, RouteTarget } from '../network/routeTable.js';
import type { Arrival } from './arrival.js';
import { attachedCondition, condition, unknownGatewayCondition } from './conditions.js';
import { namingTables, outcomesOf } from './namingTables.js';
import type { ConditionHop, Semantics } from './path.js';

/** A gateway that packets may come through, and whether it is attached. */
export interface GatewayCandidate {
  readonly target: RouteTarget;
  readonly condition: ConditionHop;
}

/** What tells internet gateways and virtual private gateways apart. */
export interface GatewayKind {
  readonly key: 'InternetGateways' | 'VpnGateways';
  readonly kind: 'internet-gateway' | 'vpn-gateway';
  readonly name: string;
  readonly withArticle: string;
  readonly describe: string;
}

export const internetGateway: GatewayKind = {
  key: 'InternetGateways',
  kind: 'internet-gateway',
  name: 'internet gateway',
  withArticle: 'an internet gateway',
  describe: 'aws ec2 describe-internet-gateways',
};

export const vpnGateway: GatewayKind = {
  key: 'VpnGateways',
  kind: 'vpn-gateway',
  name: 'virtual private gateway',
  withArticle: 'a virtual private gateway',
  describe: 'aws ec2 describe-vpn-gateways',
};

export interface CandidateOptions {
  readonly semantics: Semantics;
  /** Also gateways that are known not to let anything in, for explanations. */
  readonly blocked: boolean;
}

/**
 * Every gateway of a kind that an interface's VPC has or may have. A gateway that the snapshot lacks is a candidate
 * where a table names it (namingTables.ts); there may also be one that nothing names (network/lacks.ts).
 */
export const gatewayCandidates = (
  network: Network,
  { vpcId, subnet, account, region }: Arrival,
  of: GatewayKind,
  { semantics, blocked }: CandidateOptions,
): readonly GatewayCandidate[] => {
  const { gateways } = network;
  const attached: readonly GatewayAttachment[] =
    (of.kind === 'internet-gateway' ? gateways.internetGatewaysOf : gateways.vpnGatewaysOf).get(vpcId) ?? [];
  const known = attached
    .filter(({ works }) => works || blocked)
    .map((attachment) => ({
      target: { kind: of.kind, id: attachment.gatewayId },
      condition: attachedCondition(attachment, vpcId),
    }));
  const vpc = network.vpcs.get(vpcId);
  const tables = namingTables(network, vpcId, subnet?.routeTable, semantics);
  const named = unknownTargets(network, tables, of).map(({ target, tableId }) => ({
    target,
    condition: unknownGatewayCondition(target.id, vpcId, gapOf(target, of, tableId)),
  }));
  const unnamed =
    attached.length === 0 &&
    mayHaveUnnamed(
      network.snapshot,
      of.key,
      { account: vpc?.account ?? account, region: vpc?.region ?? region },
      { repliesMatter: semantics === 'two-way', tableKnown: subnet?.routeTable !== undefined },
    )
      ? [unnamedCandidate(vpcId, of)]
      : [];
  const candidates = [...known, ...named, ...(named.length === 0 ? unnamed : [])];
  return candidates.length === 0 && blocked ? [absentCandidate(vpcId, of)] : candidates;
};

/** Stands for the gateway that an explanation says the VPC lacks. */
const absentCandidate = (vpcId: string, of: GatewayKind): GatewayCandidate => ({
  target: { kind: of.kind, id: `no ${of.name}` },
  condition: condition(false, {
    code: 'BAD_STATE_ATTACHMENT',
    element: vpcId,
    statement: `${of.withArticle} is attached to ${vpcId}`,
  }),
});

/** Gateways of the kind that routes of the tables name and the snapshot lacks, with the first table that does. */
const unknownTargets = (
  network: Network,
  tables: readonly RouteTable[],
  of: GatewayKind,
): readonly { readonly target: RouteTarget; readonly tableId: string }[] => {
  const ids = of.kind === 'internet-gateway' ? network.gateways.internetGatewayIds : network.gateways.vpnGatewayIds;
  const targets = new Map<string, { readonly target: RouteTarget; readonly tableId: string }>();
  for (const table of tables) {
    for (const { target, active } of outcomesOf(table)) {
      const isUnknown = target.kind === 'unknown-gateway' || (target.kind === of.kind && !ids.has(target.id));
      if (active && isUnknown && !targets.has(target.id)) targets.set(target.id, { target, tableId: table.id });
    }
  }
  return [...targets.values()].sort((a, b) => (a.target.id < b.target.id ? -1 : 1));
};

const gapOf = ({ id }: RouteTarget, of: GatewayKind, tableId: string): Gap => ({
  resource: id,
  reason: `${id}, to which ${tableId} sends packets, is not in the snapshot`,
  remedy: of.describe,
});

const unnamedCandidate = (vpcId: string, of: GatewayKind): GatewayCandidate => ({
  target: { kind: of.kind, id: of.key },
  condition: unknownGatewayCondition(`any ${of.name}`, vpcId, {
    resource: of.key,
    reason: `whether ${vpcId} has an attached ${of.name} is not in the snapshot`,
    remedy: of.describe,
  }),
});
