import type { Cidr } from '../values/cidr.js';
import type { NetworkAcl } from './networkAcl.js';
import type { RouteTable } from './routeTable.js';

/** A subnet with the route table and the network ACL that are in force in it. */
export interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  readonly account: string | undefined;
  readonly region: string | undefined;
  /** IPv4 and IPv6 blocks, sorted. */
  readonly cidrs: readonly Cidr[];
  readonly availabilityZone: string | undefined;
  /** The explicitly associated table, else the main one of the VPC; undefined when the snapshot holds neither. */
  readonly routeTable: RouteTable | undefined;
  /** Undefined when the snapshot does not hold it. */
  readonly networkAcl: NetworkAcl | undefined;
}
