/**
 * What AWS said, validated and not interpreted: one schema for each kind of resource, in the shape of the AWS CLI's
 * `describe-*` output (EC2, Elastic Load Balancing v1 and v2, Direct Connect API references). Fields that the model
 * does not use are dropped. Missing, `null`, `""` and `[]` are the same (interface.md, "A snapshot directory").
 */
import { z } from 'zod';
import { type Family, parseAddress } from '../values/address.js';
import { parseCidr } from '../values/cidr.js';
import { maxPort } from '../values/ports.js';

const emptyToUndefined = (value: unknown): unknown => (value === null || value === '' ? undefined : value);
const emptyToList = (value: unknown): unknown => (value === null || value === '' || value === undefined ? [] : value);

/** A field that may be absent in any of AWS's ways. */
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(emptyToUndefined, schema.optional());
/** An array that may be absent in any of AWS's ways. */
const list = <T extends z.ZodType>(schema: T) => z.preprocess(emptyToList, z.array(schema));

const id = z.string().min(1);
const text = optional(z.string());
const flag = optional(z.boolean());

const cidrOf = (family: Family) =>
  z
    .string()
    .refine((value) => parseCidr(value)?.family === family, { error: `expected an ${familyName[family]} CIDR block` });
const addressOf = (family: Family) =>
  z
    .string()
    .refine((value) => parseAddress(value)?.family === family, { error: `expected an ${familyName[family]} address` });
const familyName: Readonly<Record<Family, string>> = { ipv4: 'IPv4', ipv6: 'IPv6' };
const cidr4 = cidrOf('ipv4');
const cidr6 = cidrOf('ipv6');
const cidrAny = z.string().refine((value) => parseCidr(value) !== undefined, { error: 'expected a CIDR block' });
const address4 = addressOf('ipv4');
const address6 = addressOf('ipv6');
const portNumber = z
  .number()
  .int()
  .refine((value) => value >= 0 && value <= maxPort, { error: `expected a port from 0 to ${maxPort}` });

const tag = z.object({ Key: z.string(), Value: text });
const state = optional(z.object({ State: text }));

const vpc = z.object({
  VpcId: id,
  OwnerId: text,
  CidrBlock: optional(cidr4),
  CidrBlockAssociationSet: list(z.object({ CidrBlock: cidr4, CidrBlockState: state })),
  Ipv6CidrBlockAssociationSet: list(z.object({ Ipv6CidrBlock: cidr6, Ipv6CidrBlockState: state })),
  Tags: list(tag),
});

const subnet = z.object({
  SubnetId: id,
  VpcId: id,
  OwnerId: text,
  SubnetArn: text,
  CidrBlock: optional(cidr4),
  Ipv6CidrBlockAssociationSet: list(z.object({ Ipv6CidrBlock: cidr6, Ipv6CidrBlockState: state })),
  AvailabilityZone: text,
  Tags: list(tag),
});

const route = z.object({
  DestinationCidrBlock: optional(cidr4),
  DestinationIpv6CidrBlock: optional(cidr6),
  DestinationPrefixListId: text,
  GatewayId: text,
  NatGatewayId: text,
  TransitGatewayId: text,
  VpcPeeringConnectionId: text,
  NetworkInterfaceId: text,
  InstanceId: text,
  EgressOnlyInternetGatewayId: text,
  LocalGatewayId: text,
  CarrierGatewayId: text,
  CoreNetworkArn: text,
  State: text,
  Origin: text,
});

const routeTable = z.object({
  RouteTableId: id,
  VpcId: id,
  OwnerId: text,
  Associations: list(
    z.object({
      RouteTableAssociationId: text,
      Main: flag,
      SubnetId: text,
      GatewayId: text,
      AssociationState: state,
    }),
  ),
  PropagatingVgws: list(z.object({ GatewayId: text })),
  Routes: list(route),
});

