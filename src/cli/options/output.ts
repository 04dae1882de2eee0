import type { Argv } from 'yargs';
import { logFormats, logLevels } from '../log.js';
import { once, oneOf, text } from './parse.js';

/** Where results and logs go. */
export const outputOptions = <T, F extends string>(argv: Argv<T>, formats: readonly F[], preferred: F) =>
  argv
    .option('format', {
      type: 'string',
      requiresArg: true,
      default: preferred,
      coerce: once('format', oneOf('format', formats)),
      describe: `format of the result: ${formats.join(', ')}`,
    })
    .option('output', {
      type: 'string',
      requiresArg: true,
      coerce: once('output', text),
      describe: 'file for the result, written all at once',
      defaultDescription: 'standard output',
    })
    .option('quiet', { type: 'boolean', default: false, describe: 'nothing but errors on standard error' })
    .option('log-level', {
      type: 'string',
      requiresArg: true,
      default: 'warn',
      coerce: once('log-level', oneOf('log-level', logLevels)),
      describe: `${logLevels.join(', ')}; logs go to standard error`,
    })
    .option('log-format', {
      type: 'string',
      requiresArg: true,
      default: 'pretty',
      coerce: once('log-format', oneOf('log-format', logFormats)),
      describe: `format of the logs: ${logFormats.join(', ')}`,
    })
    .group(['format', 'output', 'quiet', 'log-level', 'log-format'], 'Output:');
