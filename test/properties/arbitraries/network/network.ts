/**
 * Random configurations of up to three VPCs, as `describe-*` output (see pools.ts for their shape). Everything that a
 * VPC can lack, some of them lack: ACLs, groups, tables, prefix list entries, gateways. Shrinks to few resources with
 * what AWS would have put there by default.
 */
import fc from 'fast-check';
import type { AwsNetwork, AwsPeeringSide, AwsRouteTable, AwsSubnet, AwsVpc } from '../../awsNetwork.js';
import { type DrawnInterface, networkInterface } from './interfaces.js';
import { type LoadBalancing, loadBalancing, noLoadBalancing } from './loadBalancers.js';
import { networkAcl } from './networkAcl.js';
import { account, block4, otherAccount, rarely, region, zones } from './pools.js';
import { routeTable, staticRoute } from './routeTable.js';
import { securityGroup } from './securityGroup.js';

/** Which parts of the configuration vary: the Internet route alone, or every way in. */
export type Extent = 'internet' | 'everything';

interface VpcPlan {
  readonly name: string;
  readonly blocks: readonly string[];
  readonly block6: string | undefined;
}

const associated = { State: 'associated' };

const vpc = ({ name, blocks, block6 }: VpcPlan, ownerId: string, more: readonly [string, string][] = []): AwsVpc => {
  const [CidrBlock = '10.0.0.0/16'] = blocks;
  return {
    VpcId: `vpc-${name}`,
    OwnerId: ownerId,
    CidrBlock,
    CidrBlockAssociationSet: [
      ...blocks.map((block) => ({ CidrBlock: block, CidrBlockState: associated })),
      ...more.map(([block, State]) => ({ CidrBlock: block, CidrBlockState: { State } })),
    ],
    Ipv6CidrBlockAssociationSet:
      block6 === undefined ? [] : [{ Ipv6CidrBlock: block6, Ipv6CidrBlockState: associated }],
  };
};

const subnet = (
  name: string,
  vpcName: string,
  zone: keyof typeof zones,
  block: string,
  block6?: string,
): AwsSubnet => ({
  SubnetId: `subnet-${name}`,
  VpcId: `vpc-${vpcName}`,
  OwnerId: account,
  AvailabilityZone: zones[zone],
  CidrBlock: block,
  Ipv6CidrBlockAssociationSet: block6 === undefined ? [] : [{ Ipv6CidrBlock: block6, Ipv6CidrBlockState: associated }],
});

const v = { name: 'v', blocks: ['10.0.0.0/16'], block6: '2001:db8:a::/56' };
const w = { name: 'w', blocks: ['10.9.0.0/16', '10.10.0.0/16'], block6: '2001:db8:b::/56' };
const x = { name: 'x', blocks: ['10.8.0.0/16'], block6: undefined };
/** A peer that no snapshot holds. */
const z = { name: 'z', blocks: ['10.7.0.0/16'], block6: '2001:db8:c::/56' };

const subnetsOf = {
  v: [
    subnet('a', 'v', 'a', '10.0.1.0/24', '2001:db8:a:1::/64'),
    subnet('b', 'v', 'b', '10.0.2.0/24', '2001:db8:a:2::/64'),
    subnet('c', 'v', 'a', '10.0.3.0/24'),
  ],
  w: [subnet('w1', 'w', 'a', '10.9.1.0/24', '2001:db8:b:1::/64'), subnet('w2', 'w', 'b', '10.10.1.0/24')],
  x: [subnet('x', 'x', 'a', '10.8.1.0/24')],
} as const;

const igw = { GatewayId: 'igw-v' };
const vgw = { GatewayId: 'vgw-v' };
const peer1 = { VpcPeeringConnectionId: 'pcx-1' };
const peer2 = { VpcPeeringConnectionId: 'pcx-2' };
const appliances = [
  { NatGatewayId: 'nat-1' },
  { NetworkInterfaceId: 'eni-appliance' },
  { EgressOnlyInternetGatewayId: 'eigw-1' },
];

