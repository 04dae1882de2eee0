/** `explain --format json`. */
import type { HopEvaluation } from '../../engines/evaluator/evaluation.js';
import { witnessToJson } from '../../proofs/buildCertificate.js';
import type { Change, HopChange } from '../../proofs/change.js';
import { claimText } from '../../proofs/claim.js';
import type { Correction, PathExplanation, TracedPath } from '../../proofs/explain.js';
import { formatAddress } from '../../values/address.js';
import { tool } from '../../values/tool.js';
import type { ExplanationReporter } from './report.js';
import { changeText, clientPacketText, codeOf, decisionText, placeText } from './text.js';

const hopJson = (evaluation: HopEvaluation, code: string | undefined) => ({
  leg: evaluation.hop.leg,
  direction: evaluation.hop.direction,
  kind: evaluation.kind,
  place: placeText(evaluation),
  verdict: evaluation.verdict,
  decidedBy: decisionText(evaluation),
  code: code ?? null,
});

const changeFields = (change: Change) => {
  switch (change.kind) {
    case 'establish':
      return change;
    case 'route':
      return { ...change, destination: formatAddress(change.destination) };
    case 'networkAclEntry':
      return { ...change, before: change.before ?? null, remote: formatAddress(change.remote) };
    case 'securityGroupRule':
      return { ...change, remote: formatAddress(change.remote) };
  }
};

const changeJson = ({ hop, code, change }: HopChange) => ({
  hop,
  code,
  text: changeText(change),
  ...changeFields(change),
});

const traceJson = (trace: TracedPath, changes: readonly HopChange[]) => ({
  packet: clientPacketText(trace),
  assignment: witnessToJson(trace.assignment),
  hops: trace.hops.map((hop, index) => hopJson(hop, codeOf(changes, index))),
});

const correctionJson = (correction: Correction) => ({
  ...traceJson(correction, correction.changes),
  changes: correction.changes.map(changeJson),
});

const pathJson = (explained: PathExplanation) => {
  const { networkInterface, address, route, componentId, loadBalancer, assumptions } = explained.path;
  return {
    networkInterfaceId: networkInterface.id,
    instanceId: networkInterface.instanceId ?? null,
    address: formatAddress(address),
    route,
    componentId,
    loadBalancer:
      loadBalancer === undefined ? null : { name: loadBalancer.name, listenerPort: loadBalancer.listenerPort },
    assumptions,
    verdict: explained.verdict,
    trace: explained.verdict === 'open' ? traceJson(explained.trace, []) : null,
    corrections: explained.verdict === 'blocked' ? explained.corrections.map(correctionJson) : [],
    incomplete: explained.verdict === 'undecided' ? explained.gaps : [],
  };
};

export const reportExplanationJson: ExplanationReporter = function* ({ claim, explanation, options }) {
  const { from, to, protocol, ports } = claimText(claim);
  const value = {
    schemaVersion: 1,
    tool,
    semantics: options.semantics,
    from,
    to,
    protocol,
    ports,
    verdict: explanation.verdict,
    paths: explanation.paths.map(pathJson),
    incomplete: explanation.gaps.map(({ resource, reason, remedy }) => ({ resource, reason, remedy })),
  };
  yield `${JSON.stringify(value, undefined, 2)}\n`;
};
