import { z } from 'zod';
import type { ListedFile } from './fileList.js';
import { printable } from './printable.js';
import { snapshotKeys } from './schema.js';
import type { FailedCall, SnapshotFile } from './snapshot.js';
import { SnapshotError } from './snapshotError.js';
import { fieldError } from './validate.js';

/** What the `snapshot` command notes about the directory that it wrote. */
export interface Manifest {
  /** The manifest's own path. */
  readonly file: string;
  readonly failedCalls: readonly FailedCall[];
  /** SHA-256, hexadecimal, of each file by its path below the directory. */
  readonly files: ReadonlyMap<string, string>;
}

/** Names that a manifest has, at the top of a snapshot directory; a `manifest.json` may be of something else. */
export const manifestNames: ReadonlySet<string> = new Set(['manifest.json', 'reachproof-manifest.json']);

const version = 1;
const mark = 'reachproofSnapshot';

const optionalText = z.string().nullish();
const schema = z.object({
  failedCalls: z
    .array(
      z.object({
        action: z.string(),
        key: z.enum(snapshotKeys),
        account: optionalText,
        region: optionalText,
        reason: z.string(),
      }),
    )
    .default([]),
  files: z
    .record(z.string(), z.string().regex(/^[0-9a-f]{64}$/i, { error: 'expected a SHA-256 in hexadecimal' }))
    .default({}),
});

/**
 * The manifest in a JSON value, or undefined when the value is another program's.
 *
 * @throws SnapshotError when it is a manifest of another version, or malformed
 */
export const manifestOf = (content: unknown, file: string): Manifest | undefined => {
  if (typeof content !== 'object' || content === null || !Object.hasOwn(content, mark)) return undefined;
  const found: unknown = Reflect.get(content, mark);
  if (found !== version) {
    throw new SnapshotError(
      { file, field: mark },
      `expected ${version}, found ${printable(JSON.stringify(found))}: another version of reachproof wrote it`,
    );
  }
  const { success, data, error } = schema.safeParse(content);
  if (!success) throw fieldError({ file }, error, content);
  const { failedCalls, files } = data;
  return {
    file,
    failedCalls: failedCalls.map(({ action, key, account, region, reason }) => ({
      action,
      key,
      account: account ?? undefined,
      region: region ?? undefined,
      reason,
    })),
    files: new Map(Object.entries(files)),
  };
};

/** Refuses a directory that lacks a file of its manifest. */
export const checkNoneMissing = ({ file, files }: Manifest, present: readonly ListedFile[]): void => {
  const paths = new Set(present.map(({ path }) => path));
  for (const path of [...files.keys()].sort()) {
    if (paths.has(path)) continue;
    throw new SnapshotError({ file }, `lists \`${printable(path)}\`, which is missing: take the snapshot again`);
  }
};

/**
 * Refuses a file that is not as its manifest has it.
 *
 * @param path its path below the directory
 */
export const checkUnchanged = (
  { file, files }: Manifest,
  path: string,
  { path: shown, sha256 }: SnapshotFile,
): void => {
  const recorded = files.get(path);
  if (recorded === undefined || recorded.toLowerCase() === sha256) return;
  throw new SnapshotError(
    { file: shown },
    `expected SHA-256 ${recorded}, as \`${file}\` has it, found ${sha256}: the file was changed after the snapshot was taken`,
  );
};
