import type { FailedCall } from '../snapshot.js';

/** What the collector tells about its work as it goes. Holds nothing secret. */
export type ProgressEvent =
  /** What will be read; comes once, before any region is started. */
  | { readonly code: 'started'; readonly regions: readonly RegionName[] }
  | { readonly code: 'region-started'; readonly account: string; readonly region: string }
  /** One page of an answer arrived. */
  | {
      readonly code: 'page-read';
      readonly account: string;
      readonly region: string;
      readonly call: string;
      readonly resources: number;
    }
  /** More steps are known to be needed in a region, or some of them are done: one step for each list that is read. */
  | {
      readonly code: 'steps';
      readonly account: string;
      readonly region: string;
      readonly planned: number;
      readonly done: number;
    }
  | { readonly code: 'call-failed'; readonly failed: FailedCall }
  /** Resources that others refer to were not there: the region is read once more. */
  | { readonly code: 'reading-again'; readonly account: string; readonly region: string; readonly missing: number }
  /** The region was complete in an interrupted snapshot and is not read again. */
  | { readonly code: 'region-kept'; readonly account: string; readonly region: string }
  | {
      readonly code: 'region-read';
      readonly account: string;
      readonly region: string;
      readonly resources: number;
      readonly calls: number;
      readonly milliseconds: number;
    };

export interface RegionName {
  readonly account: string;
  readonly region: string;
}

/** Receives each event as it happens. */
export type Progress = (event: ProgressEvent) => void;
