import type { AdmittingRule, Assignment, Path } from '../paths/path.js';
import type { Address } from '../values/address.js';
import type { Protocol } from '../values/protocol.js';

/** A packet as its receiver gets it. */
export interface DeliveredPacket {
  readonly source: Address;
  readonly sourcePort: number;
  readonly destination: Address;
  readonly destinationPort: number;
}

/** One concrete packet that gets through, and what becomes of it on the way. The packet evaluator admitted it. */
export interface Witness {
  readonly protocol: Protocol;
  readonly source: Address;
  readonly sourcePort: number;
  /**
   * Where the client sends it: the public address where the gateway rewrites it. Undefined for a load balancer node
   * whose public address the snapshot does not hold.
   */
  readonly destination: Address | undefined;
  /** DNS name of the load balancer that the client sends to. */
  readonly destinationName: string | undefined;
  readonly destinationPort: number;
  /** Packets between load balancers, where one forwards to another; else empty. */
  readonly via: readonly DeliveredPacket[];
  /** The packet that the interface gets; through a load balancer, the one that its node sends on. */
  readonly delivered: DeliveredPacket;
  /** Rules of the interface's security groups that admit the packet; at least one. */
  readonly admittedBy: readonly AdmittingRule[];
  /** What the packet was found on, so that every hop can be explained again. */
  readonly path: Path;
  readonly assignment: Assignment;
}
