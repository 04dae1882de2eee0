import type { Presets, SingleBar } from 'cli-progress';
import type { Progress, ProgressEvent } from '../../snapshot/aws/progressEvent.js';
import type { Log } from '../log.js';

/** Shows how far the reading of AWS is: a bar on a terminal, and messages in the log. */
export interface LiveProgress {
  readonly onProgress: Progress;
  /** Takes the bar away, and lets out the messages that it held back. */
  stop(): void;
}

/**
 * @param wantsBar true on a terminal; nothing but log messages is written otherwise
 */
export const liveProgress = async (log: Log, wantsBar: boolean): Promise<LiveProgress> => {
  if (!wantsBar) return { onProgress: (event) => logEvent(log, event), stop: () => {} };
  const cliProgress = await import('cli-progress');
  const bar = createBar(cliProgress.default);
  const held: ProgressEvent[] = [];
  let [planned, done, resources] = [0, 0, 0];
  return {
    onProgress: (event) => {
      held.push(event);
      if (event.code === 'started') bar.start(1, 0, { what: 'AWS', resources });
      if (event.code === 'steps') {
        planned += event.planned;
        done += event.done;
        bar.setTotal(planned);
        bar.update(done);
      }
      if (event.code === 'page-read') {
        resources += event.resources;
        bar.update(done, { what: `${event.account} ${event.region}`, resources });
      }
    },
    stop: () => {
      bar.stop();
      for (const event of held) logEvent(log, event);
    },
  };
};

const createBar = ({ SingleBar: Bar, Presets: presets }: { SingleBar: typeof SingleBar; Presets: typeof Presets }) =>
  new Bar(
    {
      format: 'reading {what} [{bar}] {value}/{total} lists, {resources} resources',
      stream: process.stderr,
      clearOnComplete: true,
      gracefulExit: false,
      barsize: 24,
    },
    presets.shades_classic,
  );

const logEvent = (log: Log, event: ProgressEvent): void => {
  switch (event.code) {
    case 'started':
      log.info(`reading ${event.regions.length} regions`, event);
      break;
    case 'region-started':
      log.debug(`reading ${event.region} of account ${event.account}`, event);
      break;
    case 'page-read':
      log.debug(`${event.call}: ${event.resources} in ${event.region} of account ${event.account}`, event);
      break;
    case 'steps':
      break;
    case 'call-failed': {
      const { action, account, region, reason } = event.failed;
      log.warn(`${action} failed in ${region} of account ${account}: ${reason}`, event);
      break;
    }
    case 'reading-again':
      log.warn(
        `${event.region} of account ${event.account} changed while it was read (${event.missing} references lead nowhere): reading it again`,
        event,
      );
      break;
    case 'region-kept':
      log.info(`${event.region} of account ${event.account} was read before`, event);
      break;
    case 'region-read':
      log.info(
        `read ${event.resources} resources of ${event.region} in account ${event.account} with ${event.calls} calls`,
        { ...event, milliseconds: Math.round(event.milliseconds) },
      );
  }
};
