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

/** A packet on one leg: `198.51.100.7:49152`, `[2001:db8::1]:443`. */
export type PacketOnLeg =
  | readonly [source: string, destination: string]
  /** The gateway rewrites the destination. */
  | readonly [source: string, destination: string, delivered: string];

/** A witness packet and the way that it takes. */
export interface Way {
  /** What it shows to be reachable: `tcp 22`, `udp 9000-9010`. */
  readonly shows: string;
  readonly legs: readonly PacketOnLeg[];
  /** Indices of the ends between client and interface: load balancers. One fewer than there are legs. */
  readonly nodes: readonly number[];
  /** Index of a list of lanes. */
  readonly lanes: number;
}

/** `tcp 22` and the blocks from which it is reachable. */
export interface Sources {
  readonly ports: string;
  readonly cidrs: readonly string[];
}

/** The interface that a finding is about. */
export interface Place {
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
}

/** The way into the VPC. */
export interface Entrance {
  readonly route: string;
  readonly component: string;
}

/** What is listed and searched. */
export interface PageFinding {
  readonly id: string;
  readonly type: string;
  /** Index in `PageData.severities`: 0 is the worst. */
  readonly severity: number;
  /** Indices. */
  readonly entrance: number;
  readonly place: number;
  readonly groups: number;
  readonly addresses: readonly string[];
  /** To sort by; of ranges the lowest port. */
  readonly port: number;
  /** `tcp 22`; for an aggregate every range. */
  readonly ports: string;
  /** Empty for unrecognized ports and aggregates. */
  readonly service: string;
  readonly loadBalancers: readonly string[];
  /** What listens, as far as it is known. */
  readonly process: string;
  /** Index of a text, in which `PageData.placeholders` stand for the ids that differ between findings. */
  readonly title: number;
}

/** What is shown when a finding is opened. */
export interface FindingDetails {
  /** Empty where there are closing rules. */
  readonly recommendation: string;
  /** Indices of texts. */
  readonly closingRules: readonly number[];
  readonly connections: readonly number[];
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

/** Read when the page opens. The details follow in chunks of their own, which are read when one of them is shown. */
export interface PageData {
  /** Worst first. */
  readonly severities: readonly string[];
  /** What routes are called, by `Entrance.route`. */
  readonly routeNames: Readonly<Record<string, string>>;
  /** What their clients are called. */
  readonly clientNames: Readonly<Record<string, string>>;
  /** Characters that stand for instance, interface and groups in titles; `printable` leaves them nowhere else. */
  readonly placeholders: readonly [instance: string, networkInterface: string, groups: string];
  readonly texts: readonly string[];
  readonly groups: readonly (readonly string[])[];
  readonly places: readonly Place[];
  readonly entrances: readonly Entrance[];
  readonly stations: readonly Station[];
  readonly nodes: readonly End[];
  readonly lanes: readonly (readonly Lane[])[];
  readonly sources: readonly Sources[];
  readonly findings: readonly PageFinding[];
  /** Findings whose details are in one chunk; chunk N is the element `details-data-N`. */
  readonly chunkSize: number;
  readonly vpcs: readonly MapVpc[];
}
