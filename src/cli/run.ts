import yargs from 'yargs';
import { tool } from '../values/tool.js';
import { assessCommand } from './assess/command.js';
import { describeError } from './describeError.js';
import { type ExitCode, exitCode } from './exitCode.js';
import { explainCommand } from './explain/command.js';
import { proveCommand } from './prove/command.js';
import { snapshotCommand } from './snapshot/command.js';
import { restate } from './texts.js';
import { UsageError } from './usageError.js';
import { verifyCommand } from './verify/command.js';

/** What a command leaves for the end of the process. */
export interface Outcome {
  code: ExitCode;
  /** Stack traces are shown: `--log-level debug` or finer. */
  traces: boolean;
}

/** Runs one command line, without `node` and the script. Never rejects. */
export const run = async (args: readonly string[]): Promise<ExitCode> => {
  const outcome: Outcome = { code: exitCode.done, traces: false };
  const fail = (error: unknown): ExitCode => {
    process.stderr.write(`${tool.name}: ${describeError(error, { traces: outcome.traces, args })}\n`);
    // Engines that disagree are a failed check, not bad input.
    return error instanceof Error && error.name === 'EngineDifferenceError' ? exitCode.failed : exitCode.unusable;
  };
  // Node's own status for these is 1, which here means a finding.
  process.on('uncaughtException', (error) => process.exit(fail(error)));
  process.on('unhandledRejection', (error) => process.exit(fail(error)));
  // Nobody reads any more (`reachproof assess ... | head`): the rest is not needed, and the status still tells.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  try {
    await yargs([...args])
      .scriptName(tool.name)
      .usage(
        '$0 COMMAND\n\nProves which ports of EC2 instances can be reached from outside their VPC, and which cannot.',
      )
      .command(assessCommand(outcome))
      .command(proveCommand(outcome))
      .command(verifyCommand(outcome))
      .command(explainCommand(outcome))
      .command(snapshotCommand(outcome))
      .demandCommand(1, 1, 'expected a command')
      .strict()
      .recommendCommands()
      .parserConfiguration({ 'greedy-arrays': false, 'parse-numbers': false, 'parse-positional-numbers': false })
      .detectLocale(false)
      .help()
      .alias('help', 'h')
      .version(tool.version)
      .completion('completion', 'print a shell completion script: add it to ~/.bashrc or ~/.zshrc')
      .epilogue(
        '`$0 COMMAND --help` tells more. Exit status: 0 done; 1 a finding at or above --fail-on; 2 wrong usage or bad input; 3 something stayed undecided.',
      )
      .wrap(Math.min(120, process.stdout.columns ?? 100))
      .showHelpOnFail(false)
      .exitProcess(false)
      .fail((message, error) => {
        // yargs's own errors come with a message as well.
        throw error === undefined || error.name === 'YError' ? new UsageError(restate(message)) : error;
      })
      .parseAsync();
  } catch (error) {
    return fail(error);
  }
  return outcome.code;
};
