import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  AllocateAddressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateManagedPrefixListCommand,
  CreateNetworkAclCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
} from '@aws-sdk/client-ec2';
import { CreateLoadBalancerCommand as CreateClassicLoadBalancerCommand } from '@aws-sdk/client-elastic-load-balancing';
import { CreateTargetGroupCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import pLimit from 'p-limit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assembleSnapshot } from '../../src/snapshot/assemble.js';
import { collect } from '../../src/snapshot/aws/collect.js';
import { saveSnapshot } from '../../src/snapshot/aws/saveSnapshot.js';
import { loadSnapshot } from '../../src/snapshot/load.js';
import type { Snapshot } from '../../src/snapshot/snapshot.js';
import { tool } from '../../src/values/tool.js';
import { builders, given, runInstances } from './awsNetwork.js';
import { useTestEnvironment } from './environment.js';
import { type FaultProxy, startFaultProxy } from './faultProxy.js';
import { type MotoServer, pythonWithMoto, startMoto } from './motoServer.js';

const region = 'us-east-1';

describe.skipIf(pythonWithMoto === undefined)('a large account', () => {
  let moto: MotoServer;
  let proxy: FaultProxy;
  let directory: string;
  let live: Snapshot;

  beforeAll(async () => {
    useTestEnvironment();
    moto = await startMoto();
    proxy = await startFaultProxy(moto.url);
    directory = await mkdtemp(path.join(os.tmpdir(), 'reachproof-'));
    await buildLargeAccount(moto.url);
  }, 180_000);

  afterAll(async () => {
    await proxy.stop();
    await moto.stop();
    await rm(directory, { recursive: true });
  });

  test('is read in pages, each as large as AWS allows, and nothing is lost', async () => {
    const started = performance.now();
    const { documents, failedCalls, regions } = await collect({
      regions: [region],
      roleArns: [],
      endpointUrl: proxy.url,
    });
    const seconds = (performance.now() - started) / 1000;
    expect(failedCalls).toEqual([]);
    live = assembleSnapshot(documents, { failedCalls });
    const { resources } = live;
    const calls = new Map(Object.entries(regions[0]?.calls ?? {}));
    const counted = {
      instances: resources.Reservations?.length,
      interfaces: resources.NetworkInterfaces?.length,
      subnets: resources.Subnets?.length,
      groups: resources.SecurityGroups?.length,
      networkAcls: resources.NetworkAcls?.length,
      routeTables: resources.RouteTables?.length,
      addresses: resources.Addresses?.length,
    };
    // The default VPC of the region has 6 subnets, a group, a network ACL and a route table; the large VPC has the same but subnets.
    expect(counted).toEqual({
      instances: 2_000,
      interfaces: 2_000,
      subnets: 1_006,
      groups: 1_103,
      networkAcls: 1_103,
      routeTables: 1_103,
      addresses: 1_001,
    });
    expect(resources.ManagedPrefixListEntries?.map(({ Entries }) => Entries.length)).toEqual([250]);
    expect(resources.LoadBalancerDescriptions).toHaveLength(401);
    expect(resources.TargetGroups).toHaveLength(401);
    const pages = (count: number, size: number) => Math.ceil(count / size);
    // moto counts reservations, of which there are four, where AWS counts instances: one page.
    expect(Object.fromEntries([...calls].filter(([, count]) => count > 1))).toEqual({
      'ec2:DescribeNetworkInterfaces': pages(2_000, 1_000),
      'ec2:DescribeSubnets': pages(1_006, 1_000),
      'ec2:DescribeSecurityGroups': pages(1_103, 1_000),
      'ec2:DescribeNetworkAcls': pages(1_103, 1_000),
      'ec2:DescribeRouteTables': pages(1_103, 100),
      'ec2:GetManagedPrefixListEntries': pages(250, 100),
      'elb:DescribeLoadBalancers': pages(401, 400),
      // AWS tells the attributes of one Classic Load Balancer at a time.
      'elb:DescribeLoadBalancerAttributes': 401,
      'elbv2:DescribeTargetGroups': pages(401, 400),
    });
    const total = [...calls.values()].reduce((sum, count) => sum + count, 0);
    console.log(
      `2,000 instances, ${JSON.stringify(counted)}: ${total} calls (401 for Classic attributes), ${seconds.toFixed(1)} s`,
    );
  });

  test('live and saved are the same', async () => {
    const options = { regions: [region], roleArns: [], endpointUrl: proxy.url };
    const output = path.join(directory, 'large');
    await saveSnapshot({ ...options, output, tool, resume: false, overwrite: false });
    expect(await loadSnapshot([output])).toEqual(live);
  });
});

const buildLargeAccount = async (url: string): Promise<void> => {
  const aws = builders(url, region);
  const { ec2, elb, elbv2 } = aws;
  // One at a time: moto's dictionaries do not bear writes from several threads.
  const limit = pLimit(1);
  const times = <T>(count: number, one: (index: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: count }, (_, index) => limit(() => one(index))));
  const VpcId = given((await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId);
  const subnets = await times(1_000, async (index) => {
    const isLarge = index < 4;
    const CidrBlock = isLarge
      ? `10.0.${128 + 4 * index}.0/22`
      : `10.0.${Math.floor(index / 16)}.${(index % 16) * 16}/28`;
    return given((await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock }))).Subnet?.SubnetId);
  });
  const groups = await times(1_101, async (index) => {
    const command = new CreateSecurityGroupCommand({ VpcId, GroupName: `group-${index}`, Description: 'one of many' });
    return given((await ec2.send(command)).GroupId);
  });
  await times(1_101, () => ec2.send(new CreateNetworkAclCommand({ VpcId })));
  await times(1_101, () => ec2.send(new CreateRouteTableCommand({ VpcId })));
  await times(1_001, () => ec2.send(new AllocateAddressCommand({ Domain: 'vpc' })));
  const { PrefixList } = await ec2.send(
    new CreateManagedPrefixListCommand({
      PrefixListName: 'many',
      AddressFamily: 'IPv4',
      MaxEntries: 1_000,
      Entries: Array.from({ length: 250 }, (_, index) => ({ Cidr: `172.16.${index}.0/24` })),
    }),
  );
  const PrefixListId = given(PrefixList?.PrefixListId);
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, PrefixListIds: [{ PrefixListId }] }];
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: given(groups[0]), IpPermissions }));
  await times(401, (index) =>
    elb.send(
      new CreateClassicLoadBalancerCommand({
        LoadBalancerName: `classic-${index}`,
        Listeners: [{ Protocol: 'TCP', LoadBalancerPort: 80, InstancePort: 80 }],
        Subnets: [given(subnets[0])],
        SecurityGroups: [given(groups[0])],
      }),
    ),
  );
  await times(401, (index) =>
    elbv2.send(new CreateTargetGroupCommand({ Name: `group-${index}`, Protocol: 'HTTP', Port: 80, VpcId })),
  );
  for (const at of [0, 1, 2, 3]) await runInstances(aws, 500, given(subnets[at]), [given(groups[at])]);
};