/** ACLs of a VPC's subnets: each subnet has one of two, or none. */
const networkAcls = (vpcName: string, subnets: readonly AwsSubnet[]): fc.Arbitrary<AwsNetwork['NetworkAcls']> =>
  fc
    .record({
      drawn: fc.tuple(networkAcl(`acl-${vpcName}1`, `vpc-${vpcName}`), networkAcl(`acl-${vpcName}2`, `vpc-${vpcName}`)),
      chosen: fc.array(fc.constantFrom(...new Array<number>(7).fill(0), ...new Array<number>(7).fill(1), 2), {
        minLength: subnets.length,
        maxLength: subnets.length,
      }),
    })
    .map(({ drawn, chosen }) =>
      drawn.map((acl, which) => ({
        ...acl,
        Associations: subnets.flatMap(({ SubnetId }, index) => (chosen[index] === which ? [{ SubnetId }] : [])),
      })),
    );

const association = (SubnetId: string, State = 'associated') => ({
  Main: false,
  SubnetId,
  AssociationState: { State },
});
const mainAssociation = { Main: true, AssociationState: associated };

/** The main table, one for some of the subnets, and perhaps one for the gateway itself. */
const routeTables = (
  vpcName: string,
  subnets: readonly AwsSubnet[],
  targets: Parameters<typeof routeTable>[2],
): fc.Arbitrary<readonly AwsRouteTable[]> =>
  fc
    .record({
      main: routeTable(`rtb-${vpcName}`, `vpc-${vpcName}`, targets),
      mainMissing: rarely(15),
      explicit: routeTable(`rtb-${vpcName}1`, `vpc-${vpcName}`, targets),
      members: fc.subarray([...subnets]),
      ended: fc.option(fc.constantFrom(...subnets), { nil: undefined, freq: 5 }),
      edge: fc.option(
        routeTable(`rtb-${vpcName}-edge`, `vpc-${vpcName}`, { ...targets, useful: [], others: appliances }),
        { nil: undefined, freq: 2 },
      ),
    })
    .map(({ main, mainMissing, explicit, members, ended, edge }) => [
      ...(mainMissing ? [] : [{ ...main, Associations: [mainAssociation] }]),
      {
        ...explicit,
        Associations: [
          ...members.map(({ SubnetId }) => association(SubnetId)),
          // An association that is no more.
          ...(ended === undefined || members.includes(ended) ? [] : [association(ended.SubnetId, 'disassociated')]),
        ],
      },
      ...(edge === undefined
        ? []
        : [{ ...edge, Associations: [{ Main: false, GatewayId: `igw-${vpcName}`, AssociationState: associated }] }]),
    ]);

const attachment = (VpcId: string, states: readonly string[]) =>
  fc.constantFrom(...states).map((State) => (State === 'none' ? [] : [{ VpcId, State }]));

const gateways = fc
  .record({
    internet: attachment('vpc-v', [...new Array<string>(8).fill('available'), 'detaching', 'none']),
    vpn: attachment('vpc-v', [...new Array<string>(5).fill('attached'), 'detached', 'none']),
    vpnState: fc.constantFrom('available', 'available', 'available', 'deleted'),
  })
  .map(({ internet, vpn, vpnState }) => ({
    InternetGateways: [{ InternetGatewayId: 'igw-v', Attachments: internet }],
    VpnGateways: [{ VpnGatewayId: 'vgw-v', State: vpnState, VpcAttachments: vpn }],
  }));

const side = ({ name, blocks, block6 }: VpcPlan, OwnerId: string, Region: string): AwsPeeringSide => ({
  VpcId: `vpc-${name}`,
  OwnerId,
  Region,
  CidrBlock: blocks[0] ?? '',
  CidrBlockSet: blocks.map((CidrBlock) => ({ CidrBlock })),
  Ipv6CidrBlockSet: block6 === undefined ? [] : [{ Ipv6CidrBlock: block6 }],
});

