/** Prefix lists (EC2 API reference). */
import { z } from 'zod';
import { id, list, optionalList, requiredCidr, text } from './fields.js';

export const prefixList = z.object({
  PrefixListId: id,
  PrefixListName: text,
  /** Absent where they are not known: AWS has no such list without CIDR blocks. */
  Cidrs: optionalList(requiredCidr),
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
