import type { Instance } from '../network/instance.js';
import type { NetworkInterface } from '../network/networkInterface.js';
import type { Path, PathLoadBalancer, Route } from '../paths/path.js';
import type { Address, Family } from '../values/address.js';
import type { Cidr } from '../values/cidr.js';
import type { PortRange } from '../values/ports.js';
import type { Protocol } from '../values/protocol.js';
import type { Witness } from './witness.js';

/** Reachable ports with a packet that reaches one of them. */
export interface ExposedRange extends PortRange {
  /** Its delivered destination port lies in the range. */
  readonly witness: Witness;
}

/** Every address from which all of these ports are reachable: exact, as a minimal sorted CIDR list. */
export interface ExposedSources extends PortRange {
  readonly protocol: Protocol;
  readonly cidrs: readonly Cidr[];
}

/** What is reachable at one address of one interface by one route through one component (and load balancer listener). */
export interface Exposure {
  readonly networkInterface: NetworkInterface;
  /** Undefined for interfaces of other services, and for instances that the snapshot does not hold. */
  readonly instance: Instance | undefined;
  readonly route: Route;
  /** igw-, pcx- or vgw- id. */
  readonly componentId: string;
  readonly loadBalancer: PathLoadBalancer | undefined;
  readonly family: Family;
  readonly address: Address;
  readonly publicAddress: Address | undefined;
  /** Maximal, sorted, disjoint; at least one of the two is not empty. */
  readonly tcp: readonly ExposedRange[];
  readonly udp: readonly ExposedRange[];
  /** Sorted by protocol, then port. */
  readonly sources: readonly ExposedSources[];
  /** VPN connections and Direct Connect virtual interfaces behind a virtual private gateway. Sorted ids. */
  readonly connections: readonly string[];
  /** What was taken for granted, in words; sorted. */
  readonly assumptions: readonly string[];
  /** Every path that was asked about, at least one; each shares interface, address, route and component. */
  readonly paths: readonly [Path, ...Path[]];
}