const networkAclEntry = z
  .object({
    // 32767 is AWS's final `*` entry; a network ACL with IPv6 has another, numbered 32768.
    RuleNumber: z.number().int().min(1).max(32_768),
    Egress: z.boolean(),
    Protocol: z.string().refine((value) => value === '-1' || (/^\d{1,3}$/.test(value) && Number(value) <= 255), {
      error: 'expected -1 or a protocol number from 0 to 255',
    }),
    RuleAction: z.enum(['allow', 'deny']),
    CidrBlock: optional(cidr4),
    Ipv6CidrBlock: optional(cidr6),
    PortRange: optional(z.object({ From: portNumber, To: portNumber })),
  })
  .refine((entry) => entry.PortRange === undefined || entry.PortRange.From <= entry.PortRange.To, {
    error: 'expected From to be at most To',
    path: ['PortRange'],
  })
  .refine((entry) => (entry.CidrBlock === undefined) !== (entry.Ipv6CidrBlock === undefined), {
    error: 'expected either CidrBlock or Ipv6CidrBlock',
    path: ['CidrBlock'],
  });

const networkAcl = z.object({
  NetworkAclId: id,
  VpcId: id,
  OwnerId: text,
  IsDefault: flag,
  Associations: list(z.object({ SubnetId: text })),
  Entries: list(networkAclEntry),
});

/** Names that `IpProtocol` may carry instead of a number. */
const protocolNames: ReadonlySet<string> = new Set(['tcp', 'udp', 'icmp', 'icmpv6']);
const portProtocols: ReadonlySet<string> = new Set(['tcp', 'udp', '6', '17']);

const ipPermission = z
  .object({
    IpProtocol: z
      .string()
      .refine(
        (value) => value === '-1' || protocolNames.has(value) || (/^\d{1,3}$/.test(value) && Number(value) <= 255),
        { error: 'expected -1, tcp, udp, icmp, icmpv6 or a protocol number from 0 to 255' },
      ),
    FromPort: optional(z.number().int()),
    ToPort: optional(z.number().int()),
    IpRanges: list(z.object({ CidrIp: cidr4, Description: text })),
    Ipv6Ranges: list(z.object({ CidrIpv6: cidr6, Description: text })),
    PrefixListIds: list(z.object({ PrefixListId: id, Description: text })),
    UserIdGroupPairs: list(
      z.object({
        GroupId: text,
        UserId: text,
        VpcId: text,
        VpcPeeringConnectionId: text,
        PeeringStatus: text,
        Description: text,
      }),
    ),
  })
  .check((context) => {
    // For ICMP the two fields hold type and code, which may be -1 and in any order.
    const { IpProtocol, FromPort, ToPort } = context.value;
    if (!portProtocols.has(IpProtocol)) return;
    const complain = (field: string, message: string, input: unknown) =>
      context.issues.push({ code: 'custom', path: [field], message, input });
    for (const [field, port] of [
      ['FromPort', FromPort],
      ['ToPort', ToPort],
    ] as const) {
      if (port !== undefined && (port < 0 || port > maxPort)) {
        complain(field, `expected a port from 0 to ${maxPort}`, port);
        return;
      }
    }
    if ((FromPort === undefined) !== (ToPort === undefined)) {
      complain(
        FromPort === undefined ? 'FromPort' : 'ToPort',
        'expected both FromPort and ToPort or neither',
        undefined,
      );
    } else if (FromPort !== undefined && ToPort !== undefined && FromPort > ToPort) {
      complain('FromPort', `expected FromPort to be at most ToPort (${ToPort})`, FromPort);
    }
  });

const securityGroup = z.object({
  GroupId: id,
  GroupName: text,
  VpcId: text,
  OwnerId: text,
  IpPermissions: list(ipPermission),
  IpPermissionsEgress: list(ipPermission),
  Tags: list(tag),
});

const association = optional(z.object({ PublicIp: optional(address4) }));

