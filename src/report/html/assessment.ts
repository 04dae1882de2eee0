/** `assess --format html`: one file that needs nothing else, to be opened in a browser, sent and printed. */
import { tool } from '../../values/tool.js';
import type { ClaimsReport } from '../claims/report.js';
import type { AssessmentReporter } from '../reporter.js';
import { cspHash, embeddedJson, html } from './embed.js';
import { pageContentOf } from './pageData.js';
import { pageScript } from './script.js';
import {
  assumptionsHtml,
  claimsHtml,
  findingsHtml,
  headerHtml,
  mapHtml,
  summaryHtml,
  undecidedHtml,
} from './sections.js';
import { style } from './style.js';

/** The reporter with what else is known, for example decided claims. */
export const htmlReporter = ({ claims }: { readonly claims?: ClaimsReport }): AssessmentReporter =>
  function* (assessment) {
    const script = pageScript();
    // Names and tags come from the account. Should one ever get out of its place, the browser still runs and loads
    // nothing but this very script and style (Content Security Policy Level 3, section 6.7.3).
    const policy = [
      "default-src 'none'",
      `script-src ${cspHash(script)}`,
      `style-src ${cspHash(style)}`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
    ].join('; ');
    const accounts = assessment.snapshot.accounts.join(', ');
    yield `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="${tool.name} ${tool.version}">
<title>${html(`Network reachability${accounts === '' ? '' : ` of ${accounts}`}`)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
`;
    yield headerHtml(assessment);
    yield '\n<main>\n';
    yield summaryHtml(assessment);
    yield findingsHtml(assessment);
    yield mapHtml(assessment);
    yield claimsHtml(claims);
    yield undecidedHtml(assessment);
    yield assumptionsHtml(assessment);
    yield '\n</main>\n';
    yield `<footer><p>${tool.name} ${tool.version} · snapshot <span class="mono">${html(assessment.snapshot.sha256)}</span></p></footer>\n`;
    const { data, chunks } = pageContentOf(assessment);
    yield `<script type="application/json" id="report-data">${embeddedJson(data)}</script>\n`;
    for (const [index, chunk] of chunks.entries()) {
      yield `<script type="application/json" id="details-data-${index}">${embeddedJson(chunk)}</script>\n`;
    }
    yield `<script>${script}</script>\n</body>\n</html>\n`;
  };

export const reportHtml: AssessmentReporter = htmlReporter({});
