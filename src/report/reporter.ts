import type { Assessment } from '../findings/assessment.js';

/** Where a report is going to be read. */
export interface ReportOptions {
  /** Colours, on a terminal that wants them. */
  readonly color: boolean;
  /** Columns of the terminal; undefined when the report goes elsewhere. */
  readonly width: number | undefined;
}

/** One format of `assess`: data in, pieces of text out. Pieces keep large reports out of memory. */
export type AssessmentReporter = (assessment: Assessment, options: ReportOptions) => Iterable<string>;
