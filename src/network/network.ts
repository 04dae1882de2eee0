import type { Gap } from './gap.js';
import type { Instance } from './instance.js';
import type { NetworkInterface } from './networkInterface.js';
import type { SecurityGroup } from './securityGroup.js';
import type { Subnet } from './subnet.js';
import type { Vpc } from './vpc.js';

/** The model: ids resolved, lists expanded, lookups done once. Immutable, and knows nothing of engines. */
export interface Network {
  readonly vpcs: ReadonlyMap<string, Vpc>;
  readonly subnets: ReadonlyMap<string, Subnet>;
  readonly securityGroups: ReadonlyMap<string, SecurityGroup>;
  /** Sorted by id; those of terminated instances are left out. */
  readonly networkInterfaces: readonly NetworkInterface[];
  readonly instances: ReadonlyMap<string, Instance>;
  /** What is missing and tied to no single path, for example an instance whose interfaces are not in the snapshot. */
  readonly gaps: readonly Gap[];
}
