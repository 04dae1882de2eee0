/**
 * `assess --format asff`: the AWS Security Finding Format, one array of at most 100 findings a line, which is what one
 * `aws securityhub batch-import-findings` takes
 * (https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-syntax.html).
 */
import type { Assessment } from '../findings/assessment.js';
import type { Finding } from '../findings/finding.js';
import type { Severity } from '../findings/severity.js';
import type { Route } from '../paths/path.js';
import { formatAddress } from '../values/address.js';
import { attributesOf } from './classic/attributes.js';
import { classicScore } from './classic/scores.js';
import { instanceArn, peerVpcOf, placeOf } from './classic/subject.js';
import { type AssessmentReporter, untold } from './reporter.js';
import { descriptionOf, recommendationOf, ruleNameOf, titleOf } from './wording.js';

/** BatchImportFindings takes no more at once. */
const batchSize = 100;

export const reportAsff: AssessmentReporter = function* (assessment, { at = untold }) {
  const { findings } = assessment;
  for (let from = 0; from < findings.length; from += batchSize) {
    const batch = findings.slice(from, from + batchSize).map((finding) => asffFinding(finding, assessment, at));
    yield `${JSON.stringify(batch)}\n`;
  }
};

/** As Security Hub had Classic's; High was not seen and follows its documented range 70-89. */
const normalized: Readonly<Record<Severity, number>> = { High: 70, Medium: 40, Low: 1, Informational: 0 };

const gatewayType: Readonly<Record<Route, string>> = {
  Internet: 'AWS::EC2::InternetGateway',
  PeeredVPC: 'AWS::EC2::VPCPeeringConnection',
  VGW: 'AWS::EC2::VPNGateway',
};

const asffFinding = (finding: Finding, assessment: Assessment, at: string) => {
  const place = placeOf(finding, assessment, 'asff');
  const { account, region, partition } = place;
  const { networkInterface, instanceId, severity, exposures } = finding;
  const { instance } = exposures[0];
  const rule = ruleNameOf(finding);
  const attributes = attributesOf(finding, peerVpcOf(finding, assessment));
  const tags = Object.fromEntries(instance?.tags ?? []);
  return {
    SchemaVersion: '2018-10-08',
    Id: `reachproof/${region}/${account}/${finding.id}`,
    ProductArn: `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`,
    GeneratorId: `reachproof/${finding.type}`,
    AwsAccountId: account,
    Types: [`Software and Configuration Checks/AWS Security Best Practices/Network Reachability - ${rule}`],
    CreatedAt: at,
    UpdatedAt: at,
    Confidence: 10,
    Severity: {
      Label: severity.toUpperCase(),
      Normalized: normalized[severity],
      Original: classicScore[severity].toFixed(1),
    },
    Title: atMost(256, titleOf(finding)),
    Description: atMost(1024, descriptionOf(finding)),
    Remediation: { Recommendation: { Text: atMost(512, recommendationOf(finding)) } },
    ProductFields: {
      ...Object.fromEntries(attributes.map(({ key, value }) => [`attributes/${key}`, atMost(2048, value)])),
      'aws/inspector/RulesPackageName': 'Network Reachability',
      'aws/inspector/id': rule,
    },
    Resources: [
      {
        Type: 'AwsEc2Instance',
        Id: instanceArn(place, instanceId),
        Partition: partition,
        Region: region,
        ...(Object.keys(tags).length === 0 ? {} : { Tags: tags }),
        Details: {
          AwsEc2Instance: {
            ImageId: instance?.imageId,
            IpV4Addresses: networkInterface.ipv4.map(({ address }) => formatAddress(address)),
            ...(networkInterface.ipv6.length === 0 ? {} : { IpV6Addresses: networkInterface.ipv6.map(formatAddress) }),
            SubnetId: networkInterface.subnetId,
            VpcId: networkInterface.vpcId,
          },
        },
      },
    ],
    NetworkPath: networkPath(finding),
    RecordState: 'ACTIVE',
    Workflow: { Status: 'NEW' },
  };
};

/** From the gateway inwards, in the order of Inspector's successor (inspector.md). */
const networkPath = (finding: Finding) => {
  const { route, componentId, networkInterface, securityGroupIds, instanceId } = finding;
  const acl = networkInterface.subnet?.networkAcl?.id;
  const ids: readonly (readonly [string, string])[] = [
    [componentId, gatewayType[route]],
    ...(acl === undefined ? [] : [[acl, 'AWS::EC2::NetworkAcl'] as const]),
    ...securityGroupIds.map((id) => [id, 'AWS::EC2::SecurityGroup'] as const),
    [networkInterface.id, 'AWS::EC2::NetworkInterface'],
    [instanceId, 'AWS::EC2::Instance'],
  ];
  const steps = ids.map(([id, type]) => ({ ComponentId: atMost(32, id), ComponentType: type }));
  if (finding.type === 'NetworkExposure') return steps;
  const { protocol, port, witness } = finding;
  const Ingress = {
    Protocol: protocol.toUpperCase(),
    Destination: {
      Address: [formatAddress(witness.delivered.destination)],
      PortRanges: [{ Begin: port, End: port }],
    },
  };
  return steps.map((step) => (step.ComponentId === networkInterface.id ? { ...step, Ingress } : step));
};

const atMost = (length: number, text: string): string => {
  if (text.length <= length) return text;
  // No half of a surrogate pair at the cut.
  return `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
};
