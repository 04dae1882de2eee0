import type { Argv } from 'yargs';
import { logOptions } from './log.js';
import { once, oneOf, text } from './parse.js';

/** Where results and logs go. */
export const outputOptions = <T, F extends string>(argv: Argv<T>, formats: readonly F[], preferred: F) =>
  logOptions(argv)
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
    .group(['format', 'output', 'quiet', 'log-level', 'log-format'], 'Output:');