const networkInterface = z.object({
  NetworkInterfaceId: id,
  VpcId: text,
  SubnetId: text,
  OwnerId: text,
  AvailabilityZone: text,
  Description: text,
  InterfaceType: text,
  RequesterId: text,
  Status: text,
  Attachment: optional(z.object({ InstanceId: text, DeviceIndex: optional(z.number().int()), Status: text })),
  Groups: list(z.object({ GroupId: id })),
  PrivateIpAddress: optional(address4),
  PrivateIpAddresses: list(z.object({ PrivateIpAddress: optional(address4), Primary: flag, Association: association })),
  Association: association,
  Ipv6Addresses: list(z.object({ Ipv6Address: address6 })),
  DenyAllIgwTraffic: flag,
  TagSet: list(tag),
});

const instance = z.object({
  InstanceId: id,
  ImageId: text,
  State: optional(z.object({ Name: text })),
  VpcId: text,
  SubnetId: text,
  PrivateDnsName: text,
  PublicDnsName: text,
  NetworkInterfaces: list(z.object({ NetworkInterfaceId: text })),
  Tags: list(tag),
});

const reservation = z.object({ ReservationId: text, OwnerId: text, Instances: list(instance) });

const attachment = z.object({ State: text, VpcId: text });

const internetGateway = z.object({ InternetGatewayId: id, OwnerId: text, Attachments: list(attachment) });

const vpnGateway = z.object({ VpnGatewayId: id, State: text, VpcAttachments: list(attachment) });

const vpnConnection = z.object({ VpnConnectionId: id, VpnGatewayId: text, CustomerGatewayId: text, State: text });

const virtualInterface = z.object({
  virtualInterfaceId: id,
  virtualGatewayId: text,
  virtualInterfaceState: text,
  virtualInterfaceType: text,
  directConnectGatewayId: text,
});

const peeringSide = z.object({
  VpcId: text,
  OwnerId: text,
  Region: text,
  CidrBlock: optional(cidr4),
  CidrBlockSet: list(z.object({ CidrBlock: cidr4 })),
  Ipv6CidrBlockSet: list(z.object({ Ipv6CidrBlock: cidr6 })),
});

const vpcPeeringConnection = z.object({
  VpcPeeringConnectionId: id,
  AccepterVpcInfo: optional(peeringSide),
  RequesterVpcInfo: optional(peeringSide),
  Status: optional(z.object({ Code: text })),
});

const address = z.object({
  PublicIp: optional(address4),
  PrivateIpAddress: optional(address4),
  NetworkInterfaceId: text,
  AllocationId: text,
});

const prefixList = z.object({
  PrefixListId: id,
  PrefixListName: text,
  Cidrs: z.preprocess(emptyToUndefined, z.array(cidrAny).optional()),
});

const managedPrefixList = z.object({
  PrefixListId: id,
  PrefixListName: text,
  OwnerId: text,
});

const managedPrefixListEntries = z.object({
  PrefixListId: id,
  Entries: list(z.object({ Cidr: cidrAny })),
});

const loadBalancer = z.object({
  LoadBalancerArn: id,
  LoadBalancerName: id,
  DNSName: text,
  Scheme: text,
  Type: text,
  VpcId: text,
  State: optional(z.object({ Code: text })),
  AvailabilityZones: list(z.object({ ZoneName: text, SubnetId: text })),
  SecurityGroups: list(id),
  IpAddressType: text,
});

const action = z.object({
  Type: text,
  TargetGroupArn: text,
  ForwardConfig: optional(
    z.object({ TargetGroups: list(z.object({ TargetGroupArn: id, Weight: optional(z.number()) })) }),
  ),
});

const listener = z.object({
  ListenerArn: id,
  LoadBalancerArn: id,
  Port: optional(portNumber),
  Protocol: text,
  DefaultActions: list(action),
});

const loadBalancerListeners = z.object({ LoadBalancerArn: id, Listeners: list(listener) });

const rule = z.object({ RuleArn: id, Priority: text, IsDefault: flag, Actions: list(action) });

const targetGroup = z.object({
  TargetGroupArn: id,
  TargetGroupName: text,
  Protocol: text,
  Port: optional(portNumber),
  TargetType: text,
  VpcId: text,
});

