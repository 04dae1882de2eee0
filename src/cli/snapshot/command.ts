import type { ArgumentsCamelCase, Argv, CommandModule } from 'yargs';
import { logLevels } from '../log.js';
import { liveOptions } from '../options/live.js';
import { logOptions } from '../options/log.js';
import { once, text } from '../options/parse.js';
import type { Outcome } from '../run.js';

const options = (argv: Argv) =>
  logOptions(liveOptions(argv))
    .option('output', {
      type: 'string',
      requiresArg: true,
      coerce: once('output', text),
      describe: 'directory to write: it must be empty or not exist',
    })
    .option('resume', {
      type: 'boolean',
      default: false,
      describe: 'go on with an interrupted snapshot: regions that were read whole are not read again',
    })
    .option('overwrite', { type: 'boolean', default: false, describe: 'replace the snapshot that is there' })
    .option('print-iam-policy', {
      type: 'boolean',
      default: false,
      describe: 'print the IAM policy that this command needs, and read nothing',
    })
    .group(['output', 'resume', 'overwrite', 'print-iam-policy'], 'Snapshot:')
    .group(['quiet', 'log-level', 'log-format'], 'Output:')
    .example('$0 snapshot --output ./snapshot', 'the account and region at hand')
    .example('$0 snapshot --output ./snapshot --profile audit --all-regions', 'every region of an account')
    .example(
      '$0 snapshot --output ./snapshot --role-arn arn:aws:iam::111122223333:role/audit --role-arn arn:aws:iam::444455556666:role/audit',
      'two accounts',
    )
    .example('$0 snapshot --print-iam-policy > policy.json', 'what the credentials must allow');

type OptionsOf<A> = A extends Argv<infer T> ? T : never;
type SnapshotOptions = OptionsOf<ReturnType<typeof options>>;

/** The flags of `snapshot`, parsed. */
export type SnapshotArguments = ArgumentsCamelCase<SnapshotOptions>;

export const snapshotCommand = (outcome: Outcome): CommandModule<object, SnapshotOptions> => ({
  command: 'snapshot',
  describe: 'save the configuration of AWS accounts and regions to a directory',
  builder: options,
  handler: async (args) => {
    outcome.traces = logLevels.indexOf(args.logLevel) >= logLevels.indexOf('debug');
    const { runSnapshot } = await import('./run.js');
    outcome.code = await runSnapshot(args);
  },
});
