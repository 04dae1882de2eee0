import type { EngineDescription, EngineOptions } from '../../engines/engine.js';
import type { DecidedClaim } from '../../proofs/verdict.js';
import type { ReportOptions } from '../reporter.js';

/** Everything that `prove` found out. */
export interface ClaimsReport {
  readonly decided: readonly DecidedClaim[];
  /** File of each claim's certificate, in the order of the claims; undefined where none was written. */
  readonly certificates: readonly (string | undefined)[];
  readonly engine: EngineDescription;
  readonly options: EngineOptions;
  readonly snapshotSha256: string;
}

/** One format of `prove`: data in, pieces of text out. */
export type ClaimsReporter = (report: ClaimsReport, options: ReportOptions) => Iterable<string>;