const peering = (id: string, others: readonly VpcPlan[]) =>
  fc
    .record({
      other: fc.constantFrom(...others),
      OwnerId: fc.constantFrom(account, otherAccount),
      Region: fc.constantFrom(region, region, region, 'eu-west-1'),
      turned: fc.boolean(),
      Code: fc.constantFrom(
        ...new Array<string>(6).fill('active'),
        'pending-acceptance',
        'rejected',
        'expired',
        'deleted',
      ),
    })
    .map(({ other, OwnerId, Region, turned, Code }) => {
      const ours = side(v, account, region);
      const theirs = side(other, OwnerId, Region);
      return {
        VpcPeeringConnectionId: id,
        RequesterVpcInfo: turned ? theirs : ours,
        AccepterVpcInfo: turned ? ours : theirs,
        Status: { Code },
      };
    });

const prefixLists = fc.record({
  PrefixLists: fc
    .array(block4, { minLength: 1, maxLength: 3 })
    .map((Cidrs) => [{ PrefixListId: 'pl-1', PrefixListName: 'com.amazonaws.us-east-1.s3', Cidrs }]),
  managed: fc.array(block4, { maxLength: 3 }),
});

const instancesOf = (vpcName: string, interfaces: readonly DrawnInterface[], states: readonly string[]) =>
  [...new Set(interfaces.flatMap(({ networkInterface: { Attachment } }) => Attachment?.InstanceId ?? []))].map(
    (InstanceId, index) => ({
      ReservationId: `r-${InstanceId}`,
      OwnerId: account,
      Instances: [
        {
          InstanceId,
          State: { Name: states[index] ?? 'running' },
          VpcId: `vpc-${vpcName}`,
          NetworkInterfaces: interfaces.flatMap(({ networkInterface: { NetworkInterfaceId, Attachment } }) =>
            Attachment?.InstanceId === InstanceId ? [{ NetworkInterfaceId }] : [],
          ),
        },
      ],
    }),
  );

const attached = (InstanceId: string, DeviceIndex = 0) => ({
  Description: '',
  InterfaceType: 'interface',
  Attachment: { InstanceId, DeviceIndex, Status: 'attached' },
});

const interfacesOfV = fc.tuple(
  networkInterface({
    id: 'eni-1',
    subnets: subnetsOf.v,
    groupIds: ['sg-1', 'sg-2'],
    host: 5,
    fields: attached('i-1'),
  }),
  networkInterface({
    id: 'eni-2',
    subnets: subnetsOf.v,
    groupIds: ['sg-2', 'sg-1'],
    host: 15,
    fields: attached('i-2'),
  }),
  networkInterface({
    id: 'eni-3',
    subnets: subnetsOf.v,
    groupIds: ['sg-1', 'sg-2'],
    host: 25,
    fields: attached('i-1', 1),
  }),
  networkInterface({
    id: 'eni-db',
    subnets: subnetsOf.v,
    groupIds: ['sg-2'],
    host: 35,
    fields: { Description: 'RDSNetworkInterface', InterfaceType: 'interface' },
  }),
);

const internals = fc
  .record({
    drawn: interfacesOfV,
    kept: fc.subarray([1, 2, 3]),
    states: fc.array(fc.constantFrom('running', 'running', 'running', 'stopped', 'terminated'), {
      minLength: 2,
      maxLength: 2,
    }),
  })
  .map(({ drawn, kept, states }) => ({
    interfaces: drawn.filter((_, index) => index === 0 || kept.includes(index)),
    states,
  }));

