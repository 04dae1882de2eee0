import type { Origin } from './snapshot.js';

/** Where resources come from. */
export interface Source {
  readonly origin: Origin;
  /** Whose description of the world it is: one account and region, or one directory where these are not known. */
  readonly view: string;
}

/** The source of one file; `fallback` stands for what the layout does not tell. */
export const sourceOf = (
  file: string,
  { account, region }: { readonly account: string | undefined; readonly region: string | undefined },
  fallback: string,
): Source => ({
  origin: { file, account, region },
  view: account === undefined ? fallback : `${account}/${region ?? fallback}`,
});
