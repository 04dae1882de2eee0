/**
 * Large, life-like accounts in the output shape of the AWS CLI, the same for the same parameters: VPCs with public and
 * private subnets, launch templates with a few security groups each and some pets with groups of their own, network
 * ACLs, peerings between neighbours, a virtual private gateway, and load balancers.
 */
import { Random } from './random.js';

export interface AccountParameters {
  readonly seed: number;
  readonly interfaces: number;
  readonly interfacesPerVpc: number;
  /** Subnets of a VPC, and the share of them that is public. */
  readonly subnets: number;
  readonly publicShare: number;
  /** Launch templates of a VPC, security groups of a template, rules of a group. */
  readonly templates: number;
  readonly groupsPerTemplate: number;
  readonly rulesPerGroup: number;
  /** Share of instances with a security group of their own. */
  readonly petShare: number;
  /** Entries of a network ACL in each direction. */
  readonly aclEntries: number;
  /** Peerings of a VPC with the VPCs after it. */
  readonly peerings: number;
  /** Network Load Balancers of a VPC, each with ten targets. */
  readonly loadBalancers: number;
}

export const lifelike = (interfaces: number): AccountParameters => ({
  seed: 20_260_520,
  interfaces,
  interfacesPerVpc: 500,
  subnets: 6,
  publicShare: 1 / 3,
  templates: 12,
  groupsPerTemplate: 2,
  rulesPerGroup: 7,
  petShare: 0.1,
  aclEntries: 8,
  peerings: 1,
  loadBalancers: 1,
});

/** One resource with the top-level key that it belongs under. */
export type Emit = (key: string, resource: object) => void;

const account = '111122223333';
const region = 'us-east-1';
const id = (prefix: string, ...parts: readonly number[]): string =>
  `${prefix}-${parts
    .map((part) => part.toString(16).padStart(5, '0'))
    .join('')
    .padStart(17, '0')}`;
const tags = (Name: string) => [{ Key: 'Name', Value: Name }];
const ports = [22, 80, 443, 3306, 5432, 6379, 8080, 8443, 9200, 9300, 27_017] as const;

/** Emits every resource of the account. */
export const generateAccount = (parameters: AccountParameters, emit: Emit): void => {
  const random = new Random(parameters.seed);
  const vpcs = Math.ceil(parameters.interfaces / parameters.interfacesPerVpc);
  for (let vpc = 0; vpc < vpcs; vpc += 1) {
    const count = Math.min(parameters.interfacesPerVpc, parameters.interfaces - vpc * parameters.interfacesPerVpc);
    generateVpc(parameters, random, vpc, vpcs, count, emit);
  }
};

/** 10.x.y.z is shared by all VPCs in turn; peers are neighbours, whose blocks differ. */
const block = (vpc: number): string => `10.${vpc % 256}`;

