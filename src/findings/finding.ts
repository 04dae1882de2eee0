import type { NetworkInterface } from '../network/networkInterface.js';
import type { Route } from '../paths/path.js';
import type { PortRange } from '../values/ports.js';
import type { Protocol } from '../values/protocol.js';
import type { Exposure } from './exposure.js';
import type { Severity } from './severity.js';
import type { Witness } from './witness.js';

/** Inspector Classic's rule types about one port (inspector.md, "Finding types, per route"). */
export type PortFindingType =
  | 'RecognizedPortWithListener'
  | 'RecognizedPortNoListener'
  | 'RecognizedPortNoAgent'
  | 'UnrecognizedPortWithListener';

export type FindingType = PortFindingType | 'NetworkExposure';

export const findingTypes: readonly FindingType[] = [
  'RecognizedPortWithListener',
  'RecognizedPortNoListener',
  'RecognizedPortNoAgent',
  'UnrecognizedPortWithListener',
  'NetworkExposure',
];

/** What listens on a port, as far as a listener report tells. */
export interface ListeningProcess {
  readonly name: string | undefined;
  readonly pid: number | undefined;
  /** Path of the binary. */
  readonly path: string | undefined;
}

interface FindingBase {
  /** Hexadecimal; the same in every run in which interface, route, component, load balancer, protocol and port are. */
  readonly id: string;
  readonly severity: Severity;
  readonly route: Route;
  readonly componentId: string;
  readonly instanceId: string;
  readonly networkInterface: NetworkInterface;
  /** Groups of the interface whose rules let the packets in; sorted. */
  readonly securityGroupIds: readonly string[];
  /**
   * Rules of the interface's groups that let the packets in: removing them, and no fewer, closes the finding (labels as
   * `AdmittingRule` has them, sorted). Empty where removing rules alone does not.
   */
  readonly closingRules: readonly string[];
  /** What the finding is about: addresses, and listeners of the load balancer, share one finding. */
  readonly exposures: readonly [Exposure, ...Exposure[]];
}

/** One reachable port of an instance. */
export interface PortFinding extends FindingBase {
  readonly type: PortFindingType;
  readonly protocol: Protocol;
  /** Of the instance; a load balancer's listener may have another. */
  readonly port: number;
  /** Services that use the port, in the order of the table; empty for an unrecognized port. */
  readonly services: readonly string[];
  /** What listens; undefined unless the type says `WithListener`. */
  readonly process: ListeningProcess | undefined;
  /** A packet to this very port. */
  readonly witness: Witness;
}

/** All reachable ports of an interface by one route and component. */
export interface NetworkExposureFinding extends FindingBase {
  readonly type: 'NetworkExposure';
  /** Maximal, sorted, disjoint. */
  readonly tcp: readonly PortRange[];
  readonly udp: readonly PortRange[];
}

export type Finding = PortFinding | NetworkExposureFinding;
