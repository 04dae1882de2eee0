/** `prove --format table`. */
import pc from 'picocolors';
import type { ClaimOutcome } from '../../proofs/verdict.js';
import { printable } from '../../values/printable.js';
import type { ClaimsReporter } from './report.js';
import { admittedBy, detailsOf } from './text.js';

const verdicts: readonly ClaimOutcome['verdict'][] = ['proved', 'refuted', 'undecided'];

export const reportClaimsTable: ClaimsReporter = function* ({ decided, certificates, options }, { color }) {
  const colors = pc.createColors(color);
  const paint = { proved: colors.green, refuted: colors.red, undecided: colors.yellow };
  for (const [index, { claim, outcome, obligations }] of decided.entries()) {
    const { verdict } = outcome;
    yield `${paint[verdict](verdict.padEnd(9))}  ${colors.bold(printable(claim.name))}\n`;
    const indent = ' '.repeat(11);
    for (const line of detailsOf(outcome, options)) yield `${indent}${printable(line)}\n`;
    if (verdict === 'refuted') {
      const [first] = outcome.witnesses;
      const rules = first === undefined ? [] : admittedBy(first, options);
      if (rules.length > 0) yield `${indent}${colors.dim(`let in by ${printable(rules.join('; '))}`)}\n`;
    }
    if (verdict === 'proved' && claim.expect === 'unreachable') {
      yield `${indent}${colors.dim(`${obligations.length === 1 ? 'one way is' : `all ${obligations.length} ways are`} closed`)}\n`;
    }
    const file = certificates[index];
    if (file !== undefined) yield `${indent}${colors.dim(`certificate ${printable(file)}`)}\n`;
  }
  const counts = verdicts.map(
    (verdict) => `${decided.filter(({ outcome }) => outcome.verdict === verdict).length} ${verdict}`,
  );
  yield `\n${decided.length === 1 ? '1 claim' : `${decided.length} claims`}: ${counts.join(', ')}\n`;
};