const blockPublicAccess = fc
  .record({
    mode: fc.constantFrom(undefined, undefined, undefined, undefined, 'off', 'block-bidirectional', 'block-ingress'),
    resource: fc.constantFrom('vpc/vpc-v', 'subnet/subnet-a', 'vpc/vpc-w', undefined),
    exclusion: fc.constantFrom('allow-bidirectional', 'allow-bidirectional', 'allow-egress'),
    State: fc.constantFrom('create-complete', 'create-complete', 'update-complete', 'delete-complete'),
  })
  .map(({ mode, resource, exclusion, State }) => ({
    ...(mode === undefined
      ? {}
      : {
          VpcBlockPublicAccessOptions: { AwsAccountId: account, AwsRegion: region, InternetGatewayBlockMode: mode },
        }),
    VpcBlockPublicAccessExclusions:
      mode === undefined || resource === undefined
        ? []
        : [
            {
              ExclusionId: 'vpcbpa-exclude-1',
              InternetGatewayExclusionMode: exclusion,
              ResourceArn: `arn:aws:ec2:${region}:${account}:${resource}`,
              State,
            },
          ],
  }));

const groupsOf = (...planned: readonly (readonly [string, string])[]) =>
  fc.tuple(...planned.map(([id, vpcId]) => securityGroup(id, vpcId)));

interface Foreign {
  readonly vpcs: readonly AwsVpc[];
  readonly subnets: readonly AwsSubnet[];
  readonly tables: readonly AwsRouteTable[];
  readonly acls: AwsNetwork['NetworkAcls'];
  readonly groups: AwsNetwork['SecurityGroups'];
  readonly interfaces: readonly DrawnInterface[];
  readonly peerings: AwsNetwork['VpcPeeringConnections'];
}

const noForeign: Foreign = { vpcs: [], subnets: [], tables: [], acls: [], groups: [], interfaces: [], peerings: [] };

/** The peers of the VPC under test, and the connections to them. */
const foreign: fc.Arbitrary<Foreign> = fc
  .record({
    peerings: fc.tuple(peering('pcx-1', [w, w, w, z]), fc.option(peering('pcx-2', [x, z]), { freq: 2 })),
    wKnown: fc.constantFrom(true, true, true, true, false),
    wAcls: networkAcls('w', subnetsOf.w),
    wTables: routeTables('w', subnetsOf.w, {
      useful: [staticRoute(peer1, '10.0.0.0/16'), staticRoute(peer1, '2001:db8:a::/56')],
      others: [peer1, peer1, ...appliances, { GatewayId: 'igw-w' }],
      vpnGatewayId: 'vgw-w',
      local: [...w.blocks, w.block6],
    }),
    wGroups: groupsOf(['sg-w', 'vpc-w']),
    wInterface: networkInterface({
      id: 'eni-w',
      subnets: subnetsOf.w,
      groupIds: ['sg-w'],
      host: 5,
      fields: attached('i-w'),
    }),
    xAcls: networkAcls('x', subnetsOf.x),
    xTables: routeTables('x', subnetsOf.x, {
      useful: [staticRoute(peer2, '10.0.0.0/16')],
      others: [peer2, ...appliances],
      vpnGatewayId: 'vgw-x',
      local: x.blocks,
    }),
    xGroups: groupsOf(['sg-x', 'vpc-x']),
  })
  .map(({ peerings: [first, second], wKnown, wAcls, wTables, wGroups, wInterface, xAcls, xTables, xGroups }) => {
    const ownerOf = (name: string): string =>
      [first, second]
        .flatMap((connection) => (connection === null ? [] : [connection.RequesterVpcInfo, connection.AccepterVpcInfo]))
        .find(({ VpcId }) => VpcId === `vpc-${name}`)?.OwnerId ?? account;
    return {
      vpcs: [...(wKnown ? [vpc(w, ownerOf('w'))] : []), vpc(x, ownerOf('x'))],
      subnets: [...(wKnown ? subnetsOf.w : []), ...subnetsOf.x],
      tables: [...(wKnown ? wTables : []), ...xTables],
      acls: [...(wKnown ? wAcls : []), ...xAcls],
      groups: [...(wKnown ? wGroups : []), ...xGroups],
      interfaces: wKnown ? [wInterface] : [],
      peerings: [first, ...(second === null ? [] : [second])],
    };
  });

