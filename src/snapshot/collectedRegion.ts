import type { SnapshotDocument } from './assemble.js';
import type { FailedCall } from './snapshot.js';

/** A resource that another one refers to and that AWS did not list, even when asked twice. */
interface UnsettledReference {
  /** Top-level key and id of the resource that refers. */
  readonly key: string;
  readonly id: string;
  /** Top-level key and id of what it refers to. */
  readonly missingKey: string;
  readonly missingId: string;
}

/** What is noted about the reading of one account and region. */
export interface RegionRecord {
  readonly account: string;
  readonly region: string;
  /** ARN of the identity that read. */
  readonly caller: string;
  /** When the reading began, ISO 8601 in UTC. */
  readonly readAt: string;
  /** True when the configuration changed while it was read, and was read once more. */
  readonly readTwice: boolean;
  /** Calls made by name (`ec2:DescribeVpcs`), retries and all pages included. */
  readonly calls: Readonly<Record<string, number>>;
  readonly failedCalls: readonly FailedCall[];
  readonly unsettled: readonly UnsettledReference[];
}

/** One account and region as AWS described it. */
export interface CollectedRegion extends RegionRecord {
  readonly documents: readonly SnapshotDocument[];
}
