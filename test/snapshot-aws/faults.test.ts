import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { CreateSubnetCommand, CreateVpcCommand, DeleteVpcCommand } from '@aws-sdk/client-ec2';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { assembleSnapshot } from '../../src/snapshot/assemble.js';
import { apiCalls, iamActionOf, isApiCall } from '../../src/snapshot/aws/apiCalls.js';
import { collect } from '../../src/snapshot/aws/collect.js';
import type { CollectOptions } from '../../src/snapshot/aws/collectOptions.js';
import type { ProgressEvent } from '../../src/snapshot/aws/progressEvent.js';
import { saveSnapshot } from '../../src/snapshot/aws/saveSnapshot.js';
import { loadSnapshot } from '../../src/snapshot/load.js';
import { tool } from '../../src/values/tool.js';
import { type BuiltNetwork, builders, buildNetwork, given } from './awsNetwork.js';
import { testEnvironment, useTestEnvironment } from './environment.js';
import { type Fault, type FaultProxy, type SeenCall, startFaultProxy } from './faultProxy.js';
import { type MotoServer, pythonWithMoto, startMoto } from './motoServer.js';
import { listedXml, pageXml } from './pagedXml.js';

const account = '123456789012';
const region = 'us-east-1';

describe.skipIf(pythonWithMoto === undefined)('what goes wrong while AWS is read', () => {
  let moto: MotoServer;
  let proxy: FaultProxy;
  let built: BuiltNetwork;
  let directory: string;

  beforeAll(async () => {
    useTestEnvironment();
    moto = await startMoto();
    built = await buildNetwork(builders(moto.url, region));
    proxy = await startFaultProxy(moto.url);
    directory = await mkdtemp(path.join(os.tmpdir(), 'reachproof-'));
  });

  afterEach(() => {
    proxy.fault = () => undefined;
    proxy.calls.length = 0;
  });

  afterAll(async () => {
    await proxy.stop();
    await moto.stop();
    await rm(directory, { recursive: true });
  });

  const options = (changes: Partial<CollectOptions> = {}): CollectOptions => ({
    regions: [region],
    roleArns: [],
    endpointUrl: proxy.url,
    maxAttempts: 3,
    ...changes,
  });
  const failing = (...operations: string[]) => {
    const names = new Set(operations);
    return (fault: Fault) => {
      proxy.fault = (call: SeenCall) => (names.has(`${call.service}:${call.operation}`) ? fault : undefined);
    };
  };
  const attempts = (operation: string) =>
    proxy.calls.filter((call) => `${call.service}:${call.operation}` === operation).length;

  const denials = [
    ['ec2', 'UnauthorizedOperation'],
    ['elb', 'AccessDenied'],
    ['elbv2', 'AccessDenied'],
    ['directconnect', 'AccessDeniedException'],
  ] as const;
  test.each(denials)('a denied call of %s is recorded, and everything else is read', async (service, code) => {
    const whole = await collect(options());
    for (const call of Object.keys(apiCalls).filter(isApiCall)) {
      const key = apiCalls[call];
      if (key === null || !call.startsWith(`${service}:`)) continue;
      const message = `You are not authorized to perform: ${call}. Encoded authorization failure message: SECRETBLOB`;
      failing(call)({ kind: 'error', status: 403, code, message });
      const { documents, failedCalls } = await collect(options());
      expect(failedCalls).toEqual([
        {
          action: iamActionOf(call),
          key,
          account,
          region,
          reason: `access denied (${code}): You are not authorized to perform: ${call}.`,
        },
      ]);
      const snapshot = assembleSnapshot(documents, { failedCalls });
      expect(snapshot.resources[key] ?? []).toEqual([]);
      const others = (all: typeof documents) =>
        all.filter(({ file }) => !dependent(key).some((name) => file.endsWith(`/${name}.json`)));
      expect(others(documents)).toEqual(others(whole.documents));
    }
  });

  /** Keys that cannot be read without another. */
  const dependent = (key: string): readonly string[] =>
    new Map([
      ['SecurityGroups', ['SecurityGroups', 'ManagedPrefixListEntries']],
      ['RouteTables', ['RouteTables', 'ManagedPrefixListEntries']],
      ['LoadBalancers', ['LoadBalancers', 'LoadBalancerListeners', 'LoadBalancerAttributes', 'Rules']],
      ['LoadBalancerListeners', ['LoadBalancerListeners', 'Rules']],
      ['TargetGroups', ['TargetGroups', 'LoadBalancerTargetHealth', 'TargetGroupAttributes']],
      ['LoadBalancerDescriptions', ['LoadBalancerDescriptions', 'ClassicLoadBalancerAttributes']],
    ]).get(key) ?? [key];

  test('a call denied once is not made again for each load balancer', async () => {
    failing('elbv2:DescribeTargetHealth')({ kind: 'error', status: 403, code: 'AccessDenied' });
    const { failedCalls } = await collect(options());
    expect(failedCalls.map(({ action }) => action)).toEqual(['elasticloadbalancing:DescribeTargetHealth']);
  });

  test('throttled calls are made again until they succeed', async () => {
    const left = new Map([
      ['ec2:DescribeVpcs', 1],
      ['elbv2:DescribeLoadBalancers', 1],
    ]);
    proxy.fault = ({ service, operation }) => {
      const name = `${service}:${operation}`;
      const count = left.get(name) ?? 0;
      left.set(name, count - 1);
      const code = service === 'ec2' ? 'RequestLimitExceeded' : 'Throttling';
      return count > 0 ? { kind: 'error', status: service === 'ec2' ? 503 : 400, code } : undefined;
    };
    const { failedCalls, regions } = await collect(options());
    expect(failedCalls).toEqual([]);
    expect(attempts('ec2:DescribeVpcs')).toBe(2);
    expect(regions[0]?.calls).toMatchObject({ 'ec2:DescribeVpcs': 2, 'elbv2:DescribeLoadBalancers': 2 });
  });

  const lasting: readonly (readonly [string, Fault, string])[] = [
    [
      'throttling',
      { kind: 'error', status: 503, code: 'RequestLimitExceeded' },
      'AWS still throttled the call after all retries (RequestLimitExceeded)',
    ],
    [
      'an internal error',
      { kind: 'error', status: 500, code: 'InternalError' },
      'the server failed (InternalError), HTTP status 500',
    ],
    ['a cut connection', { kind: 'cut' }, 'no connection (ECONNRESET)'],
    ['an answer that does not come', { kind: 'slow', delay: 3_000 }, 'no answer in time (ETIMEDOUT)'],
    ['half an answer', { kind: 'answer', change: (body) => body.slice(0, body.length / 2) }, 'the server failed'],
    [
      'an unknown call',
      { kind: 'error', status: 400, code: 'InvalidAction' },
      'the endpoint does not offer this call (InvalidAction)',
    ],
    [
      'a region without the service',
      { kind: 'error', status: 400, code: 'OptInRequired' },
      'the region is not enabled for the account (OptInRequired)',
    ],
    [
      'a refused request',
      { kind: 'error', status: 400, code: 'InvalidParameterValue', message: 'The value is bad' },
      'AWS refused the request (InvalidParameterValue): The value is bad',
    ],
  ];
  test.each(lasting)('%s that lasts is recorded as a failed call', async (_, fault, reason) => {
    failing('ec2:DescribeNetworkAcls')(fault);
    const { documents, failedCalls } = await collect(options({ maxAttempts: 2, requestTimeout: 1_000 }));
    expect(failedCalls).toEqual([
      {
        action: 'ec2:DescribeNetworkAcls',
        key: 'NetworkAcls',
        account,
        region,
        reason: expect.stringContaining(reason),
      },
    ]);
    expect(documents.some(({ file }) => file.endsWith('/NetworkAcls.json'))).toBe(false);
    expect(documents).toHaveLength(26);
  });

  test('slow answers are waited for', async () => {
    failing('ec2:DescribeVpcs')({ kind: 'slow', delay: 500 });
    expect((await collect(options())).failedCalls).toEqual([]);
  });

  test('the pages that came before a failure are kept', async () => {
    const aws = builders(moto.url, 'eu-west-2');
    const { Vpc } = await aws.ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    for (let part = 0; part < 250; part += 5) {
      await Promise.all(
        [0, 1, 2, 3, 4].map((more) =>
          aws.ec2.send(new CreateSubnetCommand({ VpcId: given(Vpc?.VpcId), CidrBlock: `10.0.${part + more}.0/24` })),
        ),
      );
    }
    proxy.fault = ({ operation, parameters }) =>
      operation === 'DescribeSubnets' && parameters.has('NextToken')
        ? { kind: 'error', status: 500, code: 'InternalError' }
        : undefined;
    proxy.largestPage = 100;
    const { documents, failedCalls } = await collect(options({ regions: ['eu-west-2'], maxAttempts: 1 }));
    proxy.largestPage = undefined;
    expect(failedCalls.map(({ key }) => key)).toEqual(['Subnets']);
    expect(assembleSnapshot(documents, { failedCalls }).resources.Subnets).toHaveLength(100);
  });

  describe('refuses the whole run', () => {
    const refused = async (changes: Partial<CollectOptions> = {}): Promise<string> => {
      const output = await mkdtemp(path.join(directory, 'refused-'));
      const saved = saveSnapshot({ ...options(changes), output, tool, resume: false, overwrite: false });
      const message = await saved.then(
        () => 'no error',
        (error: Error) => `${error.name}: ${error.message}`,
      );
      await expect(loadSnapshot([output])).rejects.toThrow(/expected `\*\.json` files|not written to its end/);
      for (const secret of [testEnvironment.AWS_SECRET_ACCESS_KEY, testEnvironment.AWS_SESSION_TOKEN]) {
        expect(message).not.toContain(secret);
      }
      return message;
    };

    test('when the token has expired at the start', async () => {
      proxy.fault = () => ({
        kind: 'error',
        status: 400,
        code: 'ExpiredToken',
        message: testEnvironment.AWS_SESSION_TOKEN,
      });
      expect(await refused()).toBe(
        'CollectError: the credentials at hand: the credentials have expired (ExpiredToken): renew them and run again',
      );
    });

    test('when the token expires in the middle, and is resumable', async () => {
      failing('ec2:DescribeInstances')({ kind: 'error', status: 400, code: 'RequestExpired' });
      expect(await refused()).toBe(
        'CollectError: the credentials for account 123456789012 expired while us-east-1 was read: renew them and run again',
      );
    });

    test('when AWS does not know the key', async () => {
      const message = `the canonical string should have been x-amz-security-token:${testEnvironment.AWS_SESSION_TOKEN}`;
      proxy.fault = () => ({ kind: 'error', status: 403, code: 'SignatureDoesNotMatch', message });
      expect(await refused()).toBe(
        'CollectError: the credentials at hand: sts:GetCallerIdentity failed in us-east-1: the credentials are not valid (SignatureDoesNotMatch)',
      );
    });

    test('when there are no credentials', async () => {
      const names = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'] as const;
      for (const name of names) delete process.env[name];
      try {
        expect(await refused()).toMatch(/the credentials are not valid \(CredentialsProviderError\): Could not load/);
      } finally {
        Object.assign(process.env, testEnvironment);
      }
    });

    test('when nothing listens at the endpoint', async () => {
      const message = await refused({ endpointUrl: 'http://127.0.0.1:1' });
      expect(message).toMatch(/sts:GetCallerIdentity failed in us-east-1: no connection \(ECONNREFUSED\)/);
    });

    test('when a region is not enabled', async () => {
      expect(await refused({ regions: [region, 'ap-east-1'] })).toBe(
        'CollectError: region `ap-east-1` is not enabled for account 123456789012: enable it, or leave it out',
      );
    });

    test('when a region does not exist', async () => {
      expect(await refused({ regions: ['us-east-9'] })).toMatch(
        /region `us-east-9` is not known to account 123456789012: expected one of .*us-east-1/,
      );
      expect(await refused({ regions: ['../../etc'] })).toBe(
        'CollectError: `../../etc` is not the name of a region: expected one like `eu-central-1`',
      );
    });

    test('when no region is given', async () => {
      expect(await refused({ regions: [] })).toMatch(/no region: give `--region` or `--all-regions`/);
    });

    test('when all regions are wanted and may not be listed', async () => {
      failing('ec2:DescribeRegions')({ kind: 'error', status: 403, code: 'UnauthorizedOperation' });
      expect(await refused({ regions: 'all' })).toMatch(/`--all-regions` needs ec2:DescribeRegions .*access denied/);
    });

    test('when a role may not be assumed', async () => {
      failing('sts:AssumeRole')({ kind: 'error', status: 403, code: 'AccessDenied', message: 'not allowed' });
      expect(await refused({ roleArns: ['arn:aws:iam::999988887777:role/auditor'] })).toBe(
        'CollectError: role `arn:aws:iam::999988887777:role/auditor` cannot be assumed: access denied (AccessDenied): not allowed',
      );
    });

    test('when two roles lead to one account', async () => {
      const roleArns = ['arn:aws:iam::999988887777:role/one', 'arn:aws:iam::999988887777:role/two'];
      expect(await refused({ roleArns })).toMatch(/are both in account 999988887777: give one of them$/);
    });
  });

  test('a region that accepts no credentials is asked about in the home region', async () => {
    proxy.fault = (call) =>
      call.region === 'ap-east-1' ? { kind: 'error', status: 403, code: 'InvalidClientTokenId' } : undefined;
    await expect(collect(options({ regions: ['ap-east-1'] }))).rejects.toThrow(/`ap-east-1` is not enabled/);
  });

  test('a list of regions that may not be read stops nothing', async () => {
    failing('ec2:DescribeRegions')({ kind: 'error', status: 403, code: 'UnauthorizedOperation' });
    expect((await collect(options())).failedCalls).toEqual([]);
  });

  test('an empty region gives an empty, whole snapshot', async () => {
    const aws = builders(moto.url, 'eu-west-3');
    const output = path.join(directory, 'empty');
    const before = await collect(options({ regions: ['eu-west-3'] }));
    for (const { VpcId } of assembleSnapshot(before.documents).resources.Vpcs ?? []) {
      // moto gives every region a default VPC, and lets it go with what is in it.
      await aws.ec2.send(new DeleteVpcCommand({ VpcId })).catch(() => undefined);
    }
    proxy.fault = ({ operation, service }) =>
      service === 'ec2' && operation !== 'DescribeRegions'
        ? { kind: 'answer', change: (body) => body.replaceAll(/<item>.*<\/item>/gs, '') }
        : undefined;
    await saveSnapshot({ ...options({ regions: ['eu-west-3'] }), output, tool, resume: false, overwrite: false });
    const { resources, failedCalls } = await loadSnapshot([output]);
    expect(failedCalls).toEqual([]);
    const filled = Object.entries(resources).filter(([, listed]) => listed.length > 0);
    expect(filled.map(([key]) => key)).toEqual(['VpcBlockPublicAccessOptions']);
  });

  test('several roles are several accounts, each read once', async () => {
    const roleArns = ['arn:aws:iam::111122223333:role/reader', 'arn:aws:iam::444455556666:role/reader'];
    const { regions, documents } = await collect(
      options({ roleArns, externalId: 'agreed', regions: [region, 'eu-west-1'] }),
    );
    expect(regions.map((one) => `${one.account} ${one.region}`)).toEqual([
      '111122223333 eu-west-1',
      '111122223333 us-east-1',
      '444455556666 eu-west-1',
      '444455556666 us-east-1',
    ]);
    const assumed = proxy.calls.filter(({ operation }) => operation === 'AssumeRole');
    expect(assumed.map(({ parameters }) => [parameters.get('RoleArn'), parameters.get('ExternalId')])).toEqual(
      roleArns.map((role) => [role, 'agreed']),
    );
    const owners = assembleSnapshot(documents).resources.Vpcs?.map(({ OwnerId, origin }) => [OwnerId, origin.account]);
    expect(owners?.every(([owner, from]) => owner === from)).toBe(true);
    expect(owners).toHaveLength(4);
  });

  test('all regions that are enabled are read', async () => {
    const events: ProgressEvent[] = [];
    const { regions } = await collect(options({ regions: 'all', onProgress: (event) => events.push(event) }));
    const names = regions.map((one) => one.region);
    expect(names).toContain('eu-central-1');
    expect(names).not.toContain('ap-east-1');
    expect(events.filter(({ code }) => code === 'region-read')).toHaveLength(names.length);
  });

  describe('a configuration that changes while it is read', () => {
    const withoutPrivateSubnet = (times: number) => {
      let left = times;
      proxy.fault = ({ operation }) => {
        if (operation !== 'DescribeSubnets' || left === 0) return undefined;
        left -= 1;
        return { kind: 'answer', change: (body) => withoutItem(body, built.privateSubnetId) };
      };
    };
    const withoutItem = (body: string, id: string): string => {
      const xml = listedXml(body, 'item');
      const left = xml.items.filter((item) => !item.includes(id));
      expect(left).toHaveLength(xml.items.length - 1);
      return pageXml(xml, left, undefined);
    };

    test('is read once more', async () => {
      const whole = await collect(options());
      proxy.calls.length = 0;
      withoutPrivateSubnet(1);
      const events: ProgressEvent[] = [];
      const again = await collect(options({ onProgress: (event) => events.push(event) }));
      expect(again.regions[0]).toMatchObject({ readTwice: true, unsettled: [], calls: { 'ec2:DescribeSubnets': 2 } });
      expect(again.documents).toEqual(whole.documents);
      expect(events.filter(({ code }) => code === 'reading-again')).toHaveLength(1);
    });

    test('is reported when it does not settle', async () => {
      withoutPrivateSubnet(5);
      const { regions, documents } = await collect(options());
      expect(attempts('ec2:DescribeSubnets')).toBe(2);
      expect(regions[0]?.unsettled).toContainEqual({
        key: 'NetworkInterfaces',
        id: built.data.networkInterfaceId,
        missingKey: 'Subnets',
        missingId: built.privateSubnetId,
      });
      expect(assembleSnapshot(documents).resources.Subnets?.map(({ SubnetId }) => SubnetId)).not.toContain(
        built.privateSubnetId,
      );
    });

    test('is not looked for in a list that was denied', async () => {
      failing('ec2:DescribeSubnets')({ kind: 'error', status: 403, code: 'UnauthorizedOperation' });
      const { regions } = await collect(options());
      expect(regions[0]).toMatchObject({ readTwice: false, unsettled: [] });
    });
  });

  /** Resolves when the files of some regions are written. */
  const written = async (output: string, names: readonly string[]): Promise<void> => {
    const marker = path.join(output, '.reachproof-incomplete');
    for (;;) {
      const journal = await readFile(marker, 'utf8').catch(() => '');
      if (names.every((name) => journal.includes(`"region":"${name}"`))) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  test('an interrupted snapshot is resumed where it stopped', async () => {
    const output = path.join(directory, 'resumed');
    const regions = ['eu-central-1', 'eu-north-1', region];
    const save = (resume: boolean) => saveSnapshot({ ...options({ regions }), output, tool, resume, overwrite: false });
    const others = regions.slice(0, 2);
    proxy.fault = (call) =>
      call.region === region && call.operation === 'DescribeTargetHealth'
        ? { kind: 'error', status: 400, code: 'ExpiredToken', after: written(output, others) }
        : undefined;
    await expect(save(false)).rejects.toThrow(/expired while us-east-1 was read/);
    await expect(loadSnapshot([output])).rejects.toThrow(/not written to its end/);
    proxy.fault = () => undefined;
    proxy.calls.length = 0;
    await save(true);
    const readAgain = new Set(
      proxy.calls.filter(({ operation }) => operation === 'DescribeVpcs').map((call) => call.region),
    );
    expect([...readAgain]).toEqual([region]);
    const { documents, failedCalls } = await collect(options({ regions }));
    expect(await loadSnapshot([output])).toEqual(assembleSnapshot(documents, { failedCalls }));
  });
});
