import type { Cidr } from '../values/cidr.js';
import type { PortRange } from '../values/ports.js';

/** What a rule names as the other side. */
export type RulePeer =
  | { readonly kind: 'cidr'; readonly cidr: Cidr }
  | { readonly kind: 'prefixList'; readonly prefixListId: string }
  | {
      readonly kind: 'group';
      readonly groupId: string;
      readonly account: string | undefined;
      /** The VPC of the group, where the pair names it. */
      readonly vpcId: string | undefined;
    };

/** One permission with one peer: `IpPermissions[]` unfolded over its ranges, lists and groups. */
export interface SecurityGroupRule {
  readonly groupId: string;
  readonly direction: 'ingress' | 'egress';
  readonly protocol: number | 'all';
  /** Ports of TCP and UDP; every port where the permission gives none or its protocol is `all`. */
  readonly ports: PortRange;
  readonly peer: RulePeer;
}

/** A security group (semantics.md section 2, "Security group"). Rules are in a canonical order. */
export interface SecurityGroup {
  readonly id: string;
  readonly name: string | undefined;
  readonly vpcId: string | undefined;
  readonly ingress: readonly SecurityGroupRule[];
  readonly egress: readonly SecurityGroupRule[];
}
