import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Freshness, KnownListeners } from '../../findings/listeners/knownListeners.js';
import { ListenersError } from '../../findings/listeners/listenersError.js';
import { parseListenerFile } from '../../findings/listeners/parseListenerFile.js';

/**
 * Reads `--listeners`: a file, or every `.json`, `.jsonl`, `.ndjson` and `.txt` file of a directory, sorted by name.
 *
 * @throws ListenersError
 */
export const readListeners = async (
  place: string,
  instanceIds: ReadonlySet<string>,
  freshness: Freshness | undefined,
): Promise<KnownListeners> => {
  const reports = [];
  for (const file of await filesOf(place)) {
    const [text, { mtimeMs }] = await readable(file, Promise.all([readFile(file, 'utf8'), stat(file)]));
    reports.push(...parseListenerFile({ file, text, modifiedAt: mtimeMs }));
  }
  return new KnownListeners(reports, instanceIds, freshness);
};

const filesOf = async (place: string): Promise<readonly string[]> => {
  if (!(await readable(place, stat(place))).isDirectory()) return [place];
  const names = (await readable(place, readdir(place))).filter((name) => /\.(jsonl?|ndjson|txt)$/i.test(name)).sort();
  if (names.length === 0)
    throw new ListenersError(`${place}: holds no listener report (.json, .jsonl, .ndjson or .txt)`);
  return names.map((name) => join(place, name));
};

const readable = async <T>(place: string, reading: Promise<T>): Promise<T> => {
  try {
    return await reading;
  } catch (cause) {
    throw new ListenersError(`${place}: cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
};
