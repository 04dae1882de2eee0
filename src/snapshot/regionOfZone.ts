/**
 * The region that a zone belongs to: `us-east-1` of the Availability Zone `us-east-1a`, the Local Zone
 * `us-west-2-lax-1a` gives `us-west-2`, the Wavelength Zone `us-east-1-wl1-bos-wlz-1` gives `us-east-1`.
 */
export const regionOfZone = (zone: string): string | undefined => /^[a-z]{2,}(?:-[a-z]+)+-\d+/.exec(zone)?.[0];
