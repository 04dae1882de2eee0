import type { Assessment } from '../../../src/findings/assessment.js';
import type { Exposure } from '../../../src/findings/exposure.js';
import type { Finding } from '../../../src/findings/finding.js';
import type { Witness } from '../../../src/findings/witness.js';
import type { Path } from '../../../src/paths/path.js';

/**
 * The assessment of an account with many copies of each instance: ids, names and groups differ, so that little more is
 * shared than in a real account, and everything else is what the pipeline found.
 */
export const manyFindings = (assessment: Assessment, count: number): Assessment => {
  const findings: Finding[] = [];
  for (let copy = 0; findings.length < count; copy += 1) {
    const suffix = copy.toString(16).padStart(4, '0');
    for (const finding of assessment.findings.slice(0, count - findings.length)) findings.push(copied(finding, suffix));
  }
  return { ...assessment, findings, exposures: findings.flatMap(({ exposures }) => exposures) };
};

const renamed = (id: string, suffix: string): string => `${id.slice(0, -4)}${suffix}`;

const copied = (finding: Finding, suffix: string): Finding => {
  const networkInterface = {
    ...finding.networkInterface,
    id: renamed(finding.networkInterface.id, suffix),
    subnetId: renamed(finding.networkInterface.subnetId, `${suffix.slice(0, 3)}0`),
    vpcId: renamed(finding.networkInterface.vpcId, `${suffix.slice(0, 2)}00`),
  };
  const pathOf = (path: Path): Path => {
    const hops = path.question.hops.map((hop) =>
      hop.kind === 'securityGroups'
        ? {
            ...hop,
            groupIds: hop.groupIds.map((id) => renamed(id, suffix)),
            rules: hop.rules.map((rule) => ({
              ...rule,
              label: rule.label.replace(/^\S+/, (id) => renamed(id, suffix)),
            })),
          }
        : hop,
    );
    return { ...path, networkInterface, question: { ...path.question, hops } };
  };
  const witnessOf = (witness: Witness): Witness => ({ ...witness, path: pathOf(witness.path) });
  const exposureOf = (exposure: Exposure): Exposure => {
    const { instance } = exposure;
    const name = `${instance?.tags.get('Name') ?? 'instance'}-${suffix}`;
    return {
      ...exposure,
      networkInterface,
      instance: instance && { ...instance, id: renamed(instance.id, suffix), tags: new Map([['Name', name]]) },
      tcp: exposure.tcp.map((range) => ({ ...range, witness: witnessOf(range.witness) })),
      udp: exposure.udp.map((range) => ({ ...range, witness: witnessOf(range.witness) })),
    };
  };
  const [first, ...others] = finding.exposures;
  const exposures: Finding['exposures'] = [exposureOf(first), ...others.map(exposureOf)];
  const common = {
    id: renamed(finding.id, suffix),
    instanceId: renamed(finding.instanceId, suffix),
    networkInterface,
    securityGroupIds: finding.securityGroupIds.map((id) => renamed(id, suffix)),
    exposures,
  };
  return finding.type === 'NetworkExposure'
    ? { ...finding, ...common }
    : { ...finding, ...common, witness: witnessOf(finding.witness) };
};
