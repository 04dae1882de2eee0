import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Emit } from './account.js';

/** Writes resources as they come, one file for each key, without holding them: `accounts/ID/REGION/KEY.json`. */
export const writeSnapshot = (directory: string, generate: (emit: Emit) => void): void => {
  const folder = join(directory, 'accounts', '111122223333', 'us-east-1');
  mkdirSync(folder, { recursive: true });
  const files = new Map<string, { readonly handle: number; buffer: string; empty: boolean }>();
  generate((key, resource) => {
    let file = files.get(key);
    if (file === undefined) {
      file = { handle: openSync(join(folder, `${key}.json`), 'w'), buffer: `{\n    "${key}": [`, empty: true };
      files.set(key, file);
    }
    file.buffer += `${file.empty ? '' : ','}\n${JSON.stringify(resource, undefined, 4)}`;
    file.empty = false;
    if (file.buffer.length < 1_000_000) return;
    writeSync(file.handle, file.buffer);
    file.buffer = '';
  });
  for (const { handle, buffer } of files.values()) {
    writeSync(handle, `${buffer}\n    ]\n}\n`);
    closeSync(handle);
  }
};
