import type { EngineOptions } from '../../engines/engine.js';
import type { Claim } from '../../proofs/claim.js';
import type { Explanation } from '../../proofs/explain.js';
import type { ReportOptions } from '../reporter.js';

export interface ExplanationReport {
  readonly claim: Claim;
  readonly explanation: Explanation;
  readonly options: EngineOptions;
}

/** One format of `explain`: data in, pieces of text out. */
export type ExplanationReporter = (report: ExplanationReport, options: ReportOptions) => Iterable<string>;
