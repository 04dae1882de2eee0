/** `explain --format mermaid`: a flowchart of the first way. */

import type { HopEvaluation } from '../../engines/evaluator/evaluation.js';
import { printable } from '../../values/printable.js';
import type { ExplanationReporter } from './report.js';
import { clientPacketText, decisionText, legText, placeText, wayText } from './text.js';

/** Text inside a quoted Mermaid label: entities for what would end it or be read as markup. */
const label = (text: string): string =>
  printable(text).replaceAll(/[&"<>#;`\\|]/g, (found) => `#${found.codePointAt(0)};`);

const box = (id: string, evaluation: HopEvaluation): string => {
  const place = evaluation.kind === 'condition' ? '' : `${label(placeText(evaluation))}<br/>`;
  return `  ${id}["${label(legText(evaluation))}<br/>${place}${label(decisionText(evaluation))}"]:::${evaluation.verdict}\n`;
};

export const reportExplanationMermaid: ExplanationReporter = function* ({ claim, explanation }) {
  yield 'flowchart TD\n';
  yield '  classDef admitted fill:#e6f4ea,stroke:#137333,color:#000\n';
  yield '  classDef refused fill:#fce8e6,stroke:#c5221f,color:#000,stroke-width:3px\n';
  yield '  classDef undecided fill:#fef7e0,stroke:#b06000,color:#000\n';
  const [first] = explanation.paths;
  const trace =
    first?.verdict === 'open' ? first.trace : first?.verdict === 'blocked' ? first.corrections[0] : undefined;
  if (first === undefined || trace === undefined) {
    yield `  claim["${label(claim.name)}<br/>${explanation.verdict}"]\n`;
    return;
  }
  yield `  client["${label(clientPacketText(trace))}"]\n`;
  let previous = 'client';
  for (const [index, evaluation] of trace.hops.entries()) {
    const id = `hop${index + 1}`;
    yield box(id, evaluation);
    yield `  ${previous} --> ${id}\n`;
    previous = id;
  }
  yield `  target["${label(wayText(first.path))}<br/>${explanation.verdict}"]\n  ${previous} --> target\n`;
};
