/**
 * SMT solvers that are programs of their own and read SMT-LIB 2.6 from standard input: second opinions for
 * certificates. They get a script byte for byte; only the answer and the unsat core are read back.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs that are looked for, and how each reads standard input (their own manuals). */
const programs = {
  z3: ['-smt2', '-in'],
  cvc5: ['--lang=smt2', '-'],
  bitwuzla: ['--lang', 'smt2'],
  'yices-smt2': [],
} as const;

export type ProgramName = keyof typeof programs;
export const programNames = Object.keys(programs).filter((name): name is ProgramName => name in programs);

/** A solver found on the machine. */
export interface SolverProgram {
  readonly name: ProgramName;
  readonly path: string;
}

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The known solvers in the directories of `searchPath` (as in the environment variable PATH), in a fixed order. */
export const findPrograms = (searchPath: string): readonly SolverProgram[] =>
  programNames.flatMap((name) => {
    const path = searchPath
      .split(delimiter)
      .filter((directory) => directory !== '')
      .map((directory) => join(directory, name))
      .find(isExecutable);
    return path === undefined ? [] : [{ name, path }];
  });

/** What a program said about a script. */
export type ProgramAnswer =
  | { readonly status: 'sat' }
  /** `core`: as the program gave it; undefined where it gave none. */
  | { readonly status: 'unsat'; readonly core: readonly string[] | undefined }
  | { readonly status: 'unknown'; readonly reason: string };

/** What a program printed, read as its answer to a script with one `(check-sat)`. */
export const readAnswer = (output: string): ProgramAnswer => {
  const [first = '', ...rest] = output.split('\n').map((line) => line.trim());
  if (first === 'sat') return { status: 'sat' };
  if (first === 'unsat') {
    const list = rest.join(' ').trim();
    // Names are symbols: without blanks, or between bars.
    const core = list.startsWith('(') ? list.match(/\|[^|]*\||[^\s()|]+/g)?.map(unquoted) : undefined;
    return { status: 'unsat', core: list.startsWith('(error') ? undefined : core };
  }
  return { status: 'unknown', reason: first === '' ? 'no output' : first.slice(0, 200) };
};

const unquoted = (symbol: string): string => symbol.replace(/^\|(.*)\|$/, '$1');

const mostOutput = 1_000_000;

/** Gives a script to a program. Never rejects: a program that fails or is too slow answers `unknown`. */
export const runProgram = async (
  program: SolverProgram,
  script: string,
  timeoutSeconds: number,
): Promise<ProgramAnswer> => {
  const output = await outputOf(program, script, timeoutSeconds);
  return typeof output === 'string' ? readAnswer(output) : output;
};

/** Everything that a program prints about a script, or why it was ended. Never rejects. */
export const outputOf = (
  { name, path }: SolverProgram,
  script: string,
  timeoutSeconds: number,
): Promise<string | Extract<ProgramAnswer, { status: 'unknown' }>> =>
  new Promise((resolve) => {
    const child = spawn(path, programs[name], { stdio: ['pipe', 'pipe', 'ignore'] });
    let output = '';
    const end = (result: string | Extract<ProgramAnswer, { status: 'unknown' }>): void => {
      clearTimeout(timer);
      resolve(result);
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      end({ status: 'unknown', reason: `no answer within ${timeoutSeconds} s` });
    }, timeoutSeconds * 1000);
    child.on('error', (error) => end({ status: 'unknown', reason: error.message }));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (output.length < mostOutput) output += text;
    });
    child.on('close', () => end(output));
    // A program that ends before it has read everything says why on standard output.
    child.stdin.on('error', () => {});
    child.stdin.end(script);
  });

/** The first line that `--version` prints, or `unknown`. */
export const programVersion = ({ path }: SolverProgram): Promise<string> =>
  new Promise((resolve) => {
    const child = spawn(path, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.on('error', () => resolve('unknown'));
    child.on('close', () => {
      clearTimeout(timer);
      resolve(
        output
          .split('\n')
          .find((line) => line.trim() !== '')
          ?.trim() ?? 'unknown',
      );
    });
  });
