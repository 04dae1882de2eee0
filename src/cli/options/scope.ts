import type { Argv } from 'yargs';
import { allRoutes } from '../../paths/path.js';
import { each, keyAndValue, oneOf, text } from './parse.js';

/** Which interfaces and routes are meant. */
export const scopeOptions = <T>(argv: Argv<T>) =>
  argv
    .option('vpc', {
      type: 'string',
      array: true,
      requiresArg: true,
      coerce: each('vpc', text),
      describe: 'only interfaces of this VPC (repeatable)',
    })
    .option('instance', {
      type: 'string',
      array: true,
      requiresArg: true,
      coerce: each('instance', text),
      describe: 'only interfaces of this instance (repeatable)',
    })
    .option('interface', {
      type: 'string',
      array: true,
      requiresArg: true,
      coerce: each('interface', text),
      describe: 'only this network interface (repeatable)',
    })
    .option('tag', {
      type: 'string',
      array: true,
      requiresArg: true,
      coerce: each('tag', keyAndValue('tag')),
      describe: 'only instances with this tag, KEY=VALUE (repeatable: values of one key are alternatives)',
    })
    .option('route', {
      type: 'string',
      array: true,
      requiresArg: true,
      coerce: each('route', oneOf('route', allRoutes)),
      describe: `only by this route: ${allRoutes.join(', ')} (repeatable)`,
    })
    .option('all-interfaces', {
      type: 'boolean',
      default: false,
      describe: 'also interfaces that belong to no EC2 instance',
    })
    .group(['vpc', 'instance', 'interface', 'tag', 'route', 'all-interfaces'], 'Scope:');
