import type { EngineDescription } from '../engines/engine.js';
import type { Network } from '../network/network.js';
import type { Semantics } from '../paths/path.js';
import type { Exposure } from './exposure.js';
import type { Finding } from './finding.js';
import type { Incomplete } from './incomplete.js';
import type { Severity } from './severity.js';

/** How much was looked at. The same for every engine and in every run. */
export interface Summary {
  readonly instances: number;
  readonly interfaces: number;
  readonly paths: number;
  /** Distinct questions, counted once for each protocol; paths with equal filters share one. */
  readonly queries: number;
  readonly findings: Readonly<Record<Severity, number>>;
}

/** What was assessed. */
export interface SnapshotSummary {
  /** Of what the snapshot says, hexadecimal: the same for every order of its files and entries. */
  readonly sha256: string;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}

/** What `assess` found. Reporters turn it into text. */
export interface Assessment {
  readonly engine: EngineDescription;
  readonly semantics: Semantics;
  readonly snapshot: SnapshotSummary;
  readonly network: Network;
  readonly summary: Summary;
  /** Sorted by interface, address, route, component, load balancer and listener. */
  readonly exposures: readonly Exposure[];
  /** Sorted by id. */
  readonly findings: readonly Finding[];
  /** Sorted by resource. */
  readonly incomplete: readonly Incomplete[];
}
