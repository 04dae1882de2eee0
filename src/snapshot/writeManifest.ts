import { compareText } from './compareText.js';
import type { WrittenRegion } from './writeJournal.js';

/** The program that takes a snapshot. */
export interface Tool {
  readonly name: string;
  readonly version: string;
}

/**
 * The content of `manifest.json`: when, by whom and with which calls the snapshot was taken, what failed, and the
 * SHA-256 of every file. `reachproofSnapshot` is the version of the layout.
 */
export const manifestContent = ({
  tool,
  startedAt,
  finishedAt,
  regions,
}: {
  readonly tool: Tool;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly regions: readonly WrittenRegion[];
}): object => {
  const sorted = [...regions].sort((a, b) => compareText(a.account, b.account) || compareText(a.region, b.region));
  return {
    reachproofSnapshot: 1,
    tool: { name: tool.name, version: tool.version },
    startedAt,
    finishedAt,
    accounts: [...new Set(sorted.map(({ account }) => account))],
    regions: [...new Set(sorted.map(({ region }) => region))].sort(),
    readings: sorted.map(({ account, region, caller, readAt, readTwice, calls, unsettled }) => ({
      account,
      region,
      caller,
      readAt,
      readTwice,
      calls,
      unsettled,
    })),
    failedCalls: sorted.flatMap(({ failedCalls }) => failedCalls),
    files: Object.fromEntries(
      sorted.flatMap(({ files }) => Object.entries(files)).sort(([a], [b]) => compareText(a, b)),
    ),
  };
};
