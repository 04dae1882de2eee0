import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeAddressRanges, minimalCidrs } from '../../../src/engines/interval/addressRanges.js';
import { createIntervalEngine } from '../../../src/engines/interval/engine.js';
import { sourcesOf } from '../../../src/engines/interval/sources.js';
import type { Question } from '../../../src/paths/path.js';
import { cidrContains, cidrsOverlap, firstOf, lastOf } from '../../../src/values/cidr.js';
import { protocols } from '../../../src/values/protocol.js';
import { engineOptions, question } from '../../properties/arbitraries/question.js';
import { runs } from '../../properties/runs.js';

const ranges = fc
  .array(fc.tuple(fc.bigInt({ min: 0n, max: 200n }), fc.bigInt({ min: 0n, max: 40n })), { maxLength: 6 })
  .map((pairs) => pairs.map(([from, more]) => ({ from: from + 4_000_000_000n, to: from + more + 4_000_000_000n })));

describe('CIDR covers', () => {
  it('hold exactly the addresses of the ranges', () => {
    fc.assert(
      fc.property(ranges, (list) => {
        const cidrs = minimalCidrs(mergeAddressRanges(list), 'ipv4');
        for (let value = 4_000_000_000n; value < 4_000_000_250n; value += 1n) {
          const inside = list.some(({ from, to }) => from <= value && value <= to);
          expect(cidrs.some((cidr) => cidrContains(cidr, { family: 'ipv4', value }))).toBe(inside);
        }
      }),
      runs(200),
    );
  });

  it('are minimal: disjoint, and no two are the halves of one block', () => {
    fc.assert(
      fc.property(ranges, (list) => {
        const cidrs = minimalCidrs(mergeAddressRanges(list), 'ipv4');
        for (const [index, a] of cidrs.entries()) {
          for (const b of cidrs.slice(index + 1)) {
            expect(cidrsOverlap(a, b)).toBe(false);
            const halves =
              a.length === b.length &&
              lastOf(a) + 1n === firstOf(b) &&
              firstOf(a) >> BigInt(33 - a.length) === firstOf(b) >> BigInt(33 - b.length);
            expect(halves).toBe(false);
          }
        }
      }),
      runs(200),
    );
  });

  it('take one block for everything', () => {
    expect(minimalCidrs([{ from: 0n, to: 2n ** 32n - 1n }], 'ipv4')).toEqual([
      { family: 'ipv4', value: 0n, length: 0 },
    ]);
  });
});

/** The question asked about one client only. */
const askedFrom = (asked: Question, value: bigint): Question => ({
  ...asked,
  sources: {
    ...asked.sources,
    exclude: [...asked.sources.exclude],
    include: [{ family: asked.family, value, length: asked.family === 'ipv4' ? 32 : 128 }],
  },
});

describe('source sets', () => {
  it('hold exactly the addresses from which the engine reaches a port', async () => {
    await fc.assert(
      fc.asyncProperty(question, engineOptions, async (asked, options) => {
        const engine = createIntervalEngine(options);
        for (const protocol of protocols) {
          const rows = sourcesOf([asked], protocol, options);
          const [answer] = await engine.answer([{ question: asked, protocol }]);
          // The rows cover the reachable ports, and nothing else.
          const ports = (list: readonly { from: number; to: number }[]) =>
            list.reduce((sum, { from, to }) => sum + to - from + 1, 0);
          expect(ports(rows)).toBe(ports(answer?.reachable ?? []));
          for (const { from, cidrs } of rows.slice(0, 4)) {
            expect(cidrs.length).toBeGreaterThan(0);
            const around = cidrs
              .slice(0, 4)
              .flatMap((cidr) => [firstOf(cidr) - 1n, firstOf(cidr), lastOf(cidr), lastOf(cidr) + 1n]);
            for (const value of around) {
              if (value < 0n || value >= 1n << (asked.family === 'ipv4' ? 32n : 128n)) continue;
              const allowed = asked.sources.include.some((cidr) => cidrContains(cidr, { family: asked.family, value }));
              if (!allowed) continue;
              const [single] = await createIntervalEngine(options).answer([
                { question: askedFrom(asked, value), protocol },
              ]);
              const reached = single?.reachable.some((range) => range.from <= from && from <= range.to) === true;
              expect(cidrs.some((cidr) => cidrContains(cidr, { family: asked.family, value }))).toBe(reached);
            }
          }
        }
      }),
      runs(150),
    );
  });
});
