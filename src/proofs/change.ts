/** Settings that would have to change for a packet to pass a hop that refuses it. */
import type { RouteTarget } from '../network/routeTable.js';
import type { Hop } from '../paths/path.js';
import type { Address } from '../values/address.js';
import type { Protocol } from '../values/protocol.js';

/**
 * Public explanation codes of Reachability Analyzer (inspector.md) for what refuses a packet; those of conditions stand
 * in `ConditionHop`.
 */
export type ExplanationCode =
  | Extract<Hop, { kind: 'condition' }>['code']
  | 'NO_ROUTE_TO_DESTINATION'
  | 'BAD_STATE_ROUTE'
  | 'MORE_SPECIFIC_ROUTE'
  | 'HIGHER_PRIORITY_ROUTE'
  | 'SUBNET_ACL_RESTRICTION'
  | 'ELB_ACL_RESTRICTION'
  | 'ENI_SG_RULES_MISMATCH'
  | 'SG_HAS_NO_RULES';

/** One setting, for one packet. */
export type Change =
  /** A fact of the configuration must come about. */
  | { readonly kind: 'establish'; readonly element: string; readonly statement: string }
  /** A route of its own for the address, which wins by its length. */
  | {
      readonly kind: 'route';
      readonly routeTableId: string;
      readonly destination: Address;
      readonly target: RouteTarget;
    }
  /** An entry with a number below that of the entry that denies the packet now. */
  | {
      readonly kind: 'networkAclEntry';
      readonly networkAclId: string;
      readonly direction: 'inbound' | 'outbound';
      /** The entry must come before this one; undefined: no entry matches, any number will do. */
      readonly before: number | undefined;
      readonly protocol: Protocol;
      readonly port: number;
      readonly remote: Address;
    }
  | {
      readonly kind: 'securityGroupRule';
      /** Any one of these groups. */
      readonly groupIds: readonly string[];
      readonly direction: 'ingress' | 'egress';
      readonly protocol: Protocol;
      readonly port: number;
      readonly remote: Address;
    };

/** What a hop needs, and why. */
export interface HopChange {
  /** Position of the hop among the hops of the explanation. */
  readonly hop: number;
  readonly code: ExplanationCode;
  readonly change: Change;
}
