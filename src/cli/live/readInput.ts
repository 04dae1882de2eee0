import { assembleSnapshot } from '../../snapshot/assemble.js';
import { collect } from '../../snapshot/aws/collect.js';
import { loadSnapshot } from '../../snapshot/load.js';
import { describeLogEvent, type SnapshotLogEvent } from '../../snapshot/logEvent.js';
import type { Snapshot } from '../../snapshot/snapshot.js';
import type { Log } from '../log.js';
import { UsageError } from '../usageError.js';
import type { LiveArguments } from './arguments.js';
import { withProgress } from './withProgress.js';

/** The flags of `inputOptions`, parsed. */
export interface InputArguments extends LiveArguments {
  readonly snapshot: readonly string[] | undefined;
  readonly quiet: boolean;
  readonly logFormat: string;
}

/** The snapshot of the directories given, or of AWS as it is now. */
export const readInput = async (args: InputArguments, log: Log): Promise<Snapshot> => {
  const onEvent = (event: SnapshotLogEvent) => log.debug(describeLogEvent(event), event);
  if (args.snapshot !== undefined && args.snapshot.length > 0) {
    const flag = liveFlagIn(args);
    if (flag !== undefined) throw new UsageError(`expected \`--snapshot\` or \`--${flag}\`, not both`);
    return loadSnapshot(args.snapshot, { log: onEvent });
  }
  const { documents, failedCalls } = await withProgress(args, log, collect);
  return assembleSnapshot(documents, { failedCalls, log: onEvent });
};

/** A flag that only makes sense where AWS is read. */
const liveFlagIn = ({ profile, region, allRegions, roleArn, externalId, endpointUrl }: LiveArguments) =>
  [
    ['profile', profile],
    ['region', region],
    ['all-regions', allRegions || undefined],
    ['role-arn', roleArn],
    ['external-id', externalId],
    ['endpoint-url', endpointUrl],
  ].find(([, value]) => value !== undefined)?.[0];
