import type { SnapshotDocument } from '../assemble.js';
import type { RegionRecord } from '../collectedRegion.js';
import { compareText } from '../compareText.js';
import type { FailedCall } from '../snapshot.js';
import type { CollectOptions } from './collectOptions.js';

/** What a live run reads: the documents that `snapshot` would write, and what it would note about them. */
export interface Collected {
  /** Sorted by file. */
  readonly documents: readonly SnapshotDocument[];
  /** Sorted by account and region. */
  readonly regions: readonly RegionRecord[];
  readonly failedCalls: readonly FailedCall[];
}

/**
 * Reads the configuration of AWS accounts and regions. The SDK is loaded with the first call, so that runs over saved
 * snapshots do without it.
 *
 * @throws CollectError when the run as a whole cannot be used; single calls that fail are in `failedCalls`
 */
export const collect = async (options: CollectOptions): Promise<Collected> => {
  const { collectRegions } = await import('./collectRegions.js');
  const documents: SnapshotDocument[] = [];
  const regions: RegionRecord[] = [];
  await collectRegions(options, {
    take: async ({ documents: read, ...record }) => {
      documents.push(...read);
      regions.push(record);
    },
  });
  regions.sort((a, b) => compareText(a.account, b.account) || compareText(a.region, b.region));
  return {
    documents: documents.sort((a, b) => compareText(a.file, b.file)),
    regions,
    failedCalls: regions.flatMap(({ failedCalls }) => failedCalls),
  };
};
