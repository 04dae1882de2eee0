/**
 * What the report's page is given, as JSON. Texts are finished: printable, in the order in which they are shown. What
 * many findings share is stored once and referred to by its index, which keeps the reports of large accounts small.
 */

/** One element that a packet meets, and what of it let the packet pass. */
export interface Station {
  readonly kind: 'gateway' | 'networkAcl' | 'securityGroups' | 'routeTable' | 'condition';
  /** `security group`, `network ACL, inbound`, ... */
  readonly title: string;
  readonly ids: readonly string[];
  /** Deciding rules, entries, routes or conditions. */
  readonly rules: readonly string[];
  readonly verdict: 'admitted' | 'refused' | 'undecided';
}

/** What one packet meets between two ends. */
export interface Lane {
  readonly direction: 'request' | 'reply';
  /** The packet: 0 from the client; then those that load balancers send on. */
  readonly leg: number;
  /** Indices of stations. */
  readonly stations: readonly number[];
}

/** Who sends or gets packets: the client, load balancer nodes, the interface. */
export interface End {
  readonly kind: 'client' | 'loadBalancer' | 'interface';
  readonly title: string;
  readonly lines: readonly string[];
}

/** A packet on one leg. */
export interface PacketOnLeg {
  /** `198.51.100.7:49152`, `[2001:db8::1]:443`. */
  readonly source: string;
  readonly destination: string;
  /** Where the gateway rewrites the destination; else undefined. */
  readonly delivered?: string;
}

/** A witness packet and the way that it takes. */
export interface Way {
  readonly protocol: string;
  /** What it shows to be reachable: `tcp 22`, `udp 9000-9010`. */
  readonly shows: string;
  readonly legs: readonly PacketOnLeg[];
  /** One more than there are legs. */
  readonly ends: readonly End[];
  /** Index of a list of lanes. */
  readonly lanes: number;
}

/** `tcp 22` and the blocks from which it is reachable. */
export interface Sources {
  readonly ports: string;
  readonly cidrs: readonly string[];
}

export interface PageFinding {
  readonly id: string;
  readonly type: string;
  /** Index in `PageData.severities`: 0 is the worst. */
  readonly severity: number;
  readonly route: string;
  readonly component: string;
  readonly instance: string;
  /** Name tag; empty where there is none. */
  readonly name: string;
  /** Empty for a running instance. */
  readonly state: string;
  readonly networkInterface: string;
  readonly vpc: string;
  readonly subnet: string;
  readonly networkAcl: string;
  readonly account: string;
  readonly region: string;
  readonly groups: readonly string[];
  readonly addresses: readonly string[];
  /** First port, to sort by; ranges sort before single ports by their lowest one. */
  readonly port: number;
  /** `tcp 22`; for an aggregate every range. */
  readonly ports: string;
  /** Empty for unrecognized ports and aggregates. */
  readonly service: string;
  readonly loadBalancers: readonly string[];
  /** What listens, as far as it is known. */
  readonly process: string;
  readonly title: string;
  readonly recommendation: string;
  readonly closingRules: readonly string[];
  readonly connections: readonly string[];
  /** Indices of texts. */
  readonly assumptions: readonly number[];
  /** Indices of lists of sources. */
  readonly sources: readonly number[];
  readonly ways: readonly Way[];
}

export interface MapInstance {
  readonly id: string;
  readonly name: string;
  /** Index of the worst severity. */
  readonly severity: number;
  readonly findings: number;
  readonly routes: readonly string[];
}

export interface MapSubnet {
  readonly id: string;
  readonly cidrs: readonly string[];
  readonly zone: string;
  /** The worst first. */
  readonly instances: readonly MapInstance[];
}

export interface MapGateway {
  readonly id: string;
  readonly route: string;
  readonly findings: number;
  readonly instances: number;
  readonly severity: number;
}

export interface MapVpc {
  readonly id: string;
  readonly name: string;
  readonly cidrs: readonly string[];
  readonly place: string;
  readonly gateways: readonly MapGateway[];
  /** Those that hold exposed instances. */
  readonly subnets: readonly MapSubnet[];
  /** How many others the VPC has. */
  readonly quietSubnets: number;
  readonly instances: number;
}

export interface PageData {
  /** Worst first. */
  readonly severities: readonly string[];
  /** What routes are called, by `PageFinding.route`. */
  readonly routeNames: Readonly<Record<string, string>>;
  readonly texts: readonly string[];
  readonly stations: readonly Station[];
  readonly lanes: readonly (readonly Lane[])[];
  readonly sources: readonly Sources[];
  readonly findings: readonly PageFinding[];
  readonly vpcs: readonly MapVpc[];
}
