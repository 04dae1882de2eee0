import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileError } from './fileError.js';
import type { SnapshotLog } from './logEvent.js';
import { SnapshotError } from './snapshotError.js';

/** A JSON file to read. */
export interface ListedFile {
  /** Where to open it. */
  readonly location: string;
  /** Path below the snapshot directory, `/` between its parts. */
  readonly path: string;
}

interface Directory {
  readonly location: string;
  readonly path: string;
}

/** Marks a directory that the `snapshot` command is writing, or has not finished. */
export const incompleteMarker = '.reachproof-incomplete';

/**
 * Every `*.json` file below a directory, sorted by path. Symbolic links are followed, each directory is read once
 * (so a loop of links ends), and names that start with a dot are skipped, as a shell's `*` does.
 *
 * @throws SnapshotError when a directory cannot be read, or holds a half-written snapshot
 */
export const listFiles = async (root: string, log: SnapshotLog | undefined): Promise<readonly ListedFile[]> => {
  const files: ListedFile[] = [];
  const seen = new Set<string>();
  const linked: Directory[] = [];
  // Links wait until all real directories are known: where both lead to a directory, its real path names its files.
  await walk({ location: root, path: '' });
  for (let link = linked.shift(); link !== undefined; link = linked.shift()) await walk(link);
  return files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));

  async function walk(start: Directory): Promise<void> {
    const pending = [start];
    for (let directory = pending.shift(); directory !== undefined; directory = pending.shift()) {
      const shown = directory.path === '' ? root : directory.path;
      const real = await realpath(directory.location).catch((cause) => {
        throw fileError(shown, cause, 'directory');
      });
      if (seen.has(real)) {
        log?.({ code: 'path-skipped', file: shown, reason: 'the directory was read already' });
        continue;
      }
      seen.add(real);
      const entries = await readdir(directory.location, { withFileTypes: true }).catch((cause) => {
        throw fileError(shown, cause, 'directory');
      });
      entries.sort((a, b) => (a.name < b.name ? -1 : 1));
      for (const entry of entries) {
        const at = directory.path === '' ? entry.name : `${directory.path}/${entry.name}`;
        const location = path.join(directory.location, entry.name);
        if (entry.name === incompleteMarker) {
          throw new SnapshotError(
            { file: shown },
            `the snapshot was not written to its end (\`${incompleteMarker}\` is there): take it again`,
          );
        }
        if (entry.name.startsWith('.')) {
          log?.({ code: 'path-skipped', file: at, reason: 'its name starts with a dot' });
        } else if (entry.isDirectory()) {
          pending.push({ location, path: at });
        } else if (entry.isSymbolicLink()) {
          await follow({ location, path: at });
        } else if (isJson(at)) {
          addFile({ location, path: at }, entry.isFile());
        }
      }
    }
  }

  async function follow(link: ListedFile): Promise<void> {
    const target = await stat(link.location).catch((cause) => {
      if (!isJson(link.path)) return undefined;
      throw fileError(link.path, cause, 'file');
    });
    if (target === undefined) log?.({ code: 'path-skipped', file: link.path, reason: 'the link leads nowhere' });
    else if (target.isDirectory()) linked.push(link);
    else if (isJson(link.path)) addFile(link, target.isFile());
  }

  function addFile(file: ListedFile, isRegular: boolean): void {
    // Opening a pipe would wait for its writer.
    if (!isRegular) throw new SnapshotError({ file: file.path }, 'expected a regular file');
    files.push(file);
  }
};

const isJson = (name: string): boolean => name.toLowerCase().endsWith('.json');
