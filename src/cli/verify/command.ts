import type { ArgumentsCamelCase, Argv, CommandModule } from 'yargs';
import { logLevels } from '../log.js';
import { outputOptions } from '../options/output.js';
import { each, once, oneOf, positiveSeconds, text } from '../options/parse.js';
import type { Outcome } from '../run.js';

export const verifyFormats = ['table', 'json'] as const;
const solverNames = ['z3', 'cvc5', 'bitwuzla', 'yices-smt2'] as const;

const options = (argv: Argv) =>
  outputOptions(argv, verifyFormats, 'table')
    .positional('file', { type: 'string', array: true, demandOption: true, describe: 'certificates' })
    .option('snapshot', {
      type: 'string',
      array: true,
      requiresArg: true,
      coerce: each('snapshot', text),
      describe: 'the configuration that the certificates are about: every script is derived from it again',
    })
    .option('require-solver', {
      type: 'string',
      array: true,
      requiresArg: true,
      coerce: each('require-solver', oneOf('require-solver', solverNames)),
      describe: `fail when this solver is not on PATH: ${solverNames.join(', ')} (repeatable)`,
    })
    .option('solver-timeout', {
      type: 'string',
      requiresArg: true,
      defaultDescription: '60',
      coerce: once('solver-timeout', positiveSeconds('solver-timeout')),
      describe: 'seconds for one script and solver',
    })
    .example('$0 verify proofs/*.json', 'with the bundled Z3 and every other solver on PATH')
    .example('$0 verify proofs/*.json --snapshot ./snapshot --require-solver cvc5', 'as an auditor would');

type OptionsOf<A> = A extends Argv<infer T> ? T : never;
type VerifyOptions = OptionsOf<ReturnType<typeof options>>;

/** The flags of `verify`, parsed. */
export type VerifyArguments = ArgumentsCamelCase<VerifyOptions>;

export const verifyCommand = (outcome: Outcome): CommandModule<object, VerifyOptions> => ({
  command: 'verify <file..>',
  describe: 're-check certificates, with the bundled solver and every other one on PATH',
  builder: options,
  handler: async (args) => {
    outcome.traces = logLevels.indexOf(args.logLevel) >= logLevels.indexOf('debug');
    const { runVerify } = await import('./run.js');
    outcome.code = await runVerify(args);
  },
});
