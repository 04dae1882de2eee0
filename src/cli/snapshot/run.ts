import { minimalIamPolicy } from '../../snapshot/aws/iamPolicy.js';
import { saveSnapshot } from '../../snapshot/aws/saveSnapshot.js';
import { tool } from '../../values/tool.js';
import { type ExitCode, exitCode } from '../exitCode.js';
import { withProgress } from '../live/withProgress.js';
import { Log } from '../log.js';
import { writeToStdout } from '../output.js';
import { wantsColor } from '../terminal.js';
import { UsageError } from '../usageError.js';
import type { SnapshotArguments } from './options.js';
import { snapshotSummary } from './summary.js';

/** `reachproof snapshot`: reads AWS and writes a directory, or prints what it must be allowed to do. */
export const runSnapshot = async (args: SnapshotArguments): Promise<ExitCode> => {
  if (args.printIamPolicy) {
    await writeToStdout([`${JSON.stringify(minimalIamPolicy(args.roleArn), undefined, 2)}\n`]);
    return exitCode.done;
  }
  const { output, resume, overwrite } = args;
  if (output === undefined) throw new UsageError('expected `--output DIR`');
  if (resume && overwrite) throw new UsageError('expected `--resume` or `--overwrite`, not both');
  const log = new Log({
    level: args.quiet ? 'error' : args.logLevel,
    format: args.logFormat,
    color: wantsColor(process.stderr, process.env),
  });
  try {
    const regions = await withProgress(args, log, (options) =>
      saveSnapshot({ ...options, output, tool, resume, overwrite }),
    );
    await writeToStdout([snapshotSummary(output, regions)]);
    const isWhole = regions.every(({ failedCalls, unsettled }) => failedCalls.length === 0 && unsettled.length === 0);
    return isWhole ? exitCode.done : exitCode.undecided;
  } finally {
    await log.flush();
  }
};
