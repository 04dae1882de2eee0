import fc from 'fast-check';
import { describe, it } from 'vitest';
import { createIntervalEngine } from '../../src/engines/interval/engine.js';
import { engineOptions, question } from './arbitraries/question.js';
import { expectExactAnswers } from './engineLaws.js';
import { runs } from './runs.js';

describe('the interval engine', () => {
  it('answers questions of any hops as brute force does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(question, { minLength: 1, maxLength: 3 }), engineOptions, async (asked, options) => {
        await expectExactAnswers(createIntervalEngine(options), asked, options);
      }),
      runs(500),
    );
  });
});
