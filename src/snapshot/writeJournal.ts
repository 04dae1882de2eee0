import { z } from 'zod';
import type { RegionRecord } from './collectedRegion.js';
import { snapshotKeys } from './schema.js';

/**
 * What the marker of an unfinished snapshot (`.reachproof-incomplete`) holds: one line of JSON when the writing began,
 * and one for each region once all its files are on the disk. A run that resumes it believes no other files.
 */
export interface Journal {
  /** When the snapshot was begun, ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly regions: readonly WrittenRegion[];
}

/** A region whose files are written. */
export interface WrittenRegion extends RegionRecord {
  /** SHA-256, hexadecimal, of each file by its path below the snapshot directory. */
  readonly files: Readonly<Record<string, string>>;
}

const begun = z.object({ reachproofIncomplete: z.literal(1), startedAt: z.string() });
const text = z.string();
const writtenRegion = z.object({
  account: text,
  region: text,
  caller: text,
  readAt: text,
  readTwice: z.boolean(),
  calls: z.record(text, z.number()),
  failedCalls: z.array(
    z.object({ action: text, key: z.enum(snapshotKeys), account: text, region: text, reason: text }),
  ),
  unsettled: z.array(z.object({ key: text, id: text, missingKey: text, missingId: text })),
  files: z.record(text, text),
});

export const beginLine = (startedAt: string): string => `${JSON.stringify({ reachproofIncomplete: 1, startedAt })}\n`;

export const regionLine = (region: WrittenRegion): string => `${JSON.stringify(region)}\n`;

/**
 * The journal in a marker's text; a last line that was cut off does not count, nor does anything after it. Undefined
 * when the marker is not of this version, or was cut off in its first line.
 */
export const parseJournal = (marker: string): Journal | undefined => {
  const [first, ...rest] = marker.split('\n');
  const start = begun.safeParse(parseLine(first ?? ''));
  if (!start.success) return undefined;
  const regions: WrittenRegion[] = [];
  for (const line of rest) {
    const region = writtenRegion.safeParse(parseLine(line));
    if (!region.success) break;
    regions.push(region.data);
  }
  return { startedAt: start.data.startedAt, regions };
};

const parseLine = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};