const loadBalancerTargetHealth = z.object({
  TargetGroupArn: id,
  TargetHealthDescriptions: list(
    z.object({ Target: z.object({ Id: id, Port: optional(portNumber), AvailabilityZone: text }) }),
  ),
});

const attributes = list(z.object({ Key: id, Value: text }));

const classicLoadBalancer = z.object({
  LoadBalancerName: id,
  DNSName: text,
  Scheme: text,
  VPCId: text,
  Subnets: list(id),
  AvailabilityZones: list(id),
  SecurityGroups: list(id),
  Instances: list(z.object({ InstanceId: id })),
  ListenerDescriptions: list(
    z.object({
      Listener: z.object({
        Protocol: text,
        LoadBalancerPort: portNumber,
        InstanceProtocol: text,
        InstancePort: portNumber,
      }),
    }),
  ),
});

const classicLoadBalancerAttributes = z.object({
  LoadBalancerName: id,
  LoadBalancerAttributes: optional(z.object({ CrossZoneLoadBalancing: optional(z.object({ Enabled: flag })) })),
});

const blockPublicAccessOptions = z.object({
  AwsAccountId: text,
  AwsRegion: text,
  InternetGatewayBlockMode: text,
});

const blockPublicAccessExclusion = z.object({
  ExclusionId: id,
  InternetGatewayExclusionMode: text,
  ResourceArn: text,
  State: text,
});

/** One schema for each array that a snapshot may hold, by its top-level key. */
export const schemas = {
  Vpcs: vpc,
  Subnets: subnet,
  RouteTables: routeTable,
  NetworkAcls: networkAcl,
  SecurityGroups: securityGroup,
  NetworkInterfaces: networkInterface,
  Reservations: reservation,
  InternetGateways: internetGateway,
  VpnGateways: vpnGateway,
  VpnConnections: vpnConnection,
  VirtualInterfaces: virtualInterface,
  VpcPeeringConnections: vpcPeeringConnection,
  Addresses: address,
  PrefixLists: prefixList,
  ManagedPrefixLists: managedPrefixList,
  ManagedPrefixListEntries: managedPrefixListEntries,
  LoadBalancers: loadBalancer,
  LoadBalancerListeners: loadBalancerListeners,
  Listeners: listener,
  Rules: rule,
  TargetGroups: targetGroup,
  LoadBalancerTargetHealth: loadBalancerTargetHealth,
  TargetGroupAttributes: z.object({ TargetGroupArn: id, Attributes: attributes }),
  LoadBalancerAttributes: z.object({ LoadBalancerArn: id, Attributes: attributes }),
  LoadBalancerDescriptions: classicLoadBalancer,
  ClassicLoadBalancerAttributes: classicLoadBalancerAttributes,
  VpcBlockPublicAccessOptions: blockPublicAccessOptions,
  VpcBlockPublicAccessExclusions: blockPublicAccessExclusion,
} as const;

/** A top-level key of the snapshot format. `VpcBlockPublicAccessOptions` holds one object, all others an array. */
export type SnapshotKey = keyof typeof schemas;

/** A validated resource of one kind. */
export type ResourceOf<K extends SnapshotKey> = z.output<(typeof schemas)[K]>;

const isKey = (name: string): name is SnapshotKey => Object.hasOwn(schemas, name);

/** The Direct Connect CLI prints its keys in lower camel case. */
const otherSpellings: ReadonlyMap<string, SnapshotKey> = new Map([['virtualInterfaces', 'VirtualInterfaces']]);

/** The key of the format that a top-level name of a file stands for, or undefined for one that is not used. */
export const snapshotKeyOf = (name: string): SnapshotKey | undefined => (isKey(name) ? name : otherSpellings.get(name));

/** Every key of the format, in the order of `schemas`. */
export const snapshotKeys: readonly SnapshotKey[] = Object.keys(schemas).filter(isKey);
