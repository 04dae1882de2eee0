import type { ClaimsReporter } from './report.js';

/** Every format of `prove`, loaded when it is asked for. */
export const claimsFormats = {
  table: async (): Promise<ClaimsReporter> => (await import('./table.js')).reportClaimsTable,
  json: async (): Promise<ClaimsReporter> => (await import('./json.js')).reportClaimsJson,
  junit: async (): Promise<ClaimsReporter> => (await import('./junit.js')).reportClaimsJunit,
} as const;

export type ClaimsFormat = keyof typeof claimsFormats;
