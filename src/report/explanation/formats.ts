import type { ExplanationReporter } from './report.js';

/** Every format of `explain`, loaded when it is asked for. */
export const explanationFormats = {
  table: async (): Promise<ExplanationReporter> => (await import('./table.js')).reportExplanationTable,
  json: async (): Promise<ExplanationReporter> => (await import('./json.js')).reportExplanationJson,
  mermaid: async (): Promise<ExplanationReporter> => (await import('./mermaid.js')).reportExplanationMermaid,
} as const;

export type ExplanationFormat = keyof typeof explanationFormats;
