/** `prove --format junit`: one test case a claim, as continuous integration servers read it. */
import { printable } from '../../values/printable.js';
import { tool } from '../../values/tool.js';
import type { ClaimsReporter } from './report.js';
import { detailsOf } from './text.js';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text for XML: control characters have no place in it and are written out. */
const xmlText = (text: string): string => printable(text).replaceAll(/[&<>"']/g, (found) => entities[found] ?? found);

export const reportClaimsJunit: ClaimsReporter = function* ({ decided, options }) {
  const count = (verdict: string) => decided.filter(({ outcome }) => outcome.verdict === verdict).length;
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites name="${tool.name}" tests="${decided.length}" failures="${count('refuted')}" errors="${count('undecided')}">\n`;
  yield `  <testsuite name="claims" tests="${decided.length}" failures="${count('refuted')}" errors="${count('undecided')}">\n`;
  for (const { claim, outcome } of decided) {
    yield `    <testcase classname="${tool.name}.claims" name="${xmlText(claim.name)}"`;
    const details = detailsOf(outcome, options).map(xmlText).join('\n');
    switch (outcome.verdict) {
      case 'proved':
        yield '/>\n';
        break;
      case 'refuted':
        yield `>\n      <failure type="refuted" message="expected ${claim.expect}">${details}</failure>\n    </testcase>\n`;
        break;
      case 'undecided':
        yield `>\n      <error type="undecided" message="something is missing">${details}</error>\n    </testcase>\n`;
        break;
    }
  }
  yield '  </testsuite>\n</testsuites>\n';
};
