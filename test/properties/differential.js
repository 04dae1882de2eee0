/**
 * Long differential runs: `npm run differential -- --runs 20000 --seed 7 --seconds 600`.
 *
 * Tries each property of engines and path builders `--runs` times (networks, or questions), or for `--seconds` where that
 * ends first, from one seed. A failing network is kept as a snapshot directory, and the run ends with status 1.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const usage = 'usage: npm run differential -- [--runs N] [--seed N] [--seconds N] [--only engines|paths]';

/** @param {string} message */
const fail = (message) => {
  process.stderr.write(`${message}\n${usage}\n`);
  process.exit(2);
};

const suites = {
  engines: ['test/properties/engines.test.ts'],
  paths: ['test/properties/oracle/oracle.test.ts'],
};

const read = () => {
  try {
    const { values } = parseArgs({
      options: {
        runs: { type: 'string', default: '20000' },
        seed: { type: 'string' },
        seconds: { type: 'string' },
        only: { type: 'string' },
      },
    });
    return values;
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
};

const { only, ...numbers } = read();
for (const [name, text] of Object.entries(numbers)) {
  if (text !== undefined && !/^\d+$/.test(text)) fail(`--${name}: expected a number, found \`${text}\``);
}
if (only !== undefined && !Object.hasOwn(suites, only)) fail(`--only: expected engines or paths, found \`${only}\``);

const environment = {
  ...process.env,
  REACHPROOF_KEEP: '1',
  REACHPROOF_RUNS: numbers.runs,
  ...(numbers.seed === undefined ? {} : { REACHPROOF_SEED: numbers.seed }),
  ...(numbers.seconds === undefined ? {} : { REACHPROOF_SECONDS: numbers.seconds }),
};
const files = Object.entries(suites).flatMap(([name, paths]) => (only === undefined || only === name ? paths : []));
const { status } = spawnSync('npx', ['vitest', 'run', '--testTimeout=0', ...files], {
  stdio: 'inherit',
  env: environment,
});
process.exit(status ?? 1);
