import type { Argv } from 'yargs';
import { logFormats, logLevels } from '../log.js';
import { once, oneOf } from './parse.js';

/** What is told on standard error, and how. */
export const logOptions = <T>(argv: Argv<T>) =>
  argv
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
    });
