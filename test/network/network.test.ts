import { describe, expect, it } from 'vitest';
import { buildNetwork } from '../../src/network/buildNetwork.js';
import { regionOfZone } from '../../src/network/placement.js';
import { SnapshotError } from '../../src/snapshot/snapshotError.js';
import { instance, type Json, networkOf, openAccount, route, snapshotOf } from '../scenarios/account.js';

const problem = (make: () => unknown): string => {
  try {
    make();
  } catch (error) {
    if (error instanceof SnapshotError) return error.message;
    throw error;
  }
  return 'no error';
};

const withInterface = (fields: Json) => {
  const account = openAccount();
  return {
    ...account,
    NetworkInterfaces: account.NetworkInterfaces.map((described) =>
      described.NetworkInterfaceId === 'eni-two' ? { ...described, ...fields } : described,
    ),
  };
};

describe('the network model', () => {
  it.each([
    ['us-east-1a', 'us-east-1'],
    ['us-west-2-lax-1a', 'us-west-2'],
    ['us-gov-west-1b', 'us-gov-west-1'],
    ['us-east-1-wl1-bos-wlz-1', 'us-east-1'],
    ['ap-southeast-2c', 'ap-southeast-2'],
    ['nowhere', undefined],
  ])('places zone %s in %s', (zone, region) => {
    expect(regionOfZone(zone)).toBe(region);
  });

  it('refuses an interface in a subnet that the snapshot should hold', () => {
    expect(problem(() => networkOf(withInterface({ SubnetId: 'subnet-x' })))).toBe(
      'test.json: NetworkInterfaces eni-two: SubnetId: expected a subnet of the snapshot, found `subnet-x`',
    );
  });

  it('does not refuse it where subnets could not be read', () => {
    const snapshot = snapshotOf(withInterface({ SubnetId: 'subnet-x' }));
    const failedCalls = [
      {
        action: 'ec2:DescribeSubnets',
        key: 'Subnets',
        account: '111111111111',
        region: 'us-east-1',
        reason: 'denied',
      } as const,
    ];
    const network = buildNetwork({ ...snapshot, failedCalls });
    expect(network.networkInterfaces.find(({ id }) => id === 'eni-two')?.subnet).toBeUndefined();
    expect(network.gaps.map(({ resource, reason }) => `${resource}: ${reason}`)).toEqual([
      'Subnets: ec2:DescribeSubnets failed in account 111111111111, region us-east-1: denied',
    ]);
  });

  it('refuses an interface in another VPC than its subnet', () => {
    expect(problem(() => networkOf(withInterface({ VpcId: 'vpc-w' })))).toContain(
      'NetworkInterfaces eni-two: VpcId: expected `vpc-v`, the VPC of subnet-b, found `vpc-w`',
    );
  });

  it('leaves out interfaces of terminated instances and keeps those of stopped ones', () => {
    const account = openAccount();
    const states = (state: string) =>
      networkOf({ ...account, Reservations: [instance('one'), instance('two', state), instance('w')] });
    const ids = (state: string) => states(state).networkInterfaces.map(({ id }) => id);
    expect(ids('stopped')).toEqual(['eni-one', 'eni-two', 'eni-w']);
    expect(ids('terminated')).toEqual(['eni-one', 'eni-w']);
    expect(states('stopped').instances.get('i-two')?.state).toBe('stopped');
  });

  it.each([
    ['an interface of an instance', { NetworkInterfaces: openAccount().NetworkInterfaces.slice(1) }, ['eni-one']],
    ['an instance of an interface', { Reservations: openAccount().Reservations.slice(1) }, ['i-one']],
    ['all interfaces', { NetworkInterfaces: undefined }, ['NetworkInterfaces']],
    ['all instances', { Reservations: undefined }, ['Reservations']],
  ])('tells that %s is missing', (_, change, resources) => {
    const account = { ...openAccount(), ...change };
    const entries = Object.entries(account).filter(([, value]) => value !== undefined);
    expect(networkOf(Object.fromEntries(entries)).gaps.map(({ resource }) => resource)).toEqual(resources);
  });

  it('orders routes by length, then static before prefix list before propagated', () => {
    const account = openAccount();
    const propagated = { GatewayId: 'vgw-v', Origin: 'EnableVgwRoutePropagation' };
    const network = networkOf({
      ...account,
      ManagedPrefixListEntries: [
        { PrefixListId: 'pl-1', Entries: [{ Cidr: '203.0.113.0/24' }, { Cidr: '198.51.100.0/24' }] },
      ],
      RouteTables: [
        {
          ...account.RouteTables[0],
          Routes: [
            route('198.51.100.0/24', propagated),
            route('203.0.113.0/24', propagated),
            { DestinationPrefixListId: 'pl-1', GatewayId: 'igw-v', State: 'active', Origin: 'CreateRoute' },
            route('203.0.113.0/24', { NatGatewayId: 'nat-1' }),
            route('10.0.0.0/16', { GatewayId: 'local' }),
            route('10.0.3.0/24', propagated),
            route('0.0.0.0/0', propagated),
          ],
        },
        ...account.RouteTables.slice(1),
      ],
    });
    const rows = network.subnets.get('subnet-a')?.routeTable?.rows ?? [];
    expect(
      rows.map(({ destination, origin, outcomes }) => [
        destination.length,
        origin,
        outcomes.map(({ target }) => target.id).join(),
      ]),
    ).toEqual([
      [24, 'prefix-list', 'igw-v'],
      [24, 'static', 'nat-1'],
      [16, 'local', 'local'],
      [0, 'propagated', 'vgw-v'],
    ]);
  });

  it('is the same whatever the order of entries', () => {
    const account = openAccount();
    const shuffled = Object.fromEntries(
      Object.entries(account).map(([key, resources]) => [key, [...resources].reverse()]),
    );
    const plain = (network: ReturnType<typeof networkOf>) => ({
      ...network,
      snapshot: undefined,
      blockPublicAccess: undefined,
    });
    const sorted = (value: unknown): unknown =>
      value instanceof Map ? [...value].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)) : value;
    const normal = (network: ReturnType<typeof networkOf>) =>
      Object.fromEntries(Object.entries(plain(network)).map(([key, value]) => [key, sorted(value)]));
    expect(normal(networkOf(shuffled))).toEqual(normal(networkOf(account)));
  });
});
