import { buildNetwork } from '../../network/buildNetwork.js';
import { prove } from '../../proofs/prove.js';
import { claimsFormats } from '../../report/claims/formats.js';
import type { ClaimsReport } from '../../report/claims/report.js';
import { snapshotHash } from '../../snapshot/hash.js';
import { createEngine } from '../createEngine.js';
import { type ExitCode, exitCode } from '../exitCode.js';
import { readInput } from '../live/readInput.js';
import { Log } from '../log.js';
import { checkOutput, writeToFile, writeToStdout } from '../output.js';
import { wantsColor } from '../terminal.js';
import { readClaims } from './claims.js';
import type { ProveArguments } from './command.js';

/** `reachproof prove`: reads, decides, certifies, prints. */
export const runProve = async (args: ProveArguments): Promise<ExitCode> => {
  if (args.output !== undefined) await checkOutput(args.output);
  const log = new Log({
    level: args.quiet ? 'error' : args.logLevel,
    format: args.logFormat,
    color: wantsColor(process.stderr, process.env),
  });
  try {
    const report = await decide(args, log);
    const reporter = await claimsFormats[args.format]();
    const pieces = reporter(report, {
      color: args.output === undefined && wantsColor(process.stdout, process.env),
      width: args.output === undefined && process.stdout.isTTY ? process.stdout.columns : undefined,
    });
    if (args.output === undefined) await writeToStdout(pieces);
    else await writeToFile(args.output, pieces);
    return codeOf(report);
  } finally {
    await log.flush();
  }
};

const decide = async (args: ProveArguments, log: Log): Promise<ClaimsReport> => {
  const { semantics, sourcePorts, engine: name, jobs, solverTimeout } = args;
  const options = { semantics, sourcePorts };
  const snapshot = await readInput(args, log);
  const network = buildNetwork(snapshot);
  const claims = await readClaims(args, network);
  const engine = await createEngine({ engine: name, ...options, jobs, solverTimeout });
  try {
    const decided = await prove(network, engine, claims, options, (done) =>
      log.info(`decided ${done} of ${claims.length} claims`),
    );
    let certificates: readonly string[] = [];
    if (args.certificates !== undefined) {
      const { writeCertificates } = await import('./certificates.js');
      certificates = await writeCertificates(args.certificates, decided, snapshot, options, solverTimeout);
    }
    return { decided, certificates, engine: engine.description, options, snapshotSha256: snapshotHash(snapshot) };
  } finally {
    await engine.close();
  }
};

const codeOf = ({ decided }: ClaimsReport): ExitCode => {
  if (decided.some(({ outcome }) => outcome.verdict === 'refuted')) return exitCode.failed;
  return decided.some(({ outcome }) => outcome.verdict === 'undecided') ? exitCode.undecided : exitCode.done;
};
