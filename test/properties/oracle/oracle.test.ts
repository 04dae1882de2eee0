import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { network } from '../arbitraries/network/network.js';
import { runs } from '../runs.js';
import { reportingNetwork } from '../snapshotDirectory.js';
import { expectAgreement, expectEqualPorts, pick } from './laws.js';

const semantics = fc.constantFrom('two-way' as const, 'one-way' as const);

describe('the path builders', () => {
  const seen = new Map<string, number>();
  afterAll(() => {
    process.stderr.write(`verdicts compared: ${JSON.stringify(Object.fromEntries([...seen].sort()))}\n`);
  });

  it.each(['internet', 'everything'] as const)(
    'make of every packet what the oracle makes of it (%s)',
    async (extent) => {
      await fc.assert(
        fc.asyncProperty(
          network(extent),
          fc.array(pick, { minLength: 100, maxLength: 200, size: 'max' }),
          semantics,
          (aws, picks, meaning) =>
            reportingNetwork(aws, () => {
              for (const what of expectAgreement(aws, picks, meaning)) seen.set(what, (seen.get(what) ?? 0) + 1);
            }),
        ),
        runs(300),
      );
      // Agreement about refusals alone would say little.
      for (const verdict of ['admitted', 'refused', 'undecided'])
        expect(seen.get(`Internet ${verdict}`)).toBeGreaterThan(0);
    },
  );

  it('lead to the ports that the oracle finds by trying every packet', async () => {
    await fc.assert(
      fc.asyncProperty(
        network('everything'),
        fc.nat(),
        fc.constantFrom('tcp' as const, 'udp' as const),
        semantics,
        (aws, which, protocol, meaning) => reportingNetwork(aws, () => expectEqualPorts(aws, which, protocol, meaning)),
      ),
      runs(100),
    );
  });
});
