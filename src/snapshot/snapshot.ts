import type { ResourceOf, SnapshotKey } from './schema.js';

/** Where a resource was read: a file (relative to the snapshot directory) or an API call of a live run. */
export interface Origin {
  /** File path below the snapshot directory, with `/` between its parts. */
  readonly file: string;
  /** Account and region, where the directory layout `accounts/ID/REGION/` or the live run tells them. */
  readonly account: string | undefined;
  readonly region: string | undefined;
}

/** A resource together with where it was read. */
export type Located<T> = T & { readonly origin: Origin };

/** Every resource by its top-level key; a key that no file held is absent, one that held nothing is `[]`. */
export type Resources = { readonly [K in SnapshotKey]?: readonly Located<ResourceOf<K>>[] };

/** A call that the account refused or that failed while the snapshot was taken. */
export interface FailedCall {
  /** IAM action, for example `ec2:DescribeNetworkAcls`. */
  readonly action: string;
  /** The top-level key that stays empty or partial because of it. */
  readonly key: SnapshotKey;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly reason: string;
}

/** One file that the snapshot was read from. */
export interface SnapshotFile {
  readonly path: string;
  /** SHA-256 of its bytes, hexadecimal. */
  readonly sha256: string;
}

/** What AWS said about one or more accounts and regions: validated, merged over files, not interpreted. Immutable. */
export interface Snapshot {
  readonly resources: Resources;
  readonly failedCalls: readonly FailedCall[];
  readonly files: readonly SnapshotFile[];
}
