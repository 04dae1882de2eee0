import type { Snapshot } from '../snapshot/snapshot.js';
import type { BlockPublicAccess } from './blockPublicAccess.js';
import type { NetworkGap } from './gap.js';
import type { Gateways } from './gateways.js';
import type { Instance } from './instance.js';
import type { LoadBalancer } from './loadBalancer.js';
import type { NetworkInterface } from './networkInterface.js';
import type { VpcPeeringConnection } from './peering.js';
import type { PrefixLists } from './prefixList.js';
import type { RouteTable } from './routeTable.js';
import type { SecurityGroup } from './securityGroup.js';
import type { Subnet } from './subnet.js';
import type { Vpc } from './vpc.js';

/** The model: ids resolved, lists expanded, lookups done once. Immutable, and knows nothing of engines. */
export interface Network {
  readonly snapshot: Snapshot;
  readonly vpcs: ReadonlyMap<string, Vpc>;
  readonly subnets: ReadonlyMap<string, Subnet>;
  readonly subnetsOfVpc: ReadonlyMap<string, readonly Subnet[]>;
  /** Every table of a VPC, also those of no subnet. Sorted by id. */
  readonly routeTablesOfVpc: ReadonlyMap<string, readonly RouteTable[]>;
  readonly securityGroups: ReadonlyMap<string, SecurityGroup>;
  readonly prefixLists: PrefixLists;
  readonly gateways: Gateways;
  /** Route tables with an edge association, by gateway id. */
  readonly edgeTables: ReadonlyMap<string, RouteTable>;
  readonly peerings: readonly VpcPeeringConnection[];
  readonly blockPublicAccess: BlockPublicAccess;
  /** Sorted by id; those of terminated instances are left out. */
  readonly networkInterfaces: readonly NetworkInterface[];
  /** Interfaces that carry a security group, by group id. */
  readonly membersOfGroup: ReadonlyMap<string, readonly NetworkInterface[]>;
  /** Sorted by ARN or name. */
  readonly loadBalancers: readonly LoadBalancer[];
  readonly instances: ReadonlyMap<string, Instance>;
  /** What is missing and tied to no single path, for example an instance whose interfaces are not in the snapshot. */
  readonly gaps: readonly NetworkGap[];
}
