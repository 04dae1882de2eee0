import type { Argv } from 'yargs';
import { each, once, text } from './parse.js';

/** Which AWS accounts and regions are read, and as whom. */
export const liveOptions = <T>(argv: Argv<T>) =>
  argv
    .option('profile', {
      type: 'string',
      requiresArg: true,
      coerce: once('profile', text),
      describe: 'profile of the AWS configuration files',
      defaultDescription: 'the credentials that the AWS SDK finds',
    })
    .option('region', {
      type: 'string',
      array: true,
      requiresArg: true,
      coerce: each('region', text),
      describe: 'region to read (repeatable)',
      defaultDescription: 'the region of the environment or the profile',
    })
    .option('all-regions', {
      type: 'boolean',
      default: false,
      describe: 'read every region that an account has enabled',
    })
    .option('role-arn', {
      type: 'string',
      array: true,
      requiresArg: true,
      coerce: each('role-arn', text),
      describe: 'role to assume: its account is read instead of the one at hand (repeatable, one for each account)',
    })
    .option('external-id', {
      type: 'string',
      requiresArg: true,
      coerce: once('external-id', text),
      describe: 'external id that the roles ask for',
    })
    .option('endpoint-url', {
      type: 'string',
      requiresArg: true,
      coerce: once('endpoint-url', text),
      describe: 'URL where all AWS services are, for example of a test server',
    })
    .group(['profile', 'region', 'all-regions', 'role-arn', 'external-id', 'endpoint-url'], 'AWS:');
