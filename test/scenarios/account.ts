/**
 * A small account in AWS's own output shape, for tests that change one thing about it. Everything is open: one VPC with
 * two subnets in two zones, an internet gateway, a virtual private gateway, an active peering to a second VPC, and one
 * instance in each subnet. Arrays are fresh on each call and may be changed freely.
 */
import { buildNetwork } from '../../src/network/buildNetwork.js';
import type { Network } from '../../src/network/network.js';
import { type SnapshotKey, schemas } from '../../src/snapshot/schema.js';
import type { Resources, Snapshot } from '../../src/snapshot/snapshot.js';

export type Json = Record<string, unknown>;
export type Account = Partial<Record<SnapshotKey, Json[]>>;

export const allowAll = (egress: boolean): Json => ({
  RuleNumber: 100,
  Egress: egress,
  Protocol: '-1',
  RuleAction: 'allow',
  CidrBlock: '0.0.0.0/0',
});

export const entry = (ruleNumber: number, egress: boolean, fields: Json): Json => ({
  RuleNumber: ruleNumber,
  Egress: egress,
  Protocol: '-1',
  RuleAction: 'deny',
  CidrBlock: '0.0.0.0/0',
  ...fields,
});

export const permission = (fields: Json): Json => ({ IpProtocol: '-1', ...fields });

export const everyone: Json = permission({ IpRanges: [{ CidrIp: '0.0.0.0/0' }], Ipv6Ranges: [{ CidrIpv6: '::/0' }] });

export const networkInterface = (id: string, subnet: 'a' | 'b' | 'w', host: number, fields: Json = {}): Json => {
  const private4 = { a: '10.0.1.', b: '10.0.2.', w: '10.9.1.' }[subnet] + host;
  return {
    NetworkInterfaceId: id,
    VpcId: subnet === 'w' ? 'vpc-w' : 'vpc-v',
    SubnetId: `subnet-${subnet}`,
    OwnerId: subnet === 'w' ? '222222222222' : '111111111111',
    AvailabilityZone: subnet === 'b' ? 'us-east-1b' : 'us-east-1a',
    InterfaceType: 'interface',
    Groups: [{ GroupId: subnet === 'w' ? 'sg-w' : 'sg-v' }],
    PrivateIpAddress: private4,
    PrivateIpAddresses: [{ PrivateIpAddress: private4, Primary: true }],
    ...fields,
  };
};

export const instanceInterface = (id: string, subnet: 'a' | 'b' | 'w', host: number, fields: Json = {}): Json =>
  networkInterface(`eni-${id}`, subnet, host, { Attachment: { InstanceId: `i-${id}`, DeviceIndex: 0 }, ...fields });

export const instance = (id: string, state = 'running'): Json => ({
  OwnerId: '111111111111',
  Instances: [
    { InstanceId: `i-${id}`, State: { Name: state }, NetworkInterfaces: [{ NetworkInterfaceId: `eni-${id}` }] },
  ],
});

