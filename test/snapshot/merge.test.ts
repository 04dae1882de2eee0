import { describe, expect, test } from 'vitest';
import { loadSnapshot } from '../../src/snapshot/load.js';
import { errorOf, type Files, loadError, snapshotDirectory } from './snapshotDirectory.js';

const load = async (files: Files) => (await loadSnapshot([await snapshotDirectory(files)])).resources;
const own = 'accounts/111111111111/us-east-1/x.json';
const other = 'accounts/222222222222/us-east-1/x.json';

describe('in one account and region', () => {
  const group = (...cidrs: readonly string[]) => ({
    SecurityGroups: [
      { GroupId: 'sg-1', IpPermissions: [{ IpProtocol: '-1', IpRanges: cidrs.map((CidrIp) => ({ CidrIp })) }] },
    ],
  });

  test('the same content is one, in any order of its entries', async () => {
    const { SecurityGroups } = await load({
      'a.json': group('10.0.0.0/8', '10.1.0.0/16'),
      'b.json': group('10.1.0.0/16', '10.0.0.0/8'),
    });
    expect(SecurityGroups).toHaveLength(1);
  });

  test('an entry that is there twice is not the same content as one that is there once', async () => {
    expect(await errorOf({ 'a.json': group('10.0.0.0/8'), 'b.json': group('10.0.0.0/8', '10.0.0.0/8') })).toMatch(
      /^b\.json: SecurityGroups sg-1: IpPermissions: found .*, but `a\.json` has /,
    );
  });

  test('different content is an error that names both files and the values', async () => {
    const vpc = (CidrBlock: string) => ({ Vpcs: [{ VpcId: 'vpc-1', CidrBlock }] });
    expect(await errorOf({ 'a.json': vpc('10.0.0.0/16'), 'b.json': vpc('10.1.0.0/16') })).toBe(
      'b.json: Vpcs vpc-1: CidrBlock: found `"10.1.0.0/16"`, but `a.json` has `"10.0.0.0/16"`',
    );
    expect(await errorOf({ 'a.json': { Vpcs: [...vpc('10.0.0.0/16').Vpcs, ...vpc('10.1.0.0/16').Vpcs] } })).toBe(
      'a.json: Vpcs vpc-1: CidrBlock: found `"10.1.0.0/16"`, but the same file has `"10.0.0.0/16"`',
    );
  });

  test('tags, and fields that one file lacks, are different content', async () => {
    expect(
      await errorOf({
        'a.json': { Vpcs: [{ VpcId: 'vpc-1' }] },
        'b.json': { Vpcs: [{ VpcId: 'vpc-1', Tags: [{ Key: 'Name', Value: 'x' }] }] },
      }),
    ).toBe('b.json: Vpcs vpc-1: Tags: found `{"Key":"Name","Value":"x",}`, but `a.json` has nothing');
  });

  test('instances are compared with their reservation', async () => {
    const reservation = (OwnerId: string) => ({ Reservations: [{ OwnerId, Instances: [{ InstanceId: 'i-1' }] }] });
    expect(await errorOf({ 'a.json': reservation('1'), 'b.json': reservation('2') })).toBe(
      'b.json: Reservations[0]: OwnerId: found `"2"`, but `a.json` has `"1"`',
    );
  });
});

describe('in pages', () => {
  test('the blocks of a prefix list are put together', async () => {
    const page = (...cidrs: readonly string[]) => ({
      ManagedPrefixListEntries: [{ PrefixListId: 'pl-1', Entries: cidrs.map((Cidr) => ({ Cidr })) }],
    });
    const { ManagedPrefixListEntries } = await load({
      'a.json': page('10.0.0.0/8', '10.1.0.0/16'),
      'b.json': page('10.1.0.0/16', '2001:db8::/32'),
      'c.json': page(),
    });
    expect(ManagedPrefixListEntries).toHaveLength(1);
    expect(new Set(ManagedPrefixListEntries?.[0]?.Entries.map(({ Cidr }) => Cidr))).toEqual(
      new Set(['10.0.0.0/8', '10.1.0.0/16', '2001:db8::/32']),
    );
  });

  test('the listeners of a load balancer are put together', async () => {
    const page = (name: string) => ({
      LoadBalancerListeners: [{ LoadBalancerArn: 'lb', Listeners: [{ ListenerArn: name, LoadBalancerArn: 'lb' }] }],
    });
    const { LoadBalancerListeners } = await load({ 'a.json': page('l-1'), 'b.json': page('l-2') });
    expect(LoadBalancerListeners?.[0]?.Listeners).toHaveLength(2);
  });
});