const generateVpc = (
  parameters: AccountParameters,
  random: Random,
  vpc: number,
  vpcs: number,
  count: number,
  emit: Emit,
): void => {
  const VpcId = id('vpc', vpc);
  const cidr = `${block(vpc)}.0.0/16`;
  emit('Vpcs', {
    VpcId,
    OwnerId: account,
    State: 'available',
    InstanceTenancy: 'default',
    IsDefault: false,
    CidrBlock: cidr,
    CidrBlockAssociationSet: [
      { AssociationId: id('vpc-cidr-assoc', vpc), CidrBlock: cidr, CidrBlockState: { State: 'associated' } },
    ],
    Tags: tags(`network-${vpc}`),
  });
  const igw = id('igw', vpc);
  emit('InternetGateways', {
    InternetGatewayId: igw,
    OwnerId: account,
    Attachments: [{ VpcId, State: 'available' }],
    Tags: [],
  });
  const vgw = id('vgw', vpc);
  if (vpc % 4 === 0) {
    emit('VpnGateways', {
      VpnGatewayId: vgw,
      State: 'available',
      Type: 'ipsec.1',
      VpcAttachments: [{ VpcId, State: 'attached' }],
    });
  }
  const peers: { readonly id: string; readonly block: string }[] = [];
  for (let offset = 1; offset <= parameters.peerings; offset += 1) {
    if (vpc + offset < vpcs) {
      const peer = { id: id('pcx', vpc, vpc + offset), block: block(vpc + offset) };
      peers.push(peer);
      emit('VpcPeeringConnections', {
        VpcPeeringConnectionId: peer.id,
        Status: { Code: 'active', Message: 'Active' },
        RequesterVpcInfo: { VpcId, OwnerId: account, Region: region, CidrBlock: cidr },
        AccepterVpcInfo: {
          VpcId: id('vpc', vpc + offset),
          OwnerId: account,
          Region: region,
          CidrBlock: `${peer.block}.0.0/16`,
        },
      });
    }
    if (vpc - offset >= 0) peers.push({ id: id('pcx', vpc - offset, vpc), block: block(vpc - offset) });
  }
  const publicSubnets = Math.max(1, Math.round(parameters.subnets * parameters.publicShare));
  const subnets = Array.from({ length: parameters.subnets }, (_, index) => ({
    id: id('subnet', vpc, index),
    prefix: `${block(vpc)}.${index * 16}`,
    zone: `${region}${'abc'[index % 3]}`,
    isPublic: index < publicSubnets,
  }));
  for (const subnet of subnets) {
    emit('Subnets', {
      SubnetId: subnet.id,
      SubnetArn: `arn:aws:ec2:${region}:${account}:subnet/${subnet.id}`,
      VpcId,
      OwnerId: account,
      CidrBlock: `${subnet.prefix}.0/20`,
      AvailabilityZone: subnet.zone,
      AvailableIpAddressCount: 4000,
      MapPublicIpOnLaunch: subnet.isPublic,
      State: 'available',
      Tags: tags(`${subnet.isPublic ? 'public' : 'private'}-${subnet.zone}`),
    });
  }
  emitRouteTables(vpc, VpcId, cidr, subnets, peers, igw, vpc % 4 === 0 ? vgw : undefined, emit);
  emitNetworkAcls(parameters, vpc, VpcId, subnets, emit);
  const group = (number: number, rules: readonly object[]): string => {
    const GroupId = id('sg', vpc, number);
    emit('SecurityGroups', {
      GroupId,
      GroupName: `group-${vpc}-${number}`,
      Description: 'managed by the platform team',
      VpcId,
      OwnerId: account,
      IpPermissions: rules,
      IpPermissionsEgress: [
        {
          IpProtocol: '-1',
          IpRanges: [{ CidrIp: '0.0.0.0/0' }],
          Ipv6Ranges: [],
          PrefixListIds: [],
          UserIdGroupPairs: [],
        },
      ],
      Tags: [],
    });
    return GroupId;
  };
  let groups = 0;
  const rulesOf = (): readonly object[] =>
    Array.from({ length: parameters.rulesPerGroup }, () => ruleOf(random, vpc, groups));
  const templates = Array.from({ length: parameters.templates }, () =>
    Array.from({ length: parameters.groupsPerTemplate }, () => group(groups++, rulesOf())),
  );
  const instances: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const subnet = subnets[index % subnets.length] ?? subnets[0];
    if (subnet === undefined) break;
    const template = templates[random.below(templates.length)] ?? [];
    const ids = random.chance(parameters.petShare) ? [...template, group(groups++, rulesOf())] : template;
    instances.push(emitInstance(vpc, index, VpcId, subnet, ids, emit));
  }
  for (let number = 0; number < parameters.loadBalancers; number += 1) {
    emitLoadBalancer(vpc, number, VpcId, subnets, instances.slice(number * 10, number * 10 + 10), emit);
  }
};

interface SubnetPlan {
  readonly id: string;
  readonly prefix: string;
  readonly zone: string;
  readonly isPublic: boolean;
}

