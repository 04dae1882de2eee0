import type { ArgumentsCamelCase, Argv, CommandModule } from 'yargs';
import { severities } from '../../findings/severity.js';
import { type AssessmentFormat, assessmentFormats } from '../../report/formats.js';
import { logLevels } from '../log.js';
import { engineOptions } from '../options/engine.js';
import { inputOptions } from '../options/input.js';
import { outputOptions } from '../options/output.js';
import { duration, once, oneOf, text } from '../options/parse.js';
import { scopeOptions } from '../options/scope.js';
import type { Outcome } from '../run.js';

const formats = Object.keys(assessmentFormats).filter((name): name is AssessmentFormat => name in assessmentFormats);

const options = (argv: Argv) =>
  outputOptions(engineOptions(scopeOptions(inputOptions(argv))), formats, 'table')
    .option('fail-on', {
      type: 'string',
      requiresArg: true,
      coerce: once('fail-on', oneOf('fail-on', severities)),
      describe: `exit with 1 when a finding is this severe or worse: ${severities.join(', ')}`,
    })
    .option('severities', {
      type: 'string',
      requiresArg: true,
      coerce: once('severities', text),
      describe: 'YAML or JSON file with services and severities of your own',
    })
    .option('listeners', {
      type: 'string',
      requiresArg: true,
      coerce: once('listeners', text),
      describe: 'what listens on the instances: a file or a directory of reports (JSON, osquery, ss)',
    })
    .option('listeners-max-age', {
      type: 'string',
      requiresArg: true,
      implies: 'listeners',
      coerce: once('listeners-max-age', duration('listeners-max-age')),
      describe: 'listener reports that are older count as none, for example 24h or 7d',
    })
    .group(['fail-on', 'severities', 'listeners', 'listeners-max-age'], 'Findings:')
    .example('$0 assess --snapshot ./snapshot', 'everything reachable, as a table')
    .example('$0 assess --snapshot ./snapshot --format json --output report.json', 'the same for programs')
    .example('$0 assess --snapshot ./snapshot --tag env=prod --route Internet --fail-on Medium', 'in a pipeline')
    .example('$0 assess --snapshot ./prod --snapshot ./shared', 'two accounts that are peered')
    .example('$0 assess --snapshot ./snapshot --semantics one-way', 'what gets in, though no reply could return');

type OptionsOf<A> = A extends Argv<infer T> ? T : never;
type AssessOptions = OptionsOf<ReturnType<typeof options>>;

/** The flags of `assess`, parsed. */
export type AssessArguments = ArgumentsCamelCase<AssessOptions>;

export const assessCommand = (outcome: Outcome): CommandModule<object, AssessOptions> => ({
  command: 'assess',
  describe: 'report every port reachable from outside the VPC, with a packet that proves it',
  builder: options,
  handler: async (args) => {
    outcome.traces = logLevels.indexOf(args.logLevel) >= logLevels.indexOf('debug');
    const { runAssess } = await import('./run.js');
    outcome.code = await runAssess(args);
  },
});