describe('in two accounts', () => {
  const subnet = (Name: string) => ({
    Subnets: [
      {
        SubnetId: 'subnet-1',
        VpcId: 'vpc-1',
        OwnerId: '222222222222',
        CidrBlock: '10.0.0.0/24',
        Tags: Name === '' ? [] : [{ Key: 'Name', Value: Name }],
      },
    ],
  });

  test.each([
    ['the owner’s', subnet('theirs'), subnet('mine'), 'mine', other],
    ['those that are there', subnet('theirs'), subnet(''), 'theirs', other],
  ])('a shared subnet is one, with %s tags', async (_name, seenByOther, seenByOwner, name, file) => {
    const { Subnets } = await load({ [own]: seenByOther, [other]: seenByOwner });
    expect(Subnets).toMatchObject([{ SubnetId: 'subnet-1', Tags: [{ Value: name }], origin: { file } }]);
  });

  test('a peering connection is one, with what each side knows', async () => {
    const side = (OwnerId: string, fields: object = {}) => ({ OwnerId, VpcId: `vpc-${OwnerId}`, ...fields });
    const peering = (requester: object, accepter: object) => ({
      VpcPeeringConnections: [
        {
          VpcPeeringConnectionId: 'pcx-1',
          RequesterVpcInfo: requester,
          AccepterVpcInfo: accepter,
          Status: { Code: 'active' },
        },
      ],
    });
    const known = { CidrBlock: '10.0.0.0/16', CidrBlockSet: [{ CidrBlock: '10.0.0.0/16' }], PeeringOptions: {} };
    const { VpcPeeringConnections } = await load({
      [own]: peering(side('1', known), side('2')),
      [other]: peering(side('1', { Region: 'us-east-1' }), side('2', known)),
    });
    expect(VpcPeeringConnections).toHaveLength(1);
    expect(VpcPeeringConnections).toMatchObject([
      {
        RequesterVpcInfo: { Region: 'us-east-1', CidrBlockSet: known.CidrBlockSet },
        AccepterVpcInfo: { CidrBlock: '10.0.0.0/16', CidrBlockSet: known.CidrBlockSet },
        Status: { Code: 'active' },
      },
    ]);
    const options = VpcPeeringConnections?.[0]?.RequesterVpcInfo;
    expect(options).not.toHaveProperty('PeeringOptions');
  });

  test('what contradicts itself is an error all the same', async () => {
    const peering = (Code: string) => ({
      VpcPeeringConnections: [{ VpcPeeringConnectionId: 'pcx-1', Status: { Code } }],
    });
    expect(await errorOf({ [own]: peering('active'), [other]: peering('deleted') })).toBe(
      `${other}: VpcPeeringConnections pcx-1: Status.Code: found \`"deleted"\`, but \`${own}\` has \`"active"\``,
    );
  });

  test('two directories without account are two views', async () => {
    const [a, b] = [
      await snapshotDirectory({ 'x.json': subnet('a') }),
      await snapshotDirectory({ 'x.json': subnet('b') }),
    ];
    expect((await loadSnapshot([a, b])).resources.Subnets).toHaveLength(1);
    const c = await snapshotDirectory({ 'x.json': { Subnets: [{ SubnetId: 'subnet-1', VpcId: 'vpc-2' }] } });
    expect(await loadError(a, c)).toBe(
      'DIR/x.json: Subnets subnet-1: VpcId: found `"vpc-2"`, but `DIR/x.json` has `"vpc-1"`',
    );
  });

  test('Classic load balancers of one name are two', async () => {
    const balancer = (zone: string) => ({
      LoadBalancerDescriptions: [{ LoadBalancerName: 'web', AvailabilityZones: [zone] }],
      ClassicLoadBalancerAttributes: [{ LoadBalancerName: 'web' }],
    });
    const resources = await load({ [own]: balancer('us-east-1a'), [other]: balancer('us-east-1b') });
    expect(resources.LoadBalancerDescriptions).toHaveLength(2);
    expect(resources.ClassicLoadBalancerAttributes).toHaveLength(2);
  });
});
