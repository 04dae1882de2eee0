import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import type { CollectedRegion } from '../collectedRegion.js';
import { compareText } from '../compareText.js';
import { type Account, openAccounts } from './accounts.js';
import { createRegionClients } from './clients.js';
import type { CollectOptions } from './collectOptions.js';
import { danglingReferences } from './danglingReferences.js';
import type { Progress, RegionName } from './progressEvent.js';
import { readRegion } from './readRegion.js';
import { regionDocuments } from './regionDocuments.js';
import type { RegionReaderOptions } from './regionReader.js';

/** Regions read at once. AWS counts calls for each account and region on their own. */
const regionsAtOnce = 4;

interface Limits {
  readonly onProgress: Progress;
  readonly endpointUrl: string | undefined;
  readonly maxAttempts: number;
  readonly requestTimeout: number;
}

/** Where what is read goes. */
export interface RegionSink {
  /** Told once, when the accounts are known and before anything is read of them. */
  readonly begin?: () => Promise<void>;
  /** True for a region that is there already and need not be read. */
  readonly keep?: (name: RegionName) => boolean;
  /** Told of one region at a time, in no fixed order. */
  readonly take: (region: CollectedRegion) => Promise<void>;
}

/**
 * Reads every region asked for, and hands each over as soon as it is read.
 *
 * @throws CollectError when the run as a whole cannot be used; single calls that fail are in the regions' records
 */
export const collectRegions = async (options: CollectOptions, sink: RegionSink): Promise<void> => {
  const limits: Limits = {
    endpointUrl: options.endpointUrl,
    maxAttempts: options.maxAttempts ?? 8,
    requestTimeout: options.requestTimeout ?? 60_000,
    onProgress: options.onProgress ?? (() => {}),
  };
  const accounts = await openAccounts(options, limits);
  const wanted = accounts.flatMap((account) => account.regions.map((region) => ({ account, region })));
  await sink.begin?.();
  limits.onProgress({
    code: 'started',
    regions: wanted.map(({ account, region }) => ({ account: account.account, region })),
  });
  const abort = new AbortController();
  // Every call under way listens to it, which Node.js would take for a leak.
  setMaxListeners(0, abort.signal);
  const limit = pLimit(regionsAtOnce);
  const one = pLimit(1);
  // Also after an error, what is under way is awaited: nothing is written or asked once this function has ended.
  await Promise.allSettled(
    wanted.map(({ account, region }) =>
      limit(async () => {
        if (abort.signal.aborted) return;
        const name = { account: account.account, region };
        if (sink.keep?.(name) === true) {
          limits.onProgress({ code: 'region-kept', ...name });
          return;
        }
        try {
          const collected = await collectRegion(account, region, limits, abort.signal);
          await one(() => sink.take(collected));
        } catch (error) {
          // The first error counts; those that the abort causes in other regions do not.
          abort.abort(error);
        }
      }),
    ),
  );
  abort.signal.throwIfAborted();
};

const collectRegion = async (
  { account, caller, credentials }: Account,
  region: string,
  { onProgress, ...limits }: Limits,
  abortSignal: AbortSignal,
): Promise<CollectedRegion> => {
  const started = performance.now();
  const readAt = new Date().toISOString();
  const calls = new Map<string, number>();
  const onCall = (call: string) => calls.set(call, (calls.get(call) ?? 0) + 1);
  onProgress({ code: 'region-started', account, region });
  const clients = createRegionClients({ ...limits, region, credentials, onCall });
  const options: RegionReaderOptions = { account, region, clients, abortSignal, onProgress };
  try {
    const first = await readRegion(options);
    const missing = danglingReferences(first, account).length;
    if (missing > 0) onProgress({ code: 'reading-again', account, region, missing });
    const reading = missing > 0 ? await readRegion(options) : first;
    const documents = regionDocuments(reading, account, region);
    onProgress({
      code: 'region-read',
      account,
      region,
      resources: [...reading.resources.values()].reduce((sum, listed) => sum + listed.length, 0),
      calls: [...calls.values()].reduce((sum, count) => sum + count, 0),
      milliseconds: performance.now() - started,
    });
    return {
      account,
      region,
      caller,
      readAt,
      readTwice: missing > 0,
      calls: Object.fromEntries([...calls].sort(([a], [b]) => compareText(a, b))),
      failedCalls: [...reading.failedCalls].sort((a, b) => compareText(JSON.stringify(a), JSON.stringify(b))),
      unsettled: danglingReferences(reading, account),
      documents,
    };
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
};
