import type { CollectOptions } from '../../snapshot/aws/collectOptions.js';
import type { Log } from '../log.js';
import { collectOptionsOf, type LiveArguments } from './arguments.js';
import { liveProgress } from './progress.js';

/** Reads AWS as the flags say, and shows the progress meanwhile. */
export const withProgress = async <R>(
  args: LiveArguments & { readonly quiet: boolean; readonly logFormat: string },
  log: Log,
  read: (options: CollectOptions) => Promise<R>,
): Promise<R> => {
  const options = collectOptionsOf(args);
  // The SDK would write to standard error that it will drop old versions of Node.js; that is no concern of the user's.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const progress = await liveProgress(log, process.stderr.isTTY === true && !args.quiet && args.logFormat === 'pretty');
  try {
    return await read({ ...options, onProgress: progress.onProgress });
  } finally {
    progress.stop();
  }
};