const emitRouteTables = (
  vpc: number,
  VpcId: string,
  cidr: string,
  subnets: readonly SubnetPlan[],
  peers: readonly { readonly id: string; readonly block: string }[],
  igw: string,
  vgw: string | undefined,
  emit: Emit,
): void => {
  const local = { DestinationCidrBlock: cidr, GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' };
  const common = [
    local,
    ...peers.map((peer) => ({
      DestinationCidrBlock: `${peer.block}.0.0/16`,
      VpcPeeringConnectionId: peer.id,
      Origin: 'CreateRoute',
      State: 'active',
    })),
    ...(vgw === undefined
      ? []
      : [
          {
            DestinationCidrBlock: '172.16.0.0/12',
            GatewayId: vgw,
            Origin: 'EnableVgwRoutePropagation',
            State: 'active',
          },
        ]),
  ];
  const associations = (isPublic: boolean) =>
    subnets
      .filter((subnet) => subnet.isPublic === isPublic)
      .map((subnet, index) => ({
        RouteTableAssociationId: id('rtbassoc', vpc, isPublic ? 1 : 2, index),
        SubnetId: subnet.id,
        Main: false,
        AssociationState: { State: 'associated' },
      }));
  emit('RouteTables', {
    RouteTableId: id('rtb', vpc, 1),
    VpcId,
    OwnerId: account,
    Associations: associations(true),
    PropagatingVgws: [],
    Routes: [...common, { DestinationCidrBlock: '0.0.0.0/0', GatewayId: igw, Origin: 'CreateRoute', State: 'active' }],
    Tags: tags('public'),
  });
  emit('RouteTables', {
    RouteTableId: id('rtb', vpc, 2),
    VpcId,
    OwnerId: account,
    Associations: [
      { RouteTableAssociationId: id('rtbassoc', vpc, 0), Main: true, AssociationState: { State: 'associated' } },
      ...associations(false),
    ],
    PropagatingVgws: [],
    Routes: [
      ...common,
      { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: id('nat', vpc), Origin: 'CreateRoute', State: 'active' },
    ],
    Tags: tags('private'),
  });
};

const emitNetworkAcls = (
  { aclEntries }: AccountParameters,
  vpc: number,
  VpcId: string,
  subnets: readonly SubnetPlan[],
  emit: Emit,
): void => {
  for (const [number, isPublic] of [true, false].entries()) {
    const entries = [true, false].flatMap((Egress) => [
      ...Array.from({ length: Math.max(0, aclEntries - 2) }, (_, index) => ({
        RuleNumber: 100 + index * 10,
        Egress,
        Protocol: '6',
        RuleAction: 'deny',
        CidrBlock: `198.51.${(index * 8) % 256}.0/24`,
        PortRange: { From: ports[index % ports.length] ?? 22, To: ports[index % ports.length] ?? 22 },
      })),
      { RuleNumber: 900, Egress, Protocol: '-1', RuleAction: 'allow', CidrBlock: '0.0.0.0/0' },
      { RuleNumber: 32_767, Egress, Protocol: '-1', RuleAction: 'deny', CidrBlock: '0.0.0.0/0' },
    ]);
    emit('NetworkAcls', {
      NetworkAclId: id('acl', vpc, number),
      VpcId,
      OwnerId: account,
      IsDefault: !isPublic,
      Associations: subnets
        .filter((subnet) => subnet.isPublic === isPublic)
        .map((subnet, index) => ({
          NetworkAclAssociationId: id('aclassoc', vpc, number, index),
          NetworkAclId: id('acl', vpc, number),
          SubnetId: subnet.id,
        })),
      Entries: entries,
      Tags: [],
    });
  }
};

const ruleOf = (random: Random, vpc: number, groups: number): object => {
  const port = random.pick(ports);
  const kind = random.below(20);
  const rule = (fields: object) => ({
    IpProtocol: random.chance(0.9) ? 'tcp' : 'udp',
    FromPort: port,
    ToPort: random.chance(0.85) ? port : port + 10,
    IpRanges: [],
    Ipv6Ranges: [],
    PrefixListIds: [],
    UserIdGroupPairs: [],
    ...fields,
  });
  // Most rules name the own network or another group; few are for the world or for everything private.
  if (kind < 1) return rule({ IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'public service' }] });
  if (kind < 5)
    return rule({
      IpRanges: [
        { CidrIp: `203.0.${random.below(256)}.${random.below(16) * 16}/28` },
        { CidrIp: `192.0.2.${random.below(256)}/32` },
      ],
    });
  if (kind < 13) return rule({ IpRanges: [{ CidrIp: `${block(vpc)}.0.0/16` }] });
  if (kind < 14) return rule({ IpRanges: [{ CidrIp: '10.0.0.0/8' }] });
  return rule({ UserIdGroupPairs: [{ GroupId: id('sg', vpc, random.below(Math.max(1, groups))), UserId: account }] });
};

const emitInstance = (
  vpc: number,
  index: number,
  VpcId: string,
  subnet: SubnetPlan,
  groups: readonly string[],
  emit: Emit,
): string => {
  const InstanceId = id('i', vpc, index);
  const eni = id('eni', vpc, index);
  const host = Math.floor(index / 6) + 10;
  const third = Number(subnet.prefix.split('.')[2]) + Math.floor(host / 256);
  const address = `${block(vpc)}.${third}.${host % 256}`;
  const association = subnet.isPublic
    ? {
        Association: {
          PublicIp: `54.${vpc % 256}.${Math.floor(index / 256)}.${index % 256}`,
          IpOwnerId: 'amazon',
          PublicDnsName: `ec2-54-${index}.compute-1.amazonaws.com`,
        },
      }
    : {};
  const Groups = groups.map((GroupId) => ({ GroupId, GroupName: GroupId }));
  emit('NetworkInterfaces', {
    NetworkInterfaceId: eni,
    VpcId,
    SubnetId: subnet.id,
    OwnerId: account,
    AvailabilityZone: subnet.zone,
    Description: 'Primary network interface',
    InterfaceType: 'interface',
    MacAddress: '0e:00:00:00:00:01',
    PrivateDnsName: `ip-${address.replaceAll('.', '-')}.ec2.internal`,
    PrivateIpAddress: address,
    PrivateIpAddresses: [
      {
        PrivateIpAddress: address,
        Primary: true,
        PrivateDnsName: `ip-${address.replaceAll('.', '-')}.ec2.internal`,
        ...association,
      },
    ],
    ...association,
    Ipv6Addresses: [],
    Groups,
    Attachment: {
      AttachmentId: id('eni-attach', vpc, index),
      AttachTime: '2026-01-01T00:00:00+00:00',
      DeleteOnTermination: true,
      DeviceIndex: 0,
      InstanceId,
      InstanceOwnerId: account,
      Status: 'attached',
    },
    RequesterManaged: false,
    SourceDestCheck: true,
    Status: 'in-use',
    TagSet: [],
  });
  emit('Reservations', {
    ReservationId: id('r', vpc, index),
    OwnerId: account,
    Groups: [],
    Instances: [
      {
        InstanceId,
        ImageId: 'ami-00000000000000001',
        InstanceType: 'm7g.large',
        LaunchTime: '2026-01-01T00:00:00+00:00',
        Placement: { AvailabilityZone: subnet.zone, Tenancy: 'default' },
        PrivateIpAddress: address,
        PrivateDnsName: `ip-${address.replaceAll('.', '-')}.ec2.internal`,
        State: { Code: 16, Name: 'running' },
        SubnetId: subnet.id,
        VpcId,
        Architecture: 'arm64',
        RootDeviceName: '/dev/xvda',
        SecurityGroups: Groups,
        NetworkInterfaces: [
          { NetworkInterfaceId: eni, SubnetId: subnet.id, VpcId, Status: 'in-use', PrivateIpAddress: address },
        ],
        Tags: [...tags(`host-${vpc}-${index}`), { Key: 'env', Value: vpc % 3 === 0 ? 'prod' : 'dev' }],
      },
    ],
  });
  return InstanceId;
};

