import type { Assessment } from '../findings/assessment.js';

/** Where a report is going to be read. */
export interface ReportOptions {
  /** Colours, on a terminal that wants them. */
  readonly color: boolean;
  /** Columns of the terminal; undefined when the report goes elsewhere. */
  readonly width: number | undefined;
  /** When the findings were made, ISO 8601 in UTC, for formats that must say so. */
  readonly at?: string;
}

/** One format of `assess`: data in, pieces of text out. Pieces keep large reports out of memory. */
export type AssessmentReporter = (assessment: Assessment, options: ReportOptions) => Iterable<string>;

/** Where nobody tells the time, output stays the same in every run. */
export const untold = '1970-01-01T00:00:00.000Z';
