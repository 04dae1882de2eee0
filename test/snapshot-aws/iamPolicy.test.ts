import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DescribeKeyPairsCommand } from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { actionOf } from '../../src/snapshot/actions.js';
import { apiCalls, iamActionOf, isApiCall } from '../../src/snapshot/aws/apiCalls.js';
import { createRegionClients } from '../../src/snapshot/aws/clients.js';
import { minimalIamPolicy } from '../../src/snapshot/aws/iamPolicy.js';
import { snapshotKeys } from '../../src/snapshot/schema.js';

test('the policy allows what is documented and nothing else', () => {
  expect(minimalIamPolicy()).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ReachproofRead',
        Effect: 'Allow',
        Action: [
          'directconnect:DescribeVirtualInterfaces',
          'ec2:DescribeAddresses',
          'ec2:DescribeInstances',
          'ec2:DescribeInternetGateways',
          'ec2:DescribeManagedPrefixLists',
          'ec2:DescribeNetworkAcls',
          'ec2:DescribeNetworkInterfaces',
          'ec2:DescribePrefixLists',
          'ec2:DescribeRegions',
          'ec2:DescribeRouteTables',
          'ec2:DescribeSecurityGroups',
          'ec2:DescribeSubnets',
          'ec2:DescribeVpcBlockPublicAccessExclusions',
          'ec2:DescribeVpcBlockPublicAccessOptions',
          'ec2:DescribeVpcPeeringConnections',
          'ec2:DescribeVpcs',
          'ec2:DescribeVpnConnections',
          'ec2:DescribeVpnGateways',
          'ec2:GetManagedPrefixListEntries',
          'elasticloadbalancing:DescribeListeners',
          'elasticloadbalancing:DescribeLoadBalancerAttributes',
          'elasticloadbalancing:DescribeLoadBalancers',
          'elasticloadbalancing:DescribeRules',
          'elasticloadbalancing:DescribeTargetGroupAttributes',
          'elasticloadbalancing:DescribeTargetGroups',
          'elasticloadbalancing:DescribeTargetHealth',
          'sts:GetCallerIdentity',
        ],
        Resource: '*',
      },
    ],
  });
});

test('roles are named one by one', () => {
  const roles = ['arn:aws:iam::222222222222:role/b', 'arn:aws:iam::111111111111:role/a'];
  expect(minimalIamPolicy(roles).Statement[1]).toEqual({
    Sid: 'ReachproofAssumeRoles',
    Effect: 'Allow',
    Action: ['sts:AssumeRole'],
    Resource: [...roles].sort(),
  });
});

test('every key is filled by one call, whose action the loader names too', () => {
  const filled = Object.keys(apiCalls)
    .filter(isApiCall)
    .flatMap((call) => (apiCalls[call] === null ? [] : [{ key: apiCalls[call], action: iamActionOf(call) }]));
  for (const { key, action } of filled) expect(actionOf[key]).toBe(action);
  // `Listeners` is read wrapped, so that a load balancer without any is told from one that was not asked.
  expect(filled.map(({ key }) => key).sort()).toEqual(snapshotKeys.filter((key) => key !== 'Listeners').sort());
});

test('a call outside the table does not leave the client', async () => {
  const made: string[] = [];
  const { ec2 } = createRegionClients({
    region: 'us-east-1',
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
    endpointUrl: 'http://127.0.0.1:1',
    maxAttempts: 1,
    requestTimeout: 1_000,
    onCall: (call) => made.push(call),
  });
  await expect(ec2.send(new DescribeKeyPairsCommand({}))).rejects.toThrow(
    '`ec2:DescribeKeyPairs` is not in the table of API calls',
  );
  expect(made).toEqual([]);
});

test('the documentation shows the policy as it is', async () => {
  const page = await readFile(path.resolve(import.meta.dirname, '../../src/snapshot/aws/README.md'), 'utf8');
  const [, shown = ''] = /```json\n(.*?)```/s.exec(page) ?? [];
  expect(JSON.parse(shown)).toEqual(minimalIamPolicy());
});
