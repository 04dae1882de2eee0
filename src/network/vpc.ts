import type { Cidr } from '../values/cidr.js';

/** A VPC. */
export interface Vpc {
  readonly id: string;
  readonly account: string | undefined;
  readonly region: string | undefined;
  /** All associated IPv4 and IPv6 blocks, sorted. */
  readonly cidrs: readonly Cidr[];
  readonly tags: ReadonlyMap<string, string>;
}
