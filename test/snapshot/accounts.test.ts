import { expect, test } from 'vitest';
import { accountsOf, regionsOf } from '../../src/snapshot/accounts.js';
import { assembleSnapshot } from '../../src/snapshot/assemble.js';
import { regionOfZone } from '../../src/snapshot/regionOfZone.js';

const snapshotOf = (content: object, place: object = {}) =>
  assembleSnapshot([{ file: 'x.json', sha256: '', content, ...place }]);

test('accounts and regions come from layout, owners, zones and ARNs', () => {
  const snapshot = snapshotOf(
    {
      Vpcs: [{ VpcId: 'vpc-1', OwnerId: '222222222222' }],
      NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1', AvailabilityZone: 'us-west-2-lax-1a' }],
      LoadBalancers: [
        {
          LoadBalancerName: 'a',
          LoadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:333333333333:loadbalancer/a',
        },
      ],
      VpcBlockPublicAccessOptions: { AwsAccountId: '444444444444', AwsRegion: 'ap-southeast-2' },
    },
    { account: '111111111111', region: 'us-east-1' },
  );
  expect(accountsOf(snapshot)).toEqual(['111111111111', '222222222222', '333333333333', '444444444444']);
  expect(regionsOf(snapshot)).toEqual(['ap-southeast-2', 'eu-west-1', 'us-east-1', 'us-west-2']);
});

test('the other side of a peering connection, of a rule and of a prefix list do not count', () => {
  const snapshot = snapshotOf({
    VpcPeeringConnections: [
      { VpcPeeringConnectionId: 'pcx-1', AccepterVpcInfo: { OwnerId: '999999999999', Region: 'sa-east-1' } },
    ],
    SecurityGroups: [
      {
        GroupId: 'sg-1',
        OwnerId: '111111111111',
        IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-2', UserId: '999999999999' }] }],
      },
    ],
    ManagedPrefixLists: [{ PrefixListId: 'pl-1', OwnerId: 'AWS' }],
    TargetGroups: [{ TargetGroupArn: 'opaque' }],
  });
  expect(accountsOf(snapshot)).toEqual(['111111111111']);
  expect(regionsOf(snapshot)).toEqual([]);
});

test.each([
  ['us-east-1a', 'us-east-1'],
  ['us-west-2-lax-1a', 'us-west-2'],
  ['us-east-1-wl1-bos-wlz-1', 'us-east-1'],
  ['us-gov-west-1b', 'us-gov-west-1'],
  ['ap-southeast-4c', 'ap-southeast-4'],
  ['somewhere', undefined],
])('zone %s lies in %s', (zone, region) => {
  expect(regionOfZone(zone)).toBe(region);
});
