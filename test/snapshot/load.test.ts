import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { assembleSnapshot } from '../../src/snapshot/assemble.js';
import { loadSnapshot } from '../../src/snapshot/load.js';
import { describeLogEvent } from '../../src/snapshot/logEvent.js';
import { type Files, snapshotDirectory } from './snapshotDirectory.js';

const load = async (files: Files) => loadSnapshot([await snapshotDirectory(files)]);

test('keys are merged over files, at any depth, whatever the files are called', async () => {
  const { resources } = await load({
    'page-1.json': { Vpcs: [{ VpcId: 'vpc-2' }], Subnets: [] },
    'deep/er/PAGE-2.JSON': { Vpcs: [{ VpcId: 'vpc-1' }], NextToken: null },
    'notes.txt': 'not JSON',
    '.hidden/vpcs.json': 'not JSON either',
    'deep/._vpcs.json': Buffer.from([0, 5, 22, 7]),
  });
  expect(resources.Vpcs?.map(({ VpcId, origin }) => [VpcId, origin.file])).toEqual([
    ['vpc-1', 'deep/er/PAGE-2.JSON'],
    ['vpc-2', 'page-1.json'],
  ]);
  expect(resources.Subnets).toEqual([]);
  expect(resources.RouteTables).toBeUndefined();
});

test('missing, `null`, empty text and empty arrays are the same', async () => {
  const blank = (value: unknown) => ({
    NetworkInterfaces: [
      {
        NetworkInterfaceId: 'eni-1',
        Description: value,
        Attachment: value,
        PrivateIpAddress: value,
        DenyAllIgwTraffic: value,
        Groups: value,
      },
    ],
  });
  const [absent, ...others] = await Promise.all(
    [undefined, null, ''].map(async (value) => (await load({ 'x.json': blank(value) })).resources.NetworkInterfaces),
  );
  expect(absent?.[0]?.Groups).toEqual([]);
  for (const other of others) expect(other).toEqual(absent);
});

test('fields that the model does not use are dropped', async () => {
  const { resources } = await load({
    'x.json': { Vpcs: [{ VpcId: 'vpc-1', DhcpOptionsId: 'dopt-1', origin: 'mine' }] },
  });
  expect(resources.Vpcs).toEqual([
    {
      VpcId: 'vpc-1',
      CidrBlockAssociationSet: [],
      Ipv6CidrBlockAssociationSet: [],
      Tags: [],
      origin: { file: 'x.json', account: undefined, region: undefined },
    },
  ]);
});

test('the Direct Connect CLI spells its key in lower case', async () => {
  const { resources } = await load({ 'x.json': { virtualInterfaces: [{ virtualInterfaceId: 'dxvif-1' }] } });
  expect(resources.VirtualInterfaces).toMatchObject([{ virtualInterfaceId: 'dxvif-1' }]);
});

test('Block Public Access options are an object in each file and a list in the snapshot', async () => {
  const options = (region: string) => ({
    VpcBlockPublicAccessOptions: {
      AwsAccountId: '111122223333',
      AwsRegion: region,
      InternetGatewayBlockMode: 'block-ingress',
    },
  });
  const { resources } = await load({ 'b.json': options('us-east-1'), 'a.json': options('eu-west-1') });
  expect(resources.VpcBlockPublicAccessOptions?.map(({ AwsRegion }) => AwsRegion)).toEqual(['eu-west-1', 'us-east-1']);
});

test('each instance stands for itself, since a reservation may be split over pages', async () => {
  const page = (...ids: readonly string[]) => ({
    Reservations: [{ ReservationId: 'r-1', OwnerId: '1', Instances: ids.map((InstanceId) => ({ InstanceId })) }],
  });
  const { resources } = await load({ 'a.json': page('i-2', 'i-3'), 'b.json': page('i-1', 'i-2'), 'c.json': page() });
  expect(
    resources.Reservations?.map(({ Instances, OwnerId }) => [OwnerId, Instances.length, Instances[0]?.InstanceId]),
  ).toEqual([
    ['1', 1, 'i-1'],
    ['1', 1, 'i-2'],
    ['1', 1, 'i-3'],
  ]);
});

test('unknown keys are told in one line a file', async () => {
  const directory = await snapshotDirectory({
    'x.json': { Vpcs: [], NatGateways: [], ResponseMetadata: {} },
    '.x.json': {},
  });
  const lines: string[] = [];
  await loadSnapshot([directory], { log: (event) => lines.push(describeLogEvent(event)) });
  expect(lines).toContain('x.json: ignored `NatGateways`, `ResponseMetadata`');
  expect(lines).toContain('.x.json: skipped, its name starts with a dot');
  expect(lines.at(-1)).toMatch(/^x\.json: read \d+ bytes in \d+ ms$/);
});

describe('directories that tell account and region', () => {
  test.each([
    ['aws_configs/accounts/123456789012/us-east-1/Vpcs.json', '123456789012', 'us-east-1'],
    ['accounts/prod/eu-central-1/deeper/Vpcs.json', 'prod', 'eu-central-1'],
    ['123456789012/us-gov-west-1/Vpcs.json', '123456789012', 'us-gov-west-1'],
    ['aws_configs/us-east-2/Vpcs.json', undefined, 'us-east-2'],
    ['accounts/123456789012/Vpcs.json', '123456789012', undefined],
    ['accounts/Vpcs.json', undefined, undefined],
    ['us-east-1-backup/2024/Vpcs.json', undefined, undefined],
    ['us-east-1.json', undefined, undefined],
  ])('%s', async (file, account, region) => {
    const { resources } = await load({ [file]: { Vpcs: [{ VpcId: 'vpc-1' }] } });
    expect(resources.Vpcs?.[0]?.origin).toEqual({ file, account, region });
  });
});

