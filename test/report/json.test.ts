import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/findings/assessment.js';
import { reportJson } from '../../src/report/json/assessment.js';
import { assessed } from '../findings/assessed.js';
import { openAccount, permission } from '../scenarios/account.js';

const account = openAccount();
account.SecurityGroups[0] = {
  GroupId: 'sg-v',
  VpcId: 'vpc-v',
  IpPermissions: [
    permission({ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '203.0.113.0/24' }] }),
  ],
};
const assessment = await assessed(account, {
  scope: { vpcIds: [], instanceIds: ['i-one'], networkInterfaceIds: [], tags: [], allInterfaces: false },
  routes: ['Internet'],
  snapshot: { sha256: 'ab', accounts: ['111111111111'], regions: ['us-east-1'] },
});
const text = (of: Assessment): string => [...reportJson(of, { color: false, width: undefined })].join('');

const witness = {
  protocol: 'tcp',
  source: '203.0.113.1',
  sourcePort: 49152,
  destination: '198.51.100.10',
  destinationPort: 22,
  delivered: { destination: '10.0.1.10', destinationPort: 22 },
};

describe('the JSON report', () => {
  const report: Record<string, unknown> = JSON.parse(text(assessment));

  it('has the fields of the interface in their order', () => {
    expect(Object.keys(report)).toEqual([
      'schemaVersion',
      'tool',
      'engine',
      'semantics',
      'snapshot',
      'summary',
      'exposures',
      'findings',
      'incomplete',
    ]);
    expect(report).toMatchObject({
      schemaVersion: 1,
      tool: { name: 'reachproof' },
      engine: { name: 'smt' },
      semantics: 'two-way',
      snapshot: { sha256: 'ab', accounts: ['111111111111'], regions: ['us-east-1'] },
      summary: {
        instances: 1,
        interfaces: 1,
        paths: 2,
        queries: 4,
        findings: { High: 0, Medium: 1, Low: 0, Informational: 1 },
      },
      incomplete: [],
    });
  });

  it('writes exposures with exact ranges and a witness each', () => {
    expect(report.exposures).toMatchObject([
      {
        instanceId: 'i-one',
        networkInterfaceId: 'eni-one',
        vpcId: 'vpc-v',
        subnetId: 'subnet-a',
        networkAclId: 'acl-a',
        securityGroupIds: ['sg-v'],
        route: 'Internet',
        componentId: 'igw-v',
        loadBalancer: null,
        family: 'ipv4',
        address: '10.0.1.10',
        publicAddress: '198.51.100.10',
        tcp: [{ from: 22, to: 22, witness }],
        udp: [],
        assumptions: [],
      },
    ]);
  });

  it('writes findings of both shapes', () => {
    const common = {
      route: 'Internet',
      componentId: 'igw-v',
      instanceId: 'i-one',
      networkInterfaceId: 'eni-one',
      vpcId: 'vpc-v',
      networkAclId: 'acl-a',
      securityGroupIds: ['sg-v'],
    };
    expect(report.findings).toHaveLength(2);
    expect(report.findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          ...common,
          type: 'RecognizedPortNoAgent',
          severity: 'Medium',
          protocol: 'tcp',
          port: 22,
          services: ['SSH'],
          process: null,
          witness,
        }),
        expect.objectContaining({
          ...common,
          type: 'NetworkExposure',
          severity: 'Informational',
          tcp: [[22, 22]],
          udp: [],
        }),
      ]),
    );
  });

  it('is valid where there is nothing to tell', () => {
    const empty = JSON.parse(text({ ...assessment, exposures: [], findings: [], incomplete: [] }));
    expect([empty.exposures, empty.findings, empty.incomplete]).toEqual([[], [], []]);
  });
});
