import type { SnapshotKey } from '../snapshot/schema.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import type { Placement } from './placement.js';

/** True when the call for a kind of resource was refused or failed in an account and region. */
export const callFailed = (snapshot: Snapshot, key: SnapshotKey, { account, region }: Placement): boolean =>
  snapshot.failedCalls.some(
    (call) =>
      call.key === key &&
      (call.account === undefined || account === undefined || call.account === account) &&
      (call.region === undefined || region === undefined || call.region === region),
  );

/**
 * True when a VPC may have resources of a kind that nothing in the snapshot refers to. A key that is absent means that
 * there are none (interface.md, "A snapshot directory"), unless the call for it failed, or the route tables that would
 * refer to them are absent too.
 */
export const mayHaveUnnamed = (
  snapshot: Snapshot,
  key: SnapshotKey,
  placement: Placement,
  { repliesMatter, tableKnown }: { readonly repliesMatter: boolean; readonly tableKnown: boolean },
): boolean =>
  tableKnown
    ? // In two-way semantics a reply needs a route, and the known table has none to an unknown gateway.
      !repliesMatter && callFailed(snapshot, key, placement)
    : lacks(snapshot, key, placement);

/**
 * True when the snapshot cannot be expected to hold all resources of a kind for an account and region: no file holds
 * the key at all, or the call for it failed there.
 */
export const lacks = (snapshot: Snapshot, key: SnapshotKey, placement: Placement): boolean =>
  snapshot.resources[key] === undefined || callFailed(snapshot, key, placement);
