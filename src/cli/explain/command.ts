import type { ArgumentsCamelCase, Argv, CommandModule } from 'yargs';
import { type ExplanationFormat, explanationFormats } from '../../report/explanation/formats.js';
import { logLevels } from '../log.js';
import { engineOptions } from '../options/engine.js';
import { inputOptions } from '../options/input.js';
import { outputOptions } from '../options/output.js';
import { once, portRange, text } from '../options/parse.js';
import type { Outcome } from '../run.js';

const formats = Object.keys(explanationFormats).filter((name): name is ExplanationFormat => name in explanationFormats);

const options = (argv: Argv) =>
  outputOptions(engineOptions(inputOptions(argv)), formats, 'table')
    .option('from', {
      type: 'string',
      requiresArg: true,
      demandOption: 'expected `--from`',
      coerce: once('from', text),
      describe: 'internet, peered-vpc, vgw, anywhere, an address or a CIDR block',
    })
    .option('to', {
      type: 'string',
      requiresArg: true,
      demandOption: 'expected `--to`',
      coerce: once('to', text),
      describe: 'id of an instance, interface, security group, subnet or VPC; or KEY=VALUE for a tag',
    })
    .option('protocol', {
      type: 'string',
      requiresArg: true,
      default: 'tcp',
      coerce: once('protocol', text),
      describe: 'tcp or udp',
    })
    .option('port', {
      type: 'string',
      requiresArg: true,
      demandOption: 'expected `--port`',
      coerce: once('port', portRange('port', 0)),
      describe: 'destination port',
    })
    .option('source-port', {
      type: 'string',
      requiresArg: true,
      coerce: once('source-port', portRange('source-port', 0)),
      describe: 'source port of the client',
      defaultDescription: 'any of --source-ports',
    })
    .group(['from', 'to', 'protocol', 'port', 'source-port'], 'Packet:')
    .example(
      '$0 explain --snapshot ./snapshot --from internet --to i-0abc --port 22',
      'why SSH is open, or what closes it',
    )
    .example(
      '$0 explain --snapshot ./snapshot --from 203.0.113.7 --to i-0abc --port 443 --format mermaid',
      'as a picture',
    );

type OptionsOf<A> = A extends Argv<infer T> ? T : never;
type ExplainOptions = OptionsOf<ReturnType<typeof options>>;

/** The flags of `explain`, parsed. */
export type ExplainArguments = ArgumentsCamelCase<ExplainOptions>;

export const explainCommand = (outcome: Outcome): CommandModule<object, ExplainOptions> => ({
  command: 'explain',
  describe: 'hop by hop: why a packet gets through, or everything that would have to change',
  builder: options,
  handler: async (args) => {
    outcome.traces = logLevels.indexOf(args.logLevel) >= logLevels.indexOf('debug');
    const { runExplain } = await import('./run.js');
    outcome.code = await runExplain(args);
  },
});
