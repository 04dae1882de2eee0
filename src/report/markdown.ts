/** `assess --format markdown`: for the comment on a pull request. */
import type { Finding } from '../findings/finding.js';
import { compareSeverities, severities } from '../findings/severity.js';
import { formatPortRange } from '../values/ports.js';
import { printable } from '../values/printable.js';
import type { AssessmentReporter } from './reporter.js';

export const reportMarkdown: AssessmentReporter = function* ({ summary, findings, incomplete }) {
  const counts = severities.map((severity) => `${summary.findings[severity]} ${severity}`).join(', ');
  yield `## Reachable from outside the VPC\n\n${findings.length} findings on ${summary.instances} instances: ${counts}.\n`;
  if (findings.length > 0) {
    yield '\n| Severity | Instance | Route | Ports | Service or process | Comes through | Let in by |\n|---|---|---|---|---|---|---|\n';
    const sorted = [...findings].sort((a, b) => compareSeverities(a.severity, b.severity));
    for (const finding of sorted) yield `| ${cellsOf(finding).join(' | ')} |\n`;
  }
  if (incomplete.length === 0) return;
  yield '\n### Undecided\n\n';
  for (const { resource, reason, remedy } of incomplete) {
    yield `- ${escaped(resource)}: ${escaped(reason)} (${escaped(remedy)})\n`;
  }
};

const cellsOf = (finding: Finding): readonly string[] => {
  const name = finding.exposures[0].instance?.tags.get('Name');
  const isExposure = finding.type === 'NetworkExposure';
  return [
    finding.severity,
    `${name === undefined ? '' : `${escaped(name)} `}${escaped(finding.instanceId)}`,
    finding.route,
    portsText(finding),
    isExposure
      ? 'all reachable ports'
      : [finding.services.join(', '), finding.process?.name ?? '']
          .filter((text) => text !== '')
          .map(escaped)
          .join(': '),
    escaped(finding.componentId),
    escaped((finding.closingRules.length > 0 ? finding.closingRules : finding.securityGroupIds).join('; ')),
  ];
};

const portsText = (finding: Finding): string => {
  if (finding.type !== 'NetworkExposure') return `${finding.protocol} ${finding.port}`;
  const of = (protocol: 'tcp' | 'udp'): string[] =>
    finding[protocol].length === 0 ? [] : [`${protocol} ${finding[protocol].map(formatPortRange).join(', ')}`];
  return [...of('tcp'), ...of('udp')].join('; ');
};

/**
 * Text of others as text: no markup, no HTML, no link, no mention. CommonMark lets a backslash stand before any ASCII
 * punctuation; `@`, `#` and bare addresses are read after that by code hosts, so those become character references.
 */
const escaped = (text: string): string =>
  printable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[@#]/g, (sign) => `&#${sign.charCodeAt(0)};&#8203;`)
    .replaceAll('://', '&#58;//')
    .replaceAll(/www\./gi, (www) => `${www.slice(0, 3)}&#46;`)
    .replaceAll(/[\\`*_[\]!|~$]/g, '\\$&');