const emitLoadBalancer = (
  vpc: number,
  number: number,
  VpcId: string,
  subnets: readonly SubnetPlan[],
  targets: readonly string[],
  emit: Emit,
): void => {
  const subnet = subnets[0];
  if (subnet === undefined || targets.length === 0) return;
  const name = `net/lb-${vpc}-${number}/${id('', vpc, number).slice(1)}`;
  const prefix = `arn:aws:elasticloadbalancing:${region}:${account}`;
  const LoadBalancerArn = `${prefix}:loadbalancer/${name}`;
  const TargetGroupArn = `${prefix}:targetgroup/tg-${vpc}-${number}/${id('', vpc, number).slice(1)}`;
  emit('LoadBalancers', {
    LoadBalancerArn,
    LoadBalancerName: `lb-${vpc}-${number}`,
    Type: 'network',
    Scheme: 'internet-facing',
    VpcId,
    DNSName: `lb-${vpc}-${number}.elb.${region}.amazonaws.com`,
    IpAddressType: 'ipv4',
    State: { Code: 'active' },
    AvailabilityZones: [{ ZoneName: subnet.zone, SubnetId: subnet.id, LoadBalancerAddresses: [] }],
    SecurityGroups: [],
  });
  emit('NetworkInterfaces', {
    NetworkInterfaceId: id('eni', vpc, 90_000 + number),
    VpcId,
    SubnetId: subnet.id,
    OwnerId: account,
    AvailabilityZone: subnet.zone,
    Description: `ELB ${name}`,
    InterfaceType: 'network_load_balancer',
    RequesterId: 'amazon-elb',
    RequesterManaged: true,
    PrivateIpAddress: `${subnet.prefix}.${5 + number}`,
    PrivateIpAddresses: [
      {
        PrivateIpAddress: `${subnet.prefix}.${5 + number}`,
        Primary: true,
        Association: { PublicIp: `52.${vpc % 256}.1.${number + 1}` },
      },
    ],
    Groups: [],
    Ipv6Addresses: [],
    Status: 'in-use',
  });
  emit('LoadBalancerListeners', {
    LoadBalancerArn,
    Listeners: [
      {
        ListenerArn: LoadBalancerArn.replace(':loadbalancer/', ':listener/').concat('/0000000000000001'),
        LoadBalancerArn,
        Port: 443,
        Protocol: 'TCP',
        DefaultActions: [{ Type: 'forward', TargetGroupArn, Order: 1 }],
      },
    ],
  });
  emit('TargetGroups', {
    TargetGroupArn,
    TargetGroupName: `tg-${vpc}-${number}`,
    Protocol: 'TCP',
    Port: 8443,
    TargetType: 'instance',
    VpcId,
    LoadBalancerArns: [LoadBalancerArn],
  });
  emit('LoadBalancerTargetHealth', {
    TargetGroupArn,
    TargetHealthDescriptions: targets.map((Id) => ({ Target: { Id, Port: 8443 }, TargetHealth: { State: 'healthy' } })),
  });
  emit('TargetGroupAttributes', { TargetGroupArn, Attributes: [{ Key: 'preserve_client_ip.enabled', Value: 'true' }] });
  emit('LoadBalancerAttributes', {
    LoadBalancerArn,
    Attributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }],
  });
};
