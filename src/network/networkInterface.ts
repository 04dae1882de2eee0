import type { Address } from '../values/address.js';
import type { Subnet } from './subnet.js';

/** One private IPv4 address of an interface. */
export interface PrivateIpv4Address {
  readonly address: Address;
  readonly primary: boolean;
  /** Public or Elastic address that an internet gateway maps to it. */
  readonly publicAddress: Address | undefined;
}

/** An elastic network interface. */
export interface NetworkInterface {
  readonly id: string;
  readonly vpcId: string;
  /** Undefined when the snapshot holds no subnets at all. */
  readonly subnet: Subnet | undefined;
  readonly subnetId: string;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly interfaceType: string | undefined;
  readonly description: string | undefined;
  readonly requesterId: string | undefined;
  /** Sorted, without duplicates. */
  readonly securityGroupIds: readonly string[];
  /** Sorted by address. */
  readonly ipv4: readonly PrivateIpv4Address[];
  /** Sorted. */
  readonly ipv6: readonly Address[];
  readonly instanceId: string | undefined;
  readonly deviceIndex: number | undefined;
  readonly denyAllIgwTraffic: boolean;
}
