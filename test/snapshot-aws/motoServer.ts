import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** A running moto: an EC2, Elastic Load Balancing and STS API that keeps its networks in memory. */
export interface MotoServer {
  readonly url: string;
  /** Forgets everything that was created. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

const root = path.resolve(import.meta.dirname, '../..');
const candidates = [process.env.REACHPROOF_TEST_PYTHON, path.join(root, '.venv/bin/python'), 'python3'];

/** A Python that has moto (`test/snapshot-aws/requirements.txt`), or undefined. */
export const pythonWithMoto: string | undefined = candidates.find(
  (python) =>
    python !== undefined &&
    (!path.isAbsolute(python) || existsSync(python)) &&
    spawnSync(python, ['-c', 'import moto.server'], { stdio: 'ignore' }).status === 0,
);

if (pythonWithMoto === undefined) {
  const message =
    'no Python with moto: run `python3 -m venv .venv && .venv/bin/pip install -r test/snapshot-aws/requirements.txt`';
  if (process.env.CI) throw new Error(message);
  console.warn(`SKIPPED tests against the EC2 API: ${message}`);
}

/** @throws Error when moto does not start within a minute */
export const startMoto = async (): Promise<MotoServer> => {
  if (pythonWithMoto === undefined) throw new Error('no Python with moto');
  const child: ChildProcess = spawn(pythonWithMoto, [path.join(import.meta.dirname, 'motoServer.py')], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const port = await portOf(child);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    reset: async () => {
      await fetch(`${url}/moto-api/reset`, { method: 'POST' });
    },
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.stdin?.end();
      await ended;
    },
  };
};

const portOf = (child: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    if (child.stdout === null) throw new Error('expected a pipe');
    const timer = setTimeout(() => reject(new Error('moto did not start within a minute')), 60_000);
    child.once('exit', (code) => reject(new Error(`moto ended with status ${code}`)));
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(timer);
      resolve(Number(line));
    });
  });
