/**
 * `assess --format sarif`: SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), a rule for each finding type,
 * route and service. Code-scanning pages want a file; the snapshot's first file stands for what was assessed.
 */
import type { Finding } from '../findings/finding.js';
import type { Severity } from '../findings/severity.js';
import { tool } from '../values/tool.js';
import { classicScore } from './classic/scores.js';
import type { AssessmentReporter } from './reporter.js';
import { descriptionOf, recommendationOf, ruleNameOf, servicesText, titleOf } from './wording.js';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  High: 'error',
  Medium: 'warning',
  Low: 'note',
  Informational: 'note',
};

export const reportSarif: AssessmentReporter = function* ({ findings, network }) {
  const rules = new Map<string, { readonly finding: Finding; readonly index: number }>();
  // A service may have several severities (its route is in the rule): the first, findings being sorted by id.
  for (const finding of findings) {
    const id = ruleId(finding);
    if (!rules.has(id)) rules.set(id, { finding, index: rules.size });
  }
  const uri = encodeURI(network.snapshot.files[0]?.path ?? 'snapshot');
  yield `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":{"driver":`;
  yield JSON.stringify({
    name: tool.name,
    version: tool.version,
    rules: [...rules].map(([id, { finding }]) => ruleOf(id, finding)),
  });
  yield '},"columnKind":"utf16CodeUnits","results":[';
  for (const [index, finding] of findings.entries()) {
    const result = resultOf(finding, rules.get(ruleId(finding))?.index ?? -1, uri);
    yield `${index === 0 ? '' : ','}\n${JSON.stringify(result)}`;
  }
  yield '\n]}]}\n';
};

const serviceOf = (finding: Finding): string => (finding.type === 'NetworkExposure' ? '' : servicesText(finding));

const ruleId = (finding: Finding): string =>
  [finding.type, finding.route, serviceOf(finding).replaceAll(/[^A-Za-z0-9]+/g, '-')]
    .filter((part) => part !== '')
    .join('/');

const ruleOf = (id: string, finding: Finding) => {
  const service = serviceOf(finding);
  const text = `${ruleNameOf(finding)}${service === '' ? '' : `: ${service}`}`;
  return {
    id,
    name: finding.type,
    shortDescription: { text },
    help: { text: 'Edit the security group that lets the packets in, or the rules named in the result.' },
    defaultConfiguration: { level: levels[finding.severity] },
    properties: {
      tags: ['security', 'network'],
      // GitHub: above 0, "9.0 or more is critical".
      'security-severity': (finding.severity === 'High' ? 8.9 : Math.max(classicScore[finding.severity], 0.1)).toFixed(
        1,
      ),
      precision: 'very-high',
    },
  };
};

const resultOf = (finding: Finding, ruleIndex: number, uri: string) => ({
  ruleId: ruleId(finding),
  ruleIndex,
  level: levels[finding.severity],
  message: {
    text: `${titleOf(finding)}. ${descriptionOf(finding)}. ${recommendationOf(finding)}.`.replaceAll('..', '.'),
  },
  locations: [
    {
      physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } },
      logicalLocations: [
        {
          fullyQualifiedName: `${finding.networkInterface.vpcId}/${finding.instanceId}/${finding.networkInterface.id}`,
          kind: 'resource',
        },
      ],
    },
  ],
  fingerprints: { 'reachproof/v1': finding.id },
  partialFingerprints: { 'reachproof/v1': finding.id },
});
