import type { SnapshotKey } from '../snapshot/schema.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import type { Placement } from './placement.js';

/**
 * True when the snapshot cannot be expected to hold all resources of a kind for an account and region: no file holds
 * the key at all, or the call for it failed there.
 */
export const lacks = (snapshot: Snapshot, key: SnapshotKey, { account, region }: Placement): boolean =>
  snapshot.resources[key] === undefined ||
  snapshot.failedCalls.some(
    (call) =>
      call.key === key &&
      (call.account === undefined || account === undefined || call.account === account) &&
      (call.region === undefined || region === undefined || call.region === region),
  );
