import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const outDir = path.join(root, 'node_modules/.cache/reachproof-cli');

/** Compiles the sources as they are, apart from `dist/`, and gives the script that Node.js can run. */
export const buildCli = (): string => {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const flags = ['--outDir', outDir, '--incremental', '--tsBuildInfoFile', path.join(outDir, 'tsconfig.tsbuildinfo')];
  const built = spawnSync(process.execPath, [tsc, '-p', path.join(root, 'tsconfig.build.json'), ...flags], {
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(`the sources do not compile:\n${built.stdout}`);
  return path.join(outDir, 'src/cli/main.js');
};
