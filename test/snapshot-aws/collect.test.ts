import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assembleSnapshot } from '../../src/snapshot/assemble.js';
import { apiCalls, iamActionOf, isApiCall } from '../../src/snapshot/aws/apiCalls.js';
import { collect } from '../../src/snapshot/aws/collect.js';
import { minimalIamPolicy } from '../../src/snapshot/aws/iamPolicy.js';
import { saveSnapshot } from '../../src/snapshot/aws/saveSnapshot.js';
import { snapshotHash } from '../../src/snapshot/hash.js';
import { loadSnapshot } from '../../src/snapshot/load.js';
import { tool } from '../../src/values/tool.js';
import { type BuiltNetwork, builders, buildNetwork } from './awsNetwork.js';
import { testEnvironment, useTestEnvironment } from './environment.js';
import { type FaultProxy, startFaultProxy } from './faultProxy.js';
import { type MotoServer, pythonWithMoto, startMoto } from './motoServer.js';

describe.skipIf(pythonWithMoto === undefined)('a network built through the API', () => {
  let moto: MotoServer;
  let proxy: FaultProxy;
  let built: BuiltNetwork;
  let directory: string;

  beforeAll(async () => {
    useTestEnvironment();
    moto = await startMoto();
    built = await buildNetwork(builders(moto.url, 'us-east-1'));
    proxy = await startFaultProxy(moto.url);
    directory = await mkdtemp(path.join(os.tmpdir(), 'reachproof-'));
  });

  afterAll(async () => {
    await proxy.stop();
    await moto.stop();
    await rm(directory, { recursive: true });
  });

  const options = () => ({ regions: ['us-east-1'], roleArns: [], endpointUrl: proxy.url });
  const saveOptions = (output: string) => ({ ...options(), output, tool, resume: false, overwrite: false });

  test('is collected whole, in the shape of the CLI', async () => {
    const { documents, failedCalls, regions } = await collect(options());
    expect(failedCalls).toEqual([]);
    expect(regions.map(({ readTwice, unsettled }) => ({ readTwice, unsettled }))).toEqual([
      { readTwice: false, unsettled: [] },
    ]);
    const { resources } = assembleSnapshot(documents);
    expect(Object.keys(resources).sort()).toEqual(
      Object.values(apiCalls)
        .filter((key) => key !== null)
        .sort(),
    );
    const web = resources.NetworkInterfaces?.find((one) => one.NetworkInterfaceId === built.web.networkInterfaceId);
    expect(web).toMatchObject({
      VpcId: built.vpcId,
      SubnetId: built.publicSubnetId,
      Groups: [{ GroupId: built.webGroupId }],
      Attachment: { InstanceId: built.web.instanceId, DeviceIndex: 0 },
      Association: { PublicIp: built.publicIp },
      origin: {
        file: 'accounts/123456789012/us-east-1/NetworkInterfaces.json',
        account: '123456789012',
        region: 'us-east-1',
      },
    });
    expect(resources.NetworkAcls?.find((one) => one.NetworkAclId === built.networkAclId)).toMatchObject({
      Associations: [{ SubnetId: built.publicSubnetId }],
    });
    expect(resources.VpcPeeringConnections).toMatchObject([
      { VpcPeeringConnectionId: built.peeringId, Status: { Code: 'active' } },
    ]);
    expect(resources.ManagedPrefixListEntries).toMatchObject([
      { PrefixListId: built.prefixListId, Entries: [{ Cidr: '192.168.10.0/24' }, { Cidr: '192.168.20.0/24' }] },
    ]);
    expect(resources.LoadBalancers?.map(({ LoadBalancerName }) => LoadBalancerName).sort()).toEqual([
      'application',
      'network',
    ]);
    expect(resources.LoadBalancerListeners?.map(({ Listeners }) => Listeners.map(({ Port }) => Port))).toEqual([
      [443],
      [80],
    ]);
    expect(resources.Rules?.map(({ Priority, IsDefault }) => [Priority, IsDefault])).toContainEqual(['10', false]);
    expect(resources.LoadBalancerTargetHealth).toHaveLength(3);
    expect(resources.TargetGroupAttributes).toHaveLength(3);
    expect(resources.LoadBalancerAttributes).toHaveLength(2);
    expect(resources.LoadBalancerDescriptions).toMatchObject([{ LoadBalancerName: 'classic', VPCId: built.vpcId }]);
    expect(resources.ClassicLoadBalancerAttributes).toMatchObject([
      { LoadBalancerName: 'classic', LoadBalancerAttributes: { CrossZoneLoadBalancing: { Enabled: false } } },
    ]);
    expect(resources.VpcBlockPublicAccessOptions).toMatchObject([{ InternetGatewayBlockMode: 'off' }]);
  });

  test('makes every call of the policy and no other', async () => {
    proxy.calls.length = 0;
    await collect(options());
    const seen = new Set(proxy.calls.map(({ service, operation }) => `${service}:${operation}`));
    const expected = Object.keys(apiCalls).filter((call) => call !== 'sts:AssumeRole');
    expect([...seen].sort()).toEqual(expected.sort());
    const allowed = minimalIamPolicy().Statement.flatMap(({ Action }) => Action);
    expect([...new Set([...seen].filter(isApiCall).map(iamActionOf))].sort()).toEqual(allowed);
    expect(allowed.filter((action) => !/:(Describe|Get)[A-Z]/.test(action))).toEqual([]);
  });

  test('live and saved are the same snapshot', async () => {
    const output = path.join(directory, 'saved');
    await saveSnapshot(saveOptions(output));
    const { documents, failedCalls } = await collect(options());
    const live = assembleSnapshot(documents, { failedCalls });
    const saved = await loadSnapshot([output]);
    expect(saved).toEqual(live);
    expect(snapshotHash(saved)).toBe(snapshotHash(live));
    expect(saved.files.map(({ path: file }) => file)).toEqual(documents.map(({ file }) => file));
  });

  test('two snapshots of one state have the same files', async () => {
    const outputs = [path.join(directory, 'first'), path.join(directory, 'second')];
    for (const output of outputs) await saveSnapshot(saveOptions(output));
    const [first, second] = await Promise.all(
      outputs.map(async (output) => JSON.parse(await readFile(path.join(output, 'manifest.json'), 'utf8'))),
    );
    expect(first.files).toEqual(second.files);
    expect(Object.keys(first.files)).toHaveLength(28 - 1);
  });

  test('the manifest says when, who, where and with which calls', async () => {
    const output = path.join(directory, 'manifest');
    const before = new Date().toISOString();
    await saveSnapshot(saveOptions(output));
    const manifest = JSON.parse(await readFile(path.join(output, 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({
      reachproofSnapshot: 1,
      tool,
      accounts: ['123456789012'],
      regions: ['us-east-1'],
      failedCalls: [],
      readings: [
        {
          account: '123456789012',
          region: 'us-east-1',
          caller: 'arn:aws:sts::123456789012:user/moto',
          calls: { 'ec2:DescribeVpcs': 1, 'ec2:GetManagedPrefixListEntries': 1, 'elbv2:DescribeTargetHealth': 3 },
        },
      ],
    });
    expect([before <= manifest.startedAt, manifest.startedAt <= manifest.finishedAt]).toEqual([true, true]);
  });

  test('no secret is in any file, and nobody else can read them', async () => {
    const output = path.join(directory, 'private');
    const events: unknown[] = [];
    await saveSnapshot({ ...saveOptions(output), onProgress: (event) => events.push(event) });
    const entries = await readdir(output, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    const all = [...texts, JSON.stringify(events)].join('\n');
    expect(all).toContain(built.vpnConnectionId);
    for (const secret of [
      testEnvironment.AWS_ACCESS_KEY_ID,
      testEnvironment.AWS_SECRET_ACCESS_KEY,
      testEnvironment.AWS_SESSION_TOKEN,
      'Iw2IAN9XUsQeYUrkMGP3kp59ugFDkfHg',
      'tunnel-secret',
      'PreSharedKey',
      'pre_shared_key',
      'CustomerGatewayConfiguration',
    ]) {
      expect(all).not.toContain(secret);
    }
    const modes = await Promise.all(
      entries.map(async (entry) => (await stat(path.join(entry.parentPath, entry.name))).mode & 0o077),
    );
    expect(new Set(modes)).toEqual(new Set([0]));
    expect((await stat(output)).mode & 0o777).toBe(0o700);
  });
});
