import {
  AcceptVpcPeeringConnectionCommand,
  AllocateAddressCommand,
  AssociateAddressCommand,
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  AttachVpnGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateCustomerGatewayCommand,
  CreateInternetGatewayCommand,
  CreateManagedPrefixListCommand,
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcPeeringConnectionCommand,
  CreateVpnConnectionCommand,
  CreateVpnGatewayCommand,
  DescribeNetworkAclsCommand,
  EC2Client,
  type IpPermission,
  ReplaceNetworkAclAssociationCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateLoadBalancerCommand as CreateClassicLoadBalancerCommand,
  ElasticLoadBalancingClient,
  RegisterInstancesWithLoadBalancerCommand,
} from '@aws-sdk/client-elastic-load-balancing';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';

/** A field that AWS always fills in such an answer. */
export const given = <T>(value: T | undefined | null): T => {
  if (value === undefined || value === null) throw new Error('the server left out a field');
  return value;
};

/** Clients that build networks; each call is made at once and once. */
export const builders = (endpoint: string, region: string) => {
  const credentials = { accessKeyId: 'AKIABUILDER', secretAccessKey: 'builder' };
  const config = { endpoint, region, credentials, maxAttempts: 1 };
  return {
    ec2: new EC2Client(config),
    elb: new ElasticLoadBalancingClient(config),
    elbv2: new ElasticLoadBalancingV2Client(config),
  };
};

export type Builders = ReturnType<typeof builders>;

/** An image that moto knows from the start. */
const imageId = 'ami-12c6146b';

const createVpc = async ({ ec2 }: Builders, CidrBlock: string) =>
  given((await ec2.send(new CreateVpcCommand({ CidrBlock }))).Vpc?.VpcId);

const createSubnet = async ({ ec2 }: Builders, VpcId: string, CidrBlock: string, AvailabilityZone: string) =>
  given((await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone }))).Subnet?.SubnetId);

const createGroup = async ({ ec2 }: Builders, VpcId: string, name: string, IpPermissions: IpPermission[]) => {
  const command = new CreateSecurityGroupCommand({ VpcId, GroupName: name, Description: name });
  const GroupId = given((await ec2.send(command)).GroupId);
  if (IpPermissions.length > 0) await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  return GroupId;
};

export const runInstances = async (
  { ec2 }: Builders,
  count: number,
  SubnetId: string,
  SecurityGroupIds: string[],
): Promise<readonly { readonly instanceId: string; readonly networkInterfaceId: string }[]> => {
  const { Instances = [] } = await ec2.send(
    new RunInstancesCommand({
      ImageId: imageId,
      MinCount: count,
      MaxCount: count,
      InstanceType: 't3.micro',
      NetworkInterfaces: [{ DeviceIndex: 0, SubnetId, Groups: SecurityGroupIds, AssociatePublicIpAddress: false }],
    }),
  );
  return Instances.map(({ InstanceId, NetworkInterfaces }) => ({
    instanceId: given(InstanceId),
    networkInterfaceId: given(NetworkInterfaces?.[0]?.NetworkInterfaceId),
  }));
};

const tcp = (port: number, CidrIp: string): IpPermission => ({
  IpProtocol: 'tcp',
  FromPort: port,
  ToPort: port,
  IpRanges: [{ CidrIp }],
});

/** Ids of everything in the network of `buildNetwork`. */
export type BuiltNetwork = Awaited<ReturnType<typeof buildNetwork>>;

/**
 * A network with each of the ways in:
 * - `web` in a public subnet, with an Elastic IP; its groups admit 22 and 8080 from anywhere, the network ACL drops 22;
 * - `data` in a private subnet; its groups admit 5432 from the peered VPC, 6379 from a prefix list behind the VPN
 *   gateway, and 80 from the load balancers;
 * - an Application, a Network and a Classic Load Balancer before `data`;
 * - a peered VPC, and a VPN gateway with one VPN connection.
 */
