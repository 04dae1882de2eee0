import type { ArgumentsCamelCase, Argv, CommandModule } from 'yargs';
import { type ClaimsFormat, claimsFormats } from '../../report/claims/formats.js';
import { logLevels } from '../log.js';
import { engineOptions } from '../options/engine.js';
import { inputOptions } from '../options/input.js';
import { outputOptions } from '../options/output.js';
import { once, oneOf, text } from '../options/parse.js';
import type { Outcome } from '../run.js';

const formats = Object.keys(claimsFormats).filter((name): name is ClaimsFormat => name in claimsFormats);

const expectations = ['unreachable', 'reachable'] as const;

const options = (argv: Argv) =>
  outputOptions(engineOptions(inputOptions(argv)), formats, 'table')
    .option('claims', {
      type: 'string',
      requiresArg: true,
      coerce: once('claims', text),
      describe: 'YAML or JSON file with claims',
    })
    .option('from', {
      type: 'string',
      requiresArg: true,
      coerce: once('from', text),
      describe: 'internet, peered-vpc, vgw, anywhere, or a CIDR block',
    })
    .option('to', {
      type: 'string',
      requiresArg: true,
      coerce: once('to', text),
      describe: 'id of an instance, interface, security group, subnet or VPC; KEY=VALUE for a tag; or all',
    })
    .option('protocol', {
      type: 'string',
      requiresArg: true,
      coerce: once('protocol', text),
      describe: 'tcp, udp or any',
      defaultDescription: 'any',
    })
    .option('port', {
      type: 'string',
      requiresArg: true,
      coerce: once('port', text),
      describe: 'a port, a range such as 1024-2048, several with commas, or all',
    })
    .option('expect', {
      type: 'string',
      requiresArg: true,
      coerce: once('expect', oneOf('expect', expectations)),
      describe: expectations.join(' or '),
      defaultDescription: 'unreachable',
    })
    .option('certificates', {
      type: 'string',
      requiresArg: true,
      coerce: once('certificates', text),
      describe: 'directory for one certificate a claim',
    })
    .group(['claims', 'from', 'to', 'protocol', 'port', 'expect', 'certificates'], 'Claims:')
    .conflicts('claims', ['from', 'to', 'protocol', 'port', 'expect'])
    .example('$0 prove --snapshot ./snapshot --claims claims.yaml', 'every claim of a file')
    .example('$0 prove --snapshot ./snapshot --from internet --to i-0abc --protocol tcp --port 22', 'one claim')
    .example('$0 prove --snapshot ./snapshot --claims claims.yaml --certificates ./proofs', 'proofs to keep');

type OptionsOf<A> = A extends Argv<infer T> ? T : never;
type ProveOptions = OptionsOf<ReturnType<typeof options>>;

/** The flags of `prove`, parsed. */
export type ProveArguments = ArgumentsCamelCase<ProveOptions>;

export const proveCommand = (outcome: Outcome): CommandModule<object, ProveOptions> => ({
  command: 'prove',
  describe: 'decide claims about reachability, and write certificates that others can check',
  builder: options,
  handler: async (args) => {
    outcome.traces = logLevels.indexOf(args.logLevel) >= logLevels.indexOf('debug');
    const { runProve } = await import('./run.js');
    outcome.code = await runProve(args);
  },
});
