import { createHash } from 'node:crypto';
import { canonicalText } from './canonicalText.js';
import { snapshotKeys } from './schema.js';
import type { Snapshot } from './snapshot.js';

const known = new WeakMap<Snapshot, string>();

/**
 * SHA-256, hexadecimal, of what the snapshot says: the same for every order of files, resources and entries and for
 * all file names. Fields that the schemas drop do not count; account and region of each resource do.
 */
export const snapshotHash = (snapshot: Snapshot): string => {
  const cached = known.get(snapshot);
  if (cached !== undefined) return cached;
  const hash = createHash('sha256');
  for (const key of snapshotKeys) {
    const resources = snapshot.resources[key];
    if (resources === undefined) continue;
    const texts = resources.map(({ origin, ...resource }) =>
      canonicalText([origin.account, origin.region, resource].map((part) => [part])),
    );
    hash.update(`${key}\n${texts.sort().join('\n')}\n`);
  }
  hash.update(canonicalText(snapshot.failedCalls));
  const digest = hash.digest('hex');
  known.set(snapshot, digest);
  return digest;
};