export const buildNetwork = async (aws: Builders) => {
  const { ec2, elb, elbv2 } = aws;
  const vpcId = await createVpc(aws, '10.0.0.0/16');
  const peerVpcId = await createVpc(aws, '10.1.0.0/16');
  const publicSubnetId = await createSubnet(aws, vpcId, '10.0.1.0/24', 'us-east-1a');
  const secondPublicSubnetId = await createSubnet(aws, vpcId, '10.0.3.0/24', 'us-east-1b');
  const privateSubnetId = await createSubnet(aws, vpcId, '10.0.2.0/24', 'us-east-1a');
  const peerSubnetId = await createSubnet(aws, peerVpcId, '10.1.1.0/24', 'us-east-1a');

  const gateway = await ec2.send(new CreateInternetGatewayCommand({}));
  const internetGatewayId = given(gateway.InternetGateway?.InternetGatewayId);
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: internetGatewayId, VpcId: vpcId }));
  const vpnGatewayId = given(
    (await ec2.send(new CreateVpnGatewayCommand({ Type: 'ipsec.1' }))).VpnGateway?.VpnGatewayId,
  );
  await ec2.send(new AttachVpnGatewayCommand({ VpnGatewayId: vpnGatewayId, VpcId: vpcId }));
  const customer = await ec2.send(
    new CreateCustomerGatewayCommand({ Type: 'ipsec.1', BgpAsn: 65000, PublicIp: '198.51.100.1' }),
  );
  const vpn = await ec2.send(
    new CreateVpnConnectionCommand({
      Type: 'ipsec.1',
      CustomerGatewayId: given(customer.CustomerGateway?.CustomerGatewayId),
      VpnGatewayId: vpnGatewayId,
      Options: { TunnelOptions: [{ PreSharedKey: 'tunnel-secret-1' }, { PreSharedKey: 'tunnel-secret-2' }] },
    }),
  );
  const peering = await ec2.send(new CreateVpcPeeringConnectionCommand({ VpcId: vpcId, PeerVpcId: peerVpcId }));
  const peeringId = given(peering.VpcPeeringConnection?.VpcPeeringConnectionId);
  await ec2.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId: peeringId }));

  const routesOf = async (VpcId: string, subnetIds: string[], routes: Partial<Record<string, string>>[]) => {
    const RouteTableId = given((await ec2.send(new CreateRouteTableCommand({ VpcId }))).RouteTable?.RouteTableId);
    for (const SubnetId of subnetIds) await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
    for (const route of routes) await ec2.send(new CreateRouteCommand({ RouteTableId, ...route }));
    return RouteTableId;
  };
  const throughPeering = { DestinationCidrBlock: '10.1.0.0/16', VpcPeeringConnectionId: peeringId };
  const publicRouteTableId = await routesOf(
    vpcId,
    [publicSubnetId, secondPublicSubnetId],
    [{ DestinationCidrBlock: '0.0.0.0/0', GatewayId: internetGatewayId }, throughPeering],
  );
  await routesOf(
    vpcId,
    [privateSubnetId],
    [{ DestinationCidrBlock: '192.168.0.0/16', GatewayId: vpnGatewayId }, throughPeering],
  );
  await routesOf(
    peerVpcId,
    [peerSubnetId],
    [{ DestinationCidrBlock: '10.0.0.0/16', VpcPeeringConnectionId: peeringId }],
  );

  const acl = await ec2.send(new CreateNetworkAclCommand({ VpcId: vpcId }));
  const networkAclId = given(acl.NetworkAcl?.NetworkAclId);
  const entry = (RuleNumber: number, Egress: boolean, RuleAction: 'allow' | 'deny', port?: number) =>
    ec2.send(
      new CreateNetworkAclEntryCommand({
        NetworkAclId: networkAclId,
        RuleNumber,
        Egress,
        RuleAction,
        CidrBlock: '0.0.0.0/0',
        ...(port === undefined ? { Protocol: '-1' } : { Protocol: '6', PortRange: { From: port, To: port } }),
      }),
    );
  await entry(90, false, 'deny', 22);
  await entry(100, false, 'allow');
  await entry(100, true, 'allow');
  const { NetworkAcls = [] } = await ec2.send(new DescribeNetworkAclsCommand({}));
  for (const { SubnetId, NetworkAclAssociationId } of NetworkAcls.flatMap(({ Associations = [] }) => Associations)) {
    if (SubnetId !== publicSubnetId) continue;
    await ec2.send(
      new ReplaceNetworkAclAssociationCommand({ AssociationId: NetworkAclAssociationId, NetworkAclId: networkAclId }),
    );
  }

  const list = await ec2.send(
    new CreateManagedPrefixListCommand({
      PrefixListName: 'offices',
      AddressFamily: 'IPv4',
      MaxEntries: 10,
      Entries: [{ Cidr: '192.168.10.0/24' }, { Cidr: '192.168.20.0/24' }],
    }),
  );
  const prefixListId = given(list.PrefixList?.PrefixListId);
  const webGroupId = await createGroup(aws, vpcId, 'web', [tcp(22, '0.0.0.0/0'), tcp(8080, '0.0.0.0/0')]);
  const balancerGroupId = await createGroup(aws, vpcId, 'balancers', [tcp(443, '0.0.0.0/0')]);
  const dataGroupId = await createGroup(aws, vpcId, 'data', [
    tcp(5432, '10.1.0.0/16'),
    { IpProtocol: 'tcp', FromPort: 6379, ToPort: 6379, PrefixListIds: [{ PrefixListId: prefixListId }] },
    { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: balancerGroupId }] },
  ]);
  const [web] = await runInstances(aws, 1, publicSubnetId, [webGroupId]);
  const [data] = await runInstances(aws, 1, privateSubnetId, [dataGroupId]);
  const address = await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }));
  await ec2.send(
    new AssociateAddressCommand({
      AllocationId: given(address.AllocationId),
      NetworkInterfaceId: given(web).networkInterfaceId,
    }),
  );

  const targetGroup = async (Name: string, Protocol: 'HTTP' | 'TCP') => {
    const { TargetGroups } = await elbv2.send(new CreateTargetGroupCommand({ Name, Protocol, Port: 80, VpcId: vpcId }));
    const TargetGroupArn = given(TargetGroups?.[0]?.TargetGroupArn);
    await elbv2.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: given(data).instanceId }] }));
    return TargetGroupArn;
  };
  const forwardTo = (TargetGroupArn: string) => [{ Type: 'forward' as const, TargetGroupArn }];
  const [ruledArn, defaultArn, networkArn] = [
    await targetGroup('ruled', 'HTTP'),
    await targetGroup('default', 'HTTP'),
    await targetGroup('network', 'TCP'),
  ];
  const application = await elbv2.send(
    new CreateLoadBalancerCommand({
      Name: 'application',
      Type: 'application',
      Scheme: 'internet-facing',
      Subnets: [publicSubnetId, secondPublicSubnetId],
      SecurityGroups: [balancerGroupId],
    }),
  );
  const applicationArn = given(application.LoadBalancers?.[0]?.LoadBalancerArn);
  const listener = await elbv2.send(
    new CreateListenerCommand({
      LoadBalancerArn: applicationArn,
      Protocol: 'HTTP',
      Port: 443,
      DefaultActions: forwardTo(defaultArn),
    }),
  );
  await elbv2.send(
    new CreateRuleCommand({
      ListenerArn: given(listener.Listeners?.[0]?.ListenerArn),
      Priority: 10,
      Conditions: [{ Field: 'path-pattern', Values: ['/api/*'] }],
      Actions: forwardTo(ruledArn),
    }),
  );
  const network = await elbv2.send(
    new CreateLoadBalancerCommand({ Name: 'network', Type: 'network', Scheme: 'internal', Subnets: [privateSubnetId] }),
  );
  await elbv2.send(
    new CreateListenerCommand({
      LoadBalancerArn: given(network.LoadBalancers?.[0]?.LoadBalancerArn),
      Protocol: 'TCP',
      Port: 80,
      DefaultActions: forwardTo(networkArn),
    }),
  );
  await elb.send(
    new CreateClassicLoadBalancerCommand({
      LoadBalancerName: 'classic',
      Listeners: [{ Protocol: 'TCP', LoadBalancerPort: 443, InstanceProtocol: 'TCP', InstancePort: 80 }],
      Subnets: [publicSubnetId],
      SecurityGroups: [balancerGroupId],
      Scheme: 'internet-facing',
    }),
  );
  await elb.send(
    new RegisterInstancesWithLoadBalancerCommand({
      LoadBalancerName: 'classic',
      Instances: [{ InstanceId: given(data).instanceId }],
    }),
  );
  return {
    vpcId,
    peerVpcId,
    publicSubnetId,
    privateSubnetId,
    internetGatewayId,
    vpnGatewayId,
    vpnConnectionId: given(vpn.VpnConnection?.VpnConnectionId),
    peeringId,
    publicRouteTableId,
    networkAclId,
    prefixListId,
    webGroupId,
    dataGroupId,
    web: given(web),
    data: given(data),
    publicIp: given(address.PublicIp),
    applicationArn,
  };
};
