import type { CommandModule } from 'yargs';
import { logLevels } from '../log.js';
import type { Outcome } from '../run.js';
import { type SnapshotOptions, snapshotOptions } from './options.js';

export const snapshotCommand = (outcome: Outcome): CommandModule<object, SnapshotOptions> => ({
  command: 'snapshot',
  describe: 'save the configuration of AWS accounts and regions to a directory',
  builder: snapshotOptions,
  handler: async (args) => {
    outcome.traces = logLevels.indexOf(args.logLevel) >= logLevels.indexOf('debug');
    const { runSnapshot } = await import('./run.js');
    outcome.code = await runSnapshot(args);
  },
});