test('several directories make one snapshot, and name their files unambiguously', async () => {
  const [a, b] = await Promise.all([
    snapshotDirectory({ 'vpcs.json': { Vpcs: [{ VpcId: 'vpc-1' }] } }),
    snapshotDirectory({ 'vpcs.json': { Vpcs: [{ VpcId: 'vpc-2' }] } }),
  ]);
  const { resources, files } = await loadSnapshot([b, `${a}/`, path.join(b, '.')]);
  expect(resources.Vpcs?.map(({ VpcId, origin }) => [VpcId, origin.file])).toEqual([
    ['vpc-1', `${a}/vpcs.json`],
    ['vpc-2', `${b}/vpcs.json`],
  ]);
  expect(files.map((file) => file.path)).toEqual([`${a}/vpcs.json`, `${b}/vpcs.json`].sort());
});

test('documents in memory give the same value as the same content in files', async () => {
  const content = {
    'accounts/111122223333/us-east-1/vpcs.json': { Vpcs: [{ VpcId: 'vpc-1', Tags: [{ Key: 'Name', Value: '' }] }] },
    'accounts/111122223333/us-east-1/subnets.json': { Subnets: [{ SubnetId: 'subnet-1', VpcId: 'vpc-1' }], More: [] },
  };
  const loaded = await load(content);
  const documents = Object.entries(content).map(([file, value]) => ({
    file,
    account: '111122223333',
    region: 'us-east-1',
    sha256: loaded.files.find((entry) => entry.path === file)?.sha256 ?? '',
    content: structuredClone(value),
  }));
  expect(assembleSnapshot(documents.toReversed())).toEqual(loaded);
  expect(documents.map((document) => document.content)).toEqual(Object.values(content));
});

describe('paged output', () => {
  const page = (id: string, NextToken?: string) => ({ Subnets: [{ SubnetId: id, VpcId: 'vpc-1' }], NextToken });

  test('whose last page is there is complete', async () => {
    const { failedCalls } = await load({ 'a.json': page('subnet-1', 'more'), 'b.json': page('subnet-2') });
    expect(failedCalls).toEqual([]);
  });

  test('whose last page is missing counts as a call that failed', async () => {
    const { failedCalls, resources } = await load({ 'a.json': page('s-1', 'x'), 'us-east-1/b.json': page('s-2', 'y') });
    expect(resources.Subnets).toHaveLength(2);
    expect(failedCalls).toEqual([
      {
        action: 'ec2:DescribeSubnets',
        key: 'Subnets',
        account: undefined,
        region: undefined,
        reason:
          'the output in a.json is cut off: its NextToken says that another page follows, and no file holds the last page',
      },
    ]);
  });
});

describe('files too big to be read as a whole', () => {
  const files: Files = {
    'x.json': `\ufeff${JSON.stringify({
      NatGateways: [{ Vpcs: [1] }, [[]]],
      Vpcs: [{ VpcId: 'vpc-1', Tags: [{ Key: 'Näme ☃', Value: '\\"\n😀' }] }, { VpcId: 'vpc-2' }],
      Subnets: [],
      Addresses: null,
      NextToken: 'more',
      VpcBlockPublicAccessOptions: { AwsRegion: 'us-east-1', Tags: [{ a: {} }] },
    })}\n`,
  };

  test('give the same snapshot element by element', async () => {
    const directory = await snapshotDirectory(files);
    const lines: string[] = [];
    const streamed = await loadSnapshot([directory], { streamAbove: 0, log: (e) => lines.push(describeLogEvent(e)) });
    expect(streamed).toEqual(await loadSnapshot([directory]));
    expect(lines[0]).toBe('x.json: ignored `NatGateways`');
  });

  test.each([
    ['{"Vpcs": [{"VpcId": 1}]}', 'x.json: Vpcs[0]: VpcId: expected a non-empty string, found `1`'],
    ['{"Vpcs": {"VpcId": "vpc-1"}}', 'x.json: Vpcs: expected an array, found an object'],
    ['{"Vpcs": 7}', 'x.json: Vpcs: expected an array, found `7`'],
    ['{"Vpcs": [', 'x.json: expected JSON, found its beginning only: it ends in the middle'],
    ['{"Vpcs": [{"VpcId": "vp', 'x.json: expected JSON, found its beginning only: it ends in the middle'],
    ['{"Vpcs": [] "Subnets": []}', 'x.json: expected JSON, found an error at byte 12: unexpected STRING'],
    ['{"Vpcs": [tru]}', 'x.json: expected JSON, found an error at byte 13: unexpected "]"'],
    ['{"Vpcs": []} more', 'x.json: expected JSON, found an error at byte 13: unexpected "m"'],
    [Buffer.from('{"Vpcs": [], "é": 1}', 'latin1'), 'x.json: expected UTF-8, found other bytes'],
    ['garbage', 'x.json: expected a JSON object at the top level, found `garbage`'],
    [`{"x": ${'['.repeat(100_000)}`, 'x.json: expected AWS output, found values that are nested too deeply to be read'],
  ])('refuse %s', async (content, message) => {
    const directory = await snapshotDirectory({ 'x.json': content });
    await expect(loadSnapshot([directory], { streamAbove: 0 })).rejects.toThrow(message);
  });
});
