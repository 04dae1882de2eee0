import type { AssessmentReporter } from './reporter.js';

/** Every format of `assess`, loaded when it is asked for. */
export const assessmentFormats = {
  table: async (): Promise<AssessmentReporter> => (await import('./table/assessment.js')).reportTable,
  json: async (): Promise<AssessmentReporter> => (await import('./json/assessment.js')).reportJson,
  html: async (): Promise<AssessmentReporter> => (await import('./html/assessment.js')).reportHtml,
} as const;

export type AssessmentFormat = keyof typeof assessmentFormats;
