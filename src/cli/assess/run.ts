import { readFile } from 'node:fs/promises';
import { assess } from '../../findings/assess.js';
import type { Assessment } from '../../findings/assessment.js';
import type { KnownListeners } from '../../findings/listeners/knownListeners.js';
import { isAtLeast, type Severity } from '../../findings/severity.js';
import { builtInSeverities, type SeverityTable } from '../../findings/severityTable.js';
import { buildNetwork } from '../../network/buildNetwork.js';
import type { Network } from '../../network/network.js';
import { allRoutes } from '../../paths/path.js';
import { assessmentFormats } from '../../report/formats.js';
import { accountsOf, regionsOf } from '../../snapshot/accounts.js';
import { snapshotHash } from '../../snapshot/hash.js';
import { createEngine } from '../createEngine.js';
import { type ExitCode, exitCode } from '../exitCode.js';
import { readInput } from '../live/readInput.js';
import { Log } from '../log.js';
import { checkOutput, writeToFile, writeToStdout } from '../output.js';
import { wantsColor } from '../terminal.js';
import type { AssessArguments } from './command.js';

/** `reachproof assess`: reads, decides, prints. */
export const runAssess = async (args: AssessArguments): Promise<ExitCode> => {
  if (args.output !== undefined) await checkOutput(args.output);
  const log = new Log({
    level: args.quiet ? 'error' : args.logLevel,
    format: args.logFormat,
    color: wantsColor(process.stderr, process.env),
  });
  try {
    const severities = args.severities === undefined ? builtInSeverities : await readSeverities(args.severities);
    const assessment = await assessSnapshot(severities, args, log);
    await print(assessment, args);
    return codeOf(assessment, args.failOn);
  } finally {
    await log.flush();
  }
};

const assessSnapshot = async (severities: SeverityTable, args: AssessArguments, log: Log): Promise<Assessment> => {
  const clock = stopwatch(log);
  const snapshot = await readInput(args, log);
  clock(`read ${snapshot.files.length} files`);
  const network = buildNetwork(snapshot);
  clock(`built the network of ${network.networkInterfaces.length} interfaces`);
  const listeners = args.listeners === undefined ? undefined : await listenersFor(network, args.listeners, args, log);
  const { semantics, sourcePorts, engine: name, jobs, solverTimeout } = args;
  const engine = await createEngine({ engine: name, semantics, sourcePorts, jobs, solverTimeout });
  try {
    const assessment = await assess(network, engine, {
      semantics,
      sourcePorts,
      severities,
      listeners,
      scope: {
        vpcIds: args.vpc ?? [],
        instanceIds: args.instance ?? [],
        networkInterfaceIds: args.interface ?? [],
        tags: args.tag ?? [],
        allInterfaces: args.allInterfaces,
      },
      routes: allRoutes.filter((route) => args.route === undefined || args.route.includes(route)),
      snapshot: { sha256: snapshotHash(snapshot), accounts: accountsOf(snapshot), regions: regionsOf(snapshot) },
    });
    clock(`decided ${assessment.summary.queries} queries on ${assessment.summary.paths} paths`);
    return assessment;
  } finally {
    await engine.close();
  }
};

const listenersFor = async (
  { networkInterfaces, instances }: Network,
  place: string,
  { listenersMaxAge }: AssessArguments,
  log: Log,
): Promise<KnownListeners> => {
  const { readListeners } = await import('./readListeners.js');
  const ids = new Set([...instances.keys(), ...networkInterfaces.flatMap(({ instanceId }) => instanceId ?? [])]);
  const freshness = listenersMaxAge === undefined ? undefined : { now: Date.now(), maximumAge: listenersMaxAge };
  const listeners = await readListeners(place, ids, freshness);
  for (const warning of listeners.warnings) log.warn(warning);
  return listeners;
};

/** Logs how long each stage took. */
const stopwatch = (log: Log) => {
  let last = performance.now();
  return (stage: string): void => {
    const now = performance.now();
    log.info(stage, { milliseconds: Math.round(now - last) });
    last = now;
  };
};

const readSeverities = async (file: string): Promise<SeverityTable> => {
  const { parseSeverities } = await import('../../findings/severitiesFile.js');
  const { SettingsError } = await import('../../values/settingsFile.js');
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new SettingsError(`${file}: cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  });
  return parseSeverities(text, file);
};

const print = async (assessment: Assessment, { format, output }: AssessArguments): Promise<void> => {
  const report = await assessmentFormats[format]();
  const onTerminal = output === undefined && process.stdout.isTTY;
  const pieces = report(assessment, {
    color: output === undefined && wantsColor(process.stdout, process.env),
    width: onTerminal ? process.stdout.columns : undefined,
    at: timeOfReport(process.env),
  });
  if (output === undefined) await writeToStdout(pieces);
  else await writeToFile(output, pieces);
};

/** Now, or SOURCE_DATE_EPOCH where it is set (https://reproducible-builds.org/specs/source-date-epoch/). */
const timeOfReport = ({ SOURCE_DATE_EPOCH: fixed }: NodeJS.ProcessEnv): string =>
  new Date(fixed !== undefined && /^\d{1,11}$/.test(fixed) ? Number(fixed) * 1000 : Date.now()).toISOString();

const codeOf = ({ findings, incomplete }: Assessment, failOn: Severity | undefined): ExitCode => {
  if (failOn !== undefined && findings.some(({ severity }) => isAtLeast(severity, failOn))) return exitCode.failed;
  return incomplete.length > 0 ? exitCode.undecided : exitCode.done;
};
