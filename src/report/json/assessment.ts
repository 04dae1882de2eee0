/** `assess --format json`: interface.md. One element of an array a line, so that two reports compare well. */
import type { Incomplete } from '../../findings/incomplete.js';
import { tool } from '../../values/tool.js';
import type { AssessmentReporter } from '../reporter.js';
import { exposureJson } from './exposure.js';
import { findingJson } from './finding.js';

const incompleteJson = ({ resource, reason, remedy, networkInterfaceIds, routes }: Incomplete) => ({
  resource,
  reason,
  remedy,
  networkInterfaceIds: networkInterfaceIds ?? null,
  routes: routes ?? null,
});

export const reportJson: AssessmentReporter = function* (assessment) {
  const { engine, semantics, snapshot, summary, exposures, findings, incomplete } = assessment;
  const head = {
    schemaVersion: 1,
    tool,
    engine: { name: engine.name, ...(engine.solver === undefined ? {} : { solver: engine.solver }) },
    semantics,
    snapshot,
    summary,
  };
  yield '{\n';
  for (const [name, value] of Object.entries(head)) yield `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`;
  yield* arrayText('exposures', exposures, exposureJson);
  yield ',\n';
  yield* arrayText('findings', findings, findingJson);
  yield ',\n';
  yield* arrayText('incomplete', incomplete, incompleteJson);
  yield '\n}\n';
};

function* arrayText<T>(name: string, items: readonly T[], toJson: (item: T) => unknown): Iterable<string> {
  yield `  ${JSON.stringify(name)}: [`;
  for (const [index, item] of items.entries()) yield `${index === 0 ? '' : ','}\n    ${JSON.stringify(toJson(item))}`;
  yield items.length === 0 ? ']' : '\n  ]';
}
