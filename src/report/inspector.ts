/**
 * `assess --format inspector`: what Inspector Classic's DescribeFindings answered
 * (https://docs.aws.amazon.com/inspector/v1/APIReference/API_DescribeFindings.html).
 */
import type { Assessment } from '../findings/assessment.js';
import type { Finding } from '../findings/finding.js';
import { formatAddress } from '../values/address.js';
import { attributesOf } from './classic/attributes.js';
import { classicScore } from './classic/scores.js';
import { peerVpcOf, placeOf } from './classic/subject.js';
import { type AssessmentReporter, untold } from './reporter.js';
import { descriptionOf, recommendationOf, ruleNameOf, titleOf } from './wording.js';

export const reportInspector: AssessmentReporter = function* (assessment, { at = untold }) {
  yield '{"findings":[';
  for (const [index, finding] of assessment.findings.entries()) {
    yield `${index === 0 ? '' : ','}\n${JSON.stringify(inspectorFinding(finding, assessment, at))}`;
  }
  yield '\n],"failedItems":{}}\n';
};

const inspectorFinding = (finding: Finding, assessment: Assessment, at: string) => {
  const { networkInterface, exposures, severity, instanceId } = finding;
  const { account, region, partition } = placeOf(finding, assessment, 'inspector');
  const { instance } = exposures[0];
  const prefix = `arn:${partition}:inspector:${region}:${account}`;
  const run = `${prefix}:target/0-reachproof/template/0-reachproof/run/0-${assessment.snapshot.sha256.slice(0, 8)}`;
  const privateAddresses = networkInterface.ipv4.map(({ address }) => formatAddress(address));
  const publicAddresses = networkInterface.ipv4.flatMap(({ publicAddress }) =>
    publicAddress === undefined ? [] : [formatAddress(publicAddress)],
  );
  return {
    arn: `${run}/finding/0-${finding.id}`,
    schemaVersion: 1,
    service: 'Inspector',
    serviceAttributes: {
      schemaVersion: 1,
      assessmentRunArn: run,
      rulesPackageArn: `${prefix}:rulespackage/0-reachproof`,
    },
    assetType: 'ec2-instance',
    assetAttributes: {
      schemaVersion: 1,
      agentId: instanceId,
      amiId: instance?.imageId,
      hostname: instance?.publicDnsName ?? instance?.privateDnsName,
      ipv4Addresses: [...privateAddresses, ...publicAddresses],
      tags: [...(instance?.tags ?? [])].map(([key, value]) => ({ key, value })),
      networkInterfaces: [
        {
          networkInterfaceId: networkInterface.id,
          subnetId: networkInterface.subnetId,
          vpcId: networkInterface.vpcId,
          privateIpAddress: privateAddresses[0],
          publicIp: publicAddresses[0],
          ipv6Addresses: networkInterface.ipv6.map(formatAddress),
          securityGroups: networkInterface.securityGroupIds.map((groupId) => ({ groupId })),
        },
      ],
    },
    id: ruleNameOf(finding),
    title: titleOf(finding),
    description: descriptionOf(finding),
    recommendation: recommendationOf(finding),
    severity,
    numericSeverity: classicScore[severity],
    confidence: 10,
    indicatorOfCompromise: false,
    attributes: attributesOf(finding, peerVpcOf(finding, assessment)),
    userAttributes: [],
    createdAt: at,
    updatedAt: at,
  };
};
