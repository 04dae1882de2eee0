import type { Origin } from '../snapshot/snapshot.js';

/** Account and region of a resource. */
export interface Placement {
  readonly account: string | undefined;
  readonly region: string | undefined;
}

/**
 * The region that an Availability Zone, Local Zone or Wavelength Zone belongs to: `us-east-1` of `us-east-1a`,
 * `us-west-2` of `us-west-2-lax-1a`.
 */
export const regionOfZone = (zone: string | undefined): string | undefined =>
  zone === undefined
    ? undefined
    : /^[a-z]{2,}(?:-[a-z]+)+-\d+/.exec(zone)?.[0].replace(/^((?:[a-z]+-)+?\d+)-.*$/, '$1');

/** Owner and zone tell more than where the file lay: a shared subnet is listed by accounts that do not own it. */
export const placementOf = (origin: Origin, owner: string | undefined, zone?: string | undefined): Placement => ({
  account: owner ?? origin.account,
  region: regionOfZone(zone) ?? origin.region,
});
