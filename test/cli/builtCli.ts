import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const outDir = path.join(root, 'node_modules/.cache/reachproof-cli');

/** Compiles the sources as they are, apart from `dist/`, and gives the script that Node.js can run. */
export const buildCli = (): string =>
  alone(() => {
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    const flags = ['--outDir', outDir, '--incremental', '--tsBuildInfoFile', path.join(outDir, 'tsconfig.tsbuildinfo')];
    const built = spawnSync(process.execPath, [tsc, '-p', path.join(root, 'tsconfig.build.json'), ...flags], {
      encoding: 'utf8',
    });
    if (built.status !== 0) throw new Error(`the sources do not compile:\n${built.stdout}`);
    return path.join(outDir, 'src/cli/main.js');
  });

/** Test files run at the same time, and each compiles: one after the other. */
const alone = <T>(work: () => T): T => {
  const lock = path.join(outDir, 'lock');
  mkdirSync(outDir, { recursive: true });
  while (!acquired(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  try {
    return work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
};

const staleMilliseconds = 120_000;

const acquired = (lock: string): boolean => {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const { mtimeMs = Date.now() } = statSync(lock, { throwIfNoEntry: false }) ?? {};
    if (Date.now() - mtimeMs > staleMilliseconds) rmSync(lock, { recursive: true, force: true });
    return false;
  }
};
