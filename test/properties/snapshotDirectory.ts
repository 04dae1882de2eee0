/** Random networks as snapshots: in memory, and as a directory that the command line reads. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildNetwork } from '../../src/network/buildNetwork.js';
import type { Network } from '../../src/network/network.js';
import { assembleSnapshot } from '../../src/snapshot/assemble.js';
import type { AwsNetwork } from './awsNetwork.js';

const jsonOf = (content: unknown): string => `${JSON.stringify(content, undefined, 1)}\n`;

/** The model of a configuration, read as one file. */
export const networkOf = (aws: Partial<AwsNetwork>): Network => {
  const sha256 = createHash('sha256').update(jsonOf(aws)).digest('hex');
  return buildNetwork(assembleSnapshot([{ file: 'network.json', sha256, content: aws }]));
};

/**
 * Writes one file for each top-level key, for `reachproof assess --snapshot DIRECTORY`.
 *
 * @returns the directory: `directory`, or a new one among the system's temporary files
 */
export const writeSnapshotDirectory = (
  aws: Partial<AwsNetwork>,
  directory: string = mkdtempSync(join(tmpdir(), 'reachproof-network-')),
): string => {
  mkdirSync(directory, { recursive: true });
  for (const [key, value] of Object.entries(aws))
    writeFileSync(join(directory, `${key}.json`), jsonOf({ [key]: value }));
  return directory;
};

/** Runs a check of a network; where it fails, the error also says where the network is and how to look at it. */
export const reportingNetwork = async <T>(aws: AwsNetwork, check: () => T | Promise<T>): Promise<T> => {
  try {
    return await check();
  } catch (cause) {
    const directory = process.env.REACHPROOF_KEEP === undefined ? undefined : writeSnapshotDirectory(aws);
    const where = directory ?? 'set REACHPROOF_KEEP=1 to have it written as a snapshot directory';
    throw new Error(`${cause instanceof Error ? cause.message : String(cause)}\nnetwork: ${where}`, { cause });
  }
};
