import type { Cidr } from '../values/cidr.js';
import type { PortRange } from '../values/ports.js';

/** One entry of a network ACL. */
export interface NetworkAclEntry {
  readonly ruleNumber: number;
  readonly action: 'allow' | 'deny';
  /** IANA number, or every protocol (ports are then ignored). */
  readonly protocol: number | 'all';
  readonly cidr: Cidr;
  /** Destination ports of TCP and UDP; every port where AWS gives none. */
  readonly ports: PortRange;
}

/** A network ACL; the entries of each direction by ascending rule number (semantics.md section 2, "Network ACL"). */
export interface NetworkAcl {
  readonly id: string;
  readonly vpcId: string;
  readonly inbound: readonly NetworkAclEntry[];
  readonly outbound: readonly NetworkAclEntry[];
}
