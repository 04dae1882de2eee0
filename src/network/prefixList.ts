import type { Resources } from '../snapshot/snapshot.js';
import type { Cidr } from '../values/cidr.js';
import type { Gap } from './gap.js';
import { sortedCidrs } from './vpc.js';

/** Blocks of every prefix list whose entries the snapshot holds, by id; sorted, each once. */
export type PrefixLists = ReadonlyMap<string, readonly Cidr[]>;

/**
 * AWS-managed lists come with `describe-prefix-lists` (`Cidrs`), customer-managed ones with
 * `get-managed-prefix-list-entries`. A list that is only named (`ManagedPrefixLists`) stays unresolved.
 */
export const buildPrefixLists = ({ PrefixLists = [], ManagedPrefixListEntries = [] }: Resources): PrefixLists => {
  const texts = new Map<string, string[]>();
  const add = (id: string, cidrs: readonly string[]) => texts.set(id, [...(texts.get(id) ?? []), ...cidrs]);
  for (const { PrefixListId, Cidrs } of PrefixLists) if (Cidrs !== undefined) add(PrefixListId, Cidrs);
  for (const { PrefixListId, Entries } of ManagedPrefixListEntries) {
    add(
      PrefixListId,
      Entries.map(({ Cidr }) => Cidr),
    );
  }
  return new Map([...texts].map(([id, cidrs]) => [id, sortedCidrs(cidrs)]));
};

/** The gap left by a prefix list without known entries. */
export const prefixListGap = (prefixListId: string, usedBy: string): Gap => ({
  resource: prefixListId,
  reason: `the entries of prefix list ${prefixListId}, used by ${usedBy}, are not in the snapshot`,
  remedy: `aws ec2 get-managed-prefix-list-entries --prefix-list-id ${prefixListId}`,
});
