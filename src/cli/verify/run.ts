import { readFile, stat } from 'node:fs/promises';
import { buildNetwork } from '../../network/buildNetwork.js';
import { type Source, type Verification, verifyCertificate } from '../../proofs/verify.js';
import { reportVerificationsJson, reportVerificationsTable } from '../../report/verifications.js';
import { snapshotHash } from '../../snapshot/hash.js';
import { loadSnapshot } from '../../snapshot/load.js';
import { findPrograms, runProgram } from '../../solver/smtLibProcess.js';
import { InProcessZ3 } from '../../solver/z3/inProcess.js';
import { type ExitCode, exitCode } from '../exitCode.js';
import { checkOutput, writeToFile, writeToStdout } from '../output.js';
import { wantsColor } from '../terminal.js';
import { UsageError } from '../usageError.js';
import type { VerifyArguments } from './command.js';

/** Certificates of claims over large accounts have tens of megabytes; nothing has this much. */
const largestFile = 400 * 2 ** 20;

/** `reachproof verify`: exit 1 when any certificate does not check, 3 when one is of an undecided claim. */
export const runVerify = async (args: VerifyArguments): Promise<ExitCode> => {
  if (args.output !== undefined) await checkOutput(args.output);
  const files = [args.file].flat();
  const programs = findPrograms(process.env.PATH ?? '');
  const missing = (args.requireSolver ?? []).filter((name) => !programs.some((program) => program.name === name));
  const source = args.snapshot === undefined ? undefined : await sourceOf(args.snapshot);
  const timeoutSeconds = args.solverTimeout ?? 60;
  const solver = await InProcessZ3.start({ timeoutSeconds });
  try {
    const verified: { readonly file: string; readonly verification: Verification }[] = [];
    for (const file of files) {
      const verification = await verifyCertificate(await contentOf(file), {
        check: (script) => solver.check(script),
        opinions: programs.map((program) => ({
          name: program.name,
          ask: async (script) => (await runProgram(program, script, timeoutSeconds)).status,
        })),
        source,
      });
      verified.push({ file, verification });
    }
    const report = args.format === 'json' ? reportVerificationsJson : reportVerificationsTable;
    const color = args.output === undefined && wantsColor(process.stdout, process.env);
    const pieces = report(verified, missing, { color, width: undefined });
    if (args.output === undefined) await writeToStdout(pieces);
    else await writeToFile(args.output, pieces);
    const verifications = verified.map(({ verification }) => verification);
    const unconfirmed = (args.requireSolver ?? []).some((name) =>
      verifications.some(({ solvers, obligations }) =>
        solvers.some((tally) => tally.solver === name && tally.confirmed < obligations),
      ),
    );
    if (missing.length > 0 || unconfirmed || verifications.some(({ problems }) => problems.length > 0)) {
      return exitCode.failed;
    }
    const open = verifications.some(
      ({ verdict, solvers }) => verdict === 'undecided' || solvers.some(({ unknown }) => unknown > 0),
    );
    return open ? exitCode.undecided : exitCode.done;
  } finally {
    await solver.close();
  }
};

const sourceOf = async (directories: readonly string[]): Promise<Source> => {
  const snapshot = await loadSnapshot(directories);
  return { network: buildNetwork(snapshot), sha256: snapshotHash(snapshot) };
};

const contentOf = async (file: string): Promise<string> => {
  try {
    const { size } = await stat(file);
    if (size > largestFile) throw new Error(`${size} bytes are no certificate`);
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`${file}: cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
};
