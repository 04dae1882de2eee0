import type { ArgumentsCamelCase, Argv } from 'yargs';
import { liveOptions } from '../options/live.js';
import { logOptions } from '../options/log.js';
import { once, text } from '../options/parse.js';

/** What is saved, and where. */
export const snapshotOptions = (argv: Argv) =>
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
export type SnapshotOptions = OptionsOf<ReturnType<typeof snapshotOptions>>;

/** The flags of `snapshot`, parsed. */
export type SnapshotArguments = ArgumentsCamelCase<SnapshotOptions>;
