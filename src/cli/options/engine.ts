import type { Argv } from 'yargs';
import type { Semantics } from '../../paths/path.js';
import { engineNames } from '../createEngine.js';
import { once, oneOf, portRange, positiveInteger, positiveSeconds } from './parse.js';

const allSemantics: readonly Semantics[] = ['two-way', 'one-way'];

/** How questions are decided. */
export const engineOptions = <T>(argv: Argv<T>) =>
  argv
    .option('engine', {
      type: 'string',
      requiresArg: true,
      default: 'smt',
      coerce: once('engine', oneOf('engine', engineNames)),
      describe: `what decides: ${engineNames.join(', ')}`,
    })
    .option('semantics', {
      type: 'string',
      requiresArg: true,
      default: 'two-way',
      coerce: once('semantics', oneOf('semantics', allSemantics)),
      describe: 'two-way: a reply must be able to return; one-way: delivery of the request is enough',
    })
    .option('source-ports', {
      type: 'string',
      requiresArg: true,
      default: '1-65535',
      coerce: once('source-ports', portRange('source-ports', 1)),
      describe: 'source ports that clients may use, FROM-TO',
    })
    .option('jobs', {
      type: 'string',
      requiresArg: true,
      defaultDescription: 'the number of processors',
      coerce: once('jobs', positiveInteger('jobs', 256)),
      describe: 'threads that solve at a time',
    })
    .option('solver-timeout', {
      type: 'string',
      requiresArg: true,
      defaultDescription: '60',
      coerce: once('solver-timeout', positiveSeconds('solver-timeout')),
      describe: 'seconds for one query; a query that runs out stays undecided',
    })
    .group(['engine', 'semantics', 'source-ports', 'jobs', 'solver-timeout'], 'Engine:');
