import type { AssessmentReporter } from './reporter.js';

/** Every format of `assess`, loaded when it is asked for. */
export const assessmentFormats = {
  table: async (): Promise<AssessmentReporter> => (await import('./table/assessment.js')).reportTable,
  json: async (): Promise<AssessmentReporter> => (await import('./json/assessment.js')).reportJson,
  html: async (): Promise<AssessmentReporter> => (await import('./html/assessment.js')).reportHtml,
  inspector: async (): Promise<AssessmentReporter> => (await import('./inspector.js')).reportInspector,
  asff: async (): Promise<AssessmentReporter> => (await import('./asff.js')).reportAsff,
  ocsf: async (): Promise<AssessmentReporter> => (await import('./ocsf.js')).reportOcsf,
  sarif: async (): Promise<AssessmentReporter> => (await import('./sarif.js')).reportSarif,
  csv: async (): Promise<AssessmentReporter> => (await import('./csv.js')).reportCsv,
  markdown: async (): Promise<AssessmentReporter> => (await import('./markdown.js')).reportMarkdown,
} as const;

export type AssessmentFormat = keyof typeof assessmentFormats;
