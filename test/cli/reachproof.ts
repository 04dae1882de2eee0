import { spawn } from 'node:child_process';
import path from 'node:path';
import { buildCli } from './builtCli.js';

/** What a run of the program left. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Another user to run as, for a superuser. */
  readonly uid?: number;
}

export const root = path.resolve(import.meta.dirname, '../..');
export const example = (name: string): string => path.join(root, 'examples', name);

let main: string | undefined;

/** The script of the program, compiled on first use. */
export const builtMain = (): string => {
  main ??= buildCli();
  return main;
};

/** Runs a program to its end. Colours are off unless `env` turns them on. */
export const execute = (
  command: string,
  args: readonly string[],
  { env = {}, cwd = root, uid }: RunOptions = {},
): Promise<Run> =>
  new Promise((resolve, reject) => {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(command, args, {
      cwd,
      env: { PATH, HOME, TERM: 'xterm', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(uid === undefined ? {} : { uid }),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });

/** Runs `reachproof` as a user does. */
export const reachproof = (args: readonly string[], options?: RunOptions): Promise<Run> =>
  execute(process.execPath, [builtMain(), ...args], options);