export const openAccount = () => ({
  Vpcs: [
    {
      VpcId: 'vpc-v',
      OwnerId: '111111111111',
      CidrBlock: '10.0.0.0/16',
      CidrBlockAssociationSet: [{ CidrBlock: '10.0.0.0/16', CidrBlockState: { State: 'associated' } }],
      Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2001:db8:a::/56', Ipv6CidrBlockState: { State: 'associated' } }],
    },
    { VpcId: 'vpc-w', OwnerId: '222222222222', CidrBlock: '10.9.0.0/16' },
  ] as Json[],
  Subnets: [
    subnet('a', 'vpc-v', '10.0.1.0/24', 'us-east-1a', '2001:db8:a:1::/64'),
    subnet('b', 'vpc-v', '10.0.2.0/24', 'us-east-1b', '2001:db8:a:2::/64'),
    subnet('w', 'vpc-w', '10.9.1.0/24', 'us-east-1a'),
  ] as Json[],
  RouteTables: [
    {
      RouteTableId: 'rtb-v',
      VpcId: 'vpc-v',
      Associations: [{ Main: true, AssociationState: { State: 'associated' } }],
      Routes: [
        route('10.0.0.0/16', { GatewayId: 'local' }),
        route('0.0.0.0/0', { GatewayId: 'igw-v' }),
        { DestinationIpv6CidrBlock: '::/0', GatewayId: 'igw-v', State: 'active', Origin: 'CreateRoute' },
        route('10.9.0.0/16', { VpcPeeringConnectionId: 'pcx-vw' }),
        route('192.168.0.0/16', { GatewayId: 'vgw-v' }),
      ],
    },
    {
      RouteTableId: 'rtb-w',
      VpcId: 'vpc-w',
      Associations: [{ Main: true }],
      Routes: [
        route('10.9.0.0/16', { GatewayId: 'local' }),
        route('10.0.0.0/16', { VpcPeeringConnectionId: 'pcx-vw' }),
      ],
    },
  ] as Json[],
  NetworkAcls: [
    networkAcl('acl-a', 'vpc-v', ['subnet-a']),
    networkAcl('acl-b', 'vpc-v', ['subnet-b']),
    networkAcl('acl-w', 'vpc-w', ['subnet-w']),
  ] as Json[],
  SecurityGroups: [
    { GroupId: 'sg-v', VpcId: 'vpc-v', IpPermissions: [everyone], IpPermissionsEgress: [everyone] },
    { GroupId: 'sg-w', VpcId: 'vpc-w', IpPermissions: [everyone], IpPermissionsEgress: [everyone] },
  ] as Json[],
  NetworkInterfaces: [
    instanceInterface('one', 'a', 10, {
      Association: { PublicIp: '198.51.100.10' },
      PrivateIpAddresses: [
        { PrivateIpAddress: '10.0.1.10', Primary: true, Association: { PublicIp: '198.51.100.10' } },
      ],
      Ipv6Addresses: [{ Ipv6Address: '2001:db8:a:1::10' }],
    }),
    instanceInterface('two', 'b', 20),
    instanceInterface('w', 'w', 30),
  ] as Json[],
  Reservations: [instance('one'), instance('two'), instance('w')] as Json[],
  InternetGateways: [{ InternetGatewayId: 'igw-v', Attachments: [{ VpcId: 'vpc-v', State: 'available' }] }] as Json[],
  VpnGateways: [
    { VpnGatewayId: 'vgw-v', State: 'available', VpcAttachments: [{ VpcId: 'vpc-v', State: 'attached' }] },
  ] as Json[],
  VpcPeeringConnections: [
    {
      VpcPeeringConnectionId: 'pcx-vw',
      Status: { Code: 'active' },
      RequesterVpcInfo: { VpcId: 'vpc-v', OwnerId: '111111111111', Region: 'us-east-1', CidrBlock: '10.0.0.0/16' },
      AccepterVpcInfo: { VpcId: 'vpc-w', OwnerId: '222222222222', Region: 'us-east-1', CidrBlock: '10.9.0.0/16' },
    },
  ] as Json[],
});

const subnet = (name: string, vpc: string, cidr: string, zone: string, ipv6?: string): Json => ({
  SubnetId: `subnet-${name}`,
  VpcId: vpc,
  CidrBlock: cidr,
  AvailabilityZone: zone,
  Ipv6CidrBlockAssociationSet:
    ipv6 === undefined ? [] : [{ Ipv6CidrBlock: ipv6, Ipv6CidrBlockState: { State: 'associated' } }],
});

export const route = (cidr: string, target: Json): Json => ({
  DestinationCidrBlock: cidr,
  State: 'active',
  Origin: 'CreateRoute',
  ...target,
});

export const networkAcl = (id: string, vpc: string, subnets: readonly string[], entries?: readonly Json[]): Json => ({
  NetworkAclId: id,
  VpcId: vpc,
  Associations: subnets.map((SubnetId) => ({ SubnetId })),
  Entries: entries ?? [
    ...[false, true].map(allowAll),
    ...[false, true].map((Egress) => ({
      RuleNumber: 101,
      Egress,
      Protocol: '-1',
      RuleAction: 'allow',
      Ipv6CidrBlock: '::/0',
    })),
  ],
});

/** The account as a validated snapshot. */
export const snapshotOf = (account: Account): Snapshot => {
  const origin = { file: 'test.json', account: undefined, region: undefined };
  const parse = <K extends SnapshotKey>(key: K) =>
    account[key]?.map((resource) => Object.assign(schemas[key].parse(resource), { origin }));
  const resources = Object.fromEntries(
    Object.keys(schemas).flatMap((key) => {
      const name = Object.keys(account).find((candidate) => candidate === key);
      return name === undefined ? [] : [[key, parse(key as SnapshotKey)]];
    }),
  ) as Resources;
  return { resources, failedCalls: [], files: [] };
};

export const networkOf = (account: Account): Network => buildNetwork(snapshotOf(account));
