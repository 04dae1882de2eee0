import type { Address, Family } from './address.js';
import { type Cidr, cidrContains } from './cidr.js';

/** Addresses of one family: those in a block of `include` that are in no block of `exclude`. */
export interface AddressSet {
  readonly family: Family;
  readonly include: readonly Cidr[];
  readonly exclude: readonly Cidr[];
}

export const addressSetContains = (set: AddressSet, address: Address): boolean =>
  set.include.some((cidr) => cidrContains(cidr, address)) && !set.exclude.some((cidr) => cidrContains(cidr, address));
