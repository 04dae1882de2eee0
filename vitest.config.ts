import { defineConfig } from 'vitest/config';

/** One seed for all random tests of a run; test/properties/runs.ts prints it. */
const seed = process.env.REACHPROOF_SEED ?? `${Math.floor(Math.random() * 0x7fff_ffff)}`;

export default defineConfig({
  test: {
    env: { REACHPROOF_SEED: seed },
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
  },
});
