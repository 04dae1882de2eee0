import type { WrittenRegion } from '../writeJournal.js';
import type { Tool } from '../writeManifest.js';
import { SnapshotWriter, type WriteOptions } from '../writeSnapshot.js';
import type { CollectOptions } from './collectOptions.js';

export interface SaveOptions extends CollectOptions, WriteOptions {
  /** The snapshot directory; created where it does not exist. */
  readonly output: string;
  readonly tool: Tool;
}

/**
 * Reads AWS accounts and regions and writes a snapshot directory, region by region as they are read.
 *
 * @returns what the snapshot consists of, sorted by account and region
 * @throws SnapshotError when the directory cannot be used
 * @throws CollectError when the run as a whole cannot be used; the directory then stays unfinished and can be resumed
 */
export const saveSnapshot = async (options: SaveOptions): Promise<readonly WrittenRegion[]> => {
  const { output, tool, resume, overwrite, ...collectOptions } = options;
  const { collectRegions } = await import('./collectRegions.js');
  let writer: SnapshotWriter | undefined;
  const opened = (): SnapshotWriter => {
    if (writer === undefined) throw new Error('the directory is opened before regions are read');
    return writer;
  };
  await collectRegions(collectOptions, {
    // Not before the accounts are known: nothing is replaced by a run that cannot begin.
    begin: async () => {
      writer = await SnapshotWriter.open(output, { resume, overwrite });
    },
    keep: (name) => opened().keep(name),
    take: (region) => opened().addRegion(region),
  });
  return opened().finish(tool);
};
