import type { RegionRecord } from '../../snapshot/collectedRegion.js';
import { printable } from '../../values/printable.js';

/** What was written, and what is missing from it and why, as text. */
export const snapshotSummary = (directory: string, regions: readonly RegionRecord[]): string => {
  const accounts = new Set(regions.map(({ account }) => account));
  const calls = regions.flatMap((region) => Object.values(region.calls)).reduce((sum, count) => sum + count, 0);
  const failed = regions.flatMap(({ failedCalls }) => failedCalls);
  const unsettled = regions.flatMap((region) =>
    region.unsettled.map((reference) => ({ ...reference, ...placeOf(region) })),
  );
  const lines = [
    `${directory}: ${count(accounts.size, 'account')}, ${count(regions.length, 'region')}, ${count(calls, 'call')}`,
  ];
  if (failed.length > 0) {
    lines.push(`${count(failed.length, 'call')} failed; what depends on them stays undecided:`);
    for (const { action, account, region, reason } of failed)
      lines.push(`  ${action} in ${account} ${region}: ${reason}`);
  }
  if (unsettled.length > 0) {
    lines.push(
      `${count(unsettled.length, 'reference')} to what AWS did not list; the configuration changed meanwhile:`,
    );
    for (const { key, id, missingKey, missingId, account, region } of unsettled) {
      lines.push(`  ${key} ${id} in ${account} ${region} refers to ${missingKey} ${missingId}`);
    }
  }
  return lines.map((line) => `${printable(line)}\n`).join('');
};

const placeOf = ({ account, region }: RegionRecord) => ({ account, region });

const count = (number: number, noun: string): string =>
  `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
