import type { Argv } from 'yargs';
import { liveOptions } from './live.js';
import { each, text } from './parse.js';

/** Where the configuration comes from. */
export const inputOptions = <T>(argv: Argv<T>) =>
  liveOptions(
    argv
      .option('snapshot', {
        type: 'string',
        array: true,
        requiresArg: true,
        coerce: each('snapshot', text),
        describe: 'directory with the JSON output of `aws ... describe-*`; repeat it for more accounts or regions',
        defaultDescription: 'AWS as it is now',
      })
      .group(['snapshot'], 'Input:'),
  );
