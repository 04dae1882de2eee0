import { hash } from 'node:crypto';
import { canonicalText, fieldsText } from './canonicalText.js';
import { snapshotKeys } from './schema.js';
import type { Snapshot } from './snapshot.js';

const known = new WeakMap<Snapshot, string>();

/**
 * SHA-256, hexadecimal, of what the snapshot says: the same for every order of files, resources and entries and for
 * all file names. Fields that the schemas drop do not count; account and region of each resource and the failed calls
 * do. Computed once for each snapshot.
 */
export const snapshotHash = (snapshot: Snapshot): string => {
  const cached = known.get(snapshot);
  if (cached !== undefined) return cached;
  const digest = digestOf(snapshot);
  known.set(snapshot, digest);
  return digest;
};

const digestOf = ({ resources, failedCalls }: Snapshot): string => {
  const lines: string[] = [];
  for (const key of snapshotKeys) {
    const digests = resources[key]?.map((resource) => {
      const { account = '', region = '' } = resource.origin;
      // Hashed one by one, so that the texts of a big snapshot are not in memory together.
      return sha256(`${account}\n${region}\n${fieldsText(resource, 'origin')}`);
    });
    if (digests !== undefined) lines.push(key, ...digests.sort());
  }
  lines.push(canonicalText(failedCalls));
  return sha256(lines.join('\n'));
};

const sha256 = (text: string): string => hash('sha256', text, 'hex');
