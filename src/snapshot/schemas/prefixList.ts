/** Prefix lists (EC2 API reference). */
import { z } from 'zod';
import { id, list, optional, requiredCidr, text } from './fields.js';

export const prefixList = z.object({
  PrefixListId: id,
  PrefixListName: text,
  /** Absent where they are not known; `[]` where there are none. */
  Cidrs: optional(z.array(requiredCidr)),
});

export const managedPrefixList = z.object({
  PrefixListId: id,
  PrefixListName: text,
  OwnerId: text,
});

export const managedPrefixListEntries = z.object({
  PrefixListId: id,
  Entries: list(z.object({ Cidr: requiredCidr })),
});