const loadBalancers = (interfaces: readonly DrawnInterface[]): fc.Arbitrary<LoadBalancing> =>
  loadBalancing(subnetsOf.v, 'vpc-v', {
    instanceIds: ['i-1', 'i-2', 'i-gone'],
    addresses: [
      ...interfaces.flatMap(({ networkInterface: { PrivateIpAddress, PrivateIpAddresses } }) => [
        PrivateIpAddress,
        ...PrivateIpAddresses.map((address) => address.PrivateIpAddress),
      ]),
      '10.0.1.99',
      '10.9.1.5',
    ],
  });

/** A whole configuration. */
export const network = (extent: Extent): fc.Arbitrary<AwsNetwork> => {
  const everything = extent === 'everything';
  return internals.chain(({ interfaces, states }) =>
    fc
      .record({
        secondary: fc.constantFrom<(readonly [string, string][])[]>(
          [],
          [],
          [['54.1.0.0/16', 'associated']],
          [['54.1.0.0/16', 'disassociated']],
        ),
        acls: networkAcls('v', subnetsOf.v),
        tables: routeTables('v', subnetsOf.v, {
          useful: [
            staticRoute(igw, '0.0.0.0/0'),
            staticRoute(igw, '::/0'),
            ...(everything
              ? [
                  staticRoute(peer1, '10.9.0.0/16'),
                  staticRoute(peer1, '10.10.0.0/16'),
                  staticRoute(peer1, '2001:db8:b::/56'),
                  staticRoute(peer2, '10.8.0.0/15'),
                  staticRoute(peer2, '10.7.0.0/16'),
                  staticRoute(vgw, '192.168.0.0/16'),
                  staticRoute(vgw, 'fd00::/8'),
                ]
              : []),
          ],
          others: [igw, igw, ...(everything ? [vgw, vgw, peer1, peer2] : []), ...appliances],
          vpnGatewayId: 'vgw-v',
          local: [...v.blocks, v.block6],
        }),
        groups: groupsOf(['sg-1', 'vpc-v'], ['sg-2', 'vpc-v'], ['sg-lb', 'vpc-v']),
        found: gateways,
        lists: prefixLists,
        publicAccess: blockPublicAccess,
        peers: everything ? foreign : fc.constant(noForeign),
        balancing: everything ? loadBalancers(interfaces) : fc.constant(noLoadBalancing),
      })
      .map(({ secondary, acls, tables, groups, found, lists, publicAccess, peers, balancing }): AwsNetwork => {
        const { nodes, ...balancers } = balancing;
        const all = [...interfaces, ...peers.interfaces, ...nodes];
        return {
          Vpcs: [vpc(v, account, secondary), ...peers.vpcs],
          Subnets: [...subnetsOf.v, ...peers.subnets],
          RouteTables: [...tables, ...peers.tables],
          NetworkAcls: [...acls, ...peers.acls],
          SecurityGroups: [...groups, ...peers.groups],
          NetworkInterfaces: all.map(({ networkInterface: drawn }) => drawn),
          Reservations: [...instancesOf('v', interfaces, states), ...instancesOf('w', peers.interfaces, [])],
          ...found,
          VpcPeeringConnections: peers.peerings,
          Addresses: all.flatMap(({ addresses }) => addresses),
          PrefixLists: lists.PrefixLists,
          ManagedPrefixLists: [
            { PrefixListId: 'pl-2', PrefixListName: 'offices' },
            { PrefixListId: 'pl-3', PrefixListName: 'denied' },
          ],
          ManagedPrefixListEntries: [{ PrefixListId: 'pl-2', Entries: lists.managed.map((Cidr) => ({ Cidr })) }],
          ...balancers,
          ...publicAccess,
        };
      }),
  );
};
