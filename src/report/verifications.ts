/** What `verify` found out. */
import pc from 'picocolors';
import type { Verification } from '../proofs/verify.js';
import { printable } from '../values/printable.js';
import { tool } from '../values/tool.js';
import type { ReportOptions } from './reporter.js';

export interface VerifiedFile {
  readonly file: string;
  readonly verification: Verification;
}

/** @param missing solvers that were required and are not there */
export type VerificationsReporter = (
  verified: readonly VerifiedFile[],
  missing: readonly string[],
  options: ReportOptions,
) => Iterable<string>;

const solverText = ({ solvers, obligations }: Verification): string =>
  solvers
    .map(
      ({ solver, confirmed, unknown }) =>
        `${solver} ${confirmed} of ${obligations}${unknown > 0 ? ` (${unknown} unknown)` : ''}`,
    )
    .join(', ');

export const reportVerificationsTable: VerificationsReporter = function* (verified, missing, { color }) {
  const colors = pc.createColors(color);
  const indent = ' '.repeat(10);
  for (const { file, verification } of verified) {
    const { problems, claim, verdict, rederived } = verification;
    const holds = problems.length === 0;
    const word = holds
      ? verdict === 'undecided'
        ? colors.yellow('undecided')
        : colors.green('checks')
      : colors.red('FAILS');
    yield `${word}${' '.repeat(Math.max(1, 10 - (holds ? (verdict === 'undecided' ? 9 : 6) : 5)))}${printable(file)}\n`;
    if (claim !== undefined) yield `${indent}${verdict}: ${printable(claim)}\n`;
    for (const problem of problems) yield `${indent}${printable(problem)}\n`;
    if (holds) {
      yield `${indent}${colors.dim(solverText(verification))}\n`;
      yield `${indent}${colors.dim(rederived ? 'derived again from the snapshot' : 'not compared with a snapshot (--snapshot DIR)')}\n`;
    }
  }
  for (const name of missing) yield `${colors.red('FAILS')}     solver ${name} is required and not on PATH\n`;
  const failing = verified.filter(({ verification }) => verification.problems.length > 0).length;
  yield `\n${verified.length === 1 ? '1 certificate' : `${verified.length} certificates`}: ${verified.length - failing} check, ${failing} fail\n`;
};

export const reportVerificationsJson: VerificationsReporter = function* (verified, missing) {
  const value = {
    schemaVersion: 1,
    tool,
    missingSolvers: missing,
    certificates: verified.map(({ file, verification }) => ({
      file,
      claim: verification.claim ?? null,
      verdict: verification.verdict ?? null,
      checks: verification.problems.length === 0,
      problems: verification.problems,
      obligations: verification.obligations,
      solvers: verification.solvers,
      rederived: verification.rederived,
    })),
  };
  yield `${JSON.stringify(value, undefined, 2)}\n`;
};
