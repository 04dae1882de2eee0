/** How often properties are tried, and from which seed: from the environment, so that a failing run can be repeated. */
import type fc from 'fast-check';

const integerFrom = (name: string): number | undefined => {
  const text = process.env[name];
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`${name}: expected an integer, found \`${text}\``);
  return value;
};

/** One seed for a whole run: `REACHPROOF_SEED`, else drawn at random, and printed either way. */
export const seed: number = integerFrom('REACHPROOF_SEED') ?? Math.floor(Math.random() * 0x7fff_ffff);
process.stderr.write(`random tests: REACHPROOF_SEED=${seed}\n`);

/**
 * Parameters of a property: as many runs as `REACHPROOF_RUNS` says, else `usual`; for at most `REACHPROOF_SECONDS`.
 * Fast-check repeats the seed, the path and the shrunk example on failure.
 */
export const runs = (usual: number): Pick<fc.Parameters, 'seed' | 'numRuns' | 'interruptAfterTimeLimit'> => {
  const seconds = integerFrom('REACHPROOF_SECONDS');
  return {
    seed,
    numRuns: integerFrom('REACHPROOF_RUNS') ?? usual,
    ...(seconds === undefined ? {} : { interruptAfterTimeLimit: seconds * 1000 }),
  };
};

/** Bigints as text, so that fast-check and people can print what was drawn. */
export const printable = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'bigint' ? `0x${part.toString(16)}` : part instanceof Map ? [...part] : part,
  );
