/**
 * AWS's `describe-*` output as far as random networks use it: top-level keys with arrays, as in a snapshot file. Field
 * names and shapes are those of the EC2 and Elastic Load Balancing API references.
 */

export interface AwsCidrState {
  readonly State: string;
}

export interface AwsVpc {
  readonly VpcId: string;
  readonly OwnerId: string;
  readonly CidrBlock: string;
  readonly CidrBlockAssociationSet: readonly { readonly CidrBlock: string; readonly CidrBlockState: AwsCidrState }[];
  readonly Ipv6CidrBlockAssociationSet: readonly {
    readonly Ipv6CidrBlock: string;
    readonly Ipv6CidrBlockState: AwsCidrState;
  }[];
}

export interface AwsSubnet {
  readonly SubnetId: string;
  readonly VpcId: string;
  readonly OwnerId: string;
  readonly AvailabilityZone: string;
  readonly CidrBlock: string;
  readonly Ipv6CidrBlockAssociationSet: AwsVpc['Ipv6CidrBlockAssociationSet'];
}

export interface AwsRoute {
  readonly DestinationCidrBlock?: string;
  readonly DestinationIpv6CidrBlock?: string;
  readonly DestinationPrefixListId?: string;
  readonly GatewayId?: string;
  readonly NatGatewayId?: string;
  readonly NetworkInterfaceId?: string;
  readonly EgressOnlyInternetGatewayId?: string;
  readonly VpcPeeringConnectionId?: string;
  readonly State: string;
  readonly Origin: string;
}

export interface AwsRouteTable {
  readonly RouteTableId: string;
  readonly VpcId: string;
  readonly Associations: readonly {
    readonly Main: boolean;
    readonly SubnetId?: string;
    readonly GatewayId?: string;
    readonly AssociationState: AwsCidrState;
  }[];
  readonly Routes: readonly AwsRoute[];
}

export interface AwsNetworkAclEntry {
  readonly RuleNumber: number;
  readonly Egress: boolean;
  readonly Protocol: string;
  readonly RuleAction: 'allow' | 'deny';
  readonly CidrBlock?: string;
  readonly Ipv6CidrBlock?: string;
  readonly PortRange?: { readonly From: number; readonly To: number };
}

export interface AwsNetworkAcl {
  readonly NetworkAclId: string;
  readonly VpcId: string;
  readonly Associations: readonly { readonly SubnetId: string }[];
  readonly Entries: readonly AwsNetworkAclEntry[];
}

export interface AwsIpPermission {
  readonly IpProtocol: string;
  readonly FromPort?: number;
  readonly ToPort?: number;
  readonly IpRanges: readonly { readonly CidrIp: string }[];
  readonly Ipv6Ranges: readonly { readonly CidrIpv6: string }[];
  readonly PrefixListIds: readonly { readonly PrefixListId: string }[];
  readonly UserIdGroupPairs: readonly { readonly GroupId: string; readonly UserId: string }[];
}

export interface AwsSecurityGroup {
  readonly GroupId: string;
  readonly GroupName: string;
  readonly VpcId: string;
  readonly OwnerId: string;
  readonly IpPermissions: readonly AwsIpPermission[];
  readonly IpPermissionsEgress: readonly AwsIpPermission[];
}

export interface AwsAssociation {
  readonly PublicIp: string;
}

export interface AwsNetworkInterface {
  readonly NetworkInterfaceId: string;
  readonly VpcId: string;
  readonly SubnetId: string;
  readonly OwnerId: string;
  readonly AvailabilityZone: string;
  readonly Description: string;
  readonly InterfaceType: string;
  readonly Attachment?: { readonly InstanceId?: string; readonly DeviceIndex: number; readonly Status: string };
  readonly Groups: readonly { readonly GroupId: string }[];
  readonly PrivateIpAddress: string;
  readonly PrivateIpAddresses: readonly {
    readonly PrivateIpAddress: string;
    readonly Primary: boolean;
    readonly Association?: AwsAssociation;
  }[];
  readonly Association?: AwsAssociation;
  readonly Ipv6Addresses: readonly { readonly Ipv6Address: string }[];
  readonly DenyAllIgwTraffic?: boolean;
}

export interface AwsReservation {
  readonly ReservationId: string;
  readonly OwnerId: string;
  readonly Instances: readonly {
    readonly InstanceId: string;
    readonly State: { readonly Name: string };
    readonly VpcId: string;
    readonly NetworkInterfaces: readonly { readonly NetworkInterfaceId: string }[];
  }[];
}

export interface AwsAttachment {
  readonly VpcId: string;
  readonly State: string;
}

export interface AwsPeeringSide {
  readonly VpcId: string;
  readonly OwnerId: string;
  readonly Region: string;
  readonly CidrBlock: string;
  readonly CidrBlockSet: readonly { readonly CidrBlock: string }[];
  readonly Ipv6CidrBlockSet: readonly { readonly Ipv6CidrBlock: string }[];
}

export interface AwsVpcPeeringConnection {
  readonly VpcPeeringConnectionId: string;
  readonly RequesterVpcInfo: AwsPeeringSide;
  readonly AccepterVpcInfo: AwsPeeringSide;
  readonly Status: { readonly Code: string };
}

export interface AwsAction {
  readonly Type: string;
  readonly TargetGroupArn?: string;
  readonly ForwardConfig?: {
    readonly TargetGroups: readonly { readonly TargetGroupArn: string; readonly Weight?: number }[];
  };
}

export interface AwsLoadBalancer {
  readonly LoadBalancerArn: string;
  readonly LoadBalancerName: string;
  readonly DNSName: string;
  readonly Scheme: string;
  readonly Type: 'application' | 'network';
  readonly VpcId: string;
  readonly State: { readonly Code: string };
  readonly AvailabilityZones: readonly { readonly ZoneName: string; readonly SubnetId: string }[];
  readonly SecurityGroups: readonly string[];
  readonly IpAddressType: string;
}

export interface AwsListener {
  readonly ListenerArn: string;
  readonly LoadBalancerArn: string;
  readonly Port: number;
  readonly Protocol: string;
  readonly DefaultActions: readonly AwsAction[];
}

export interface AwsTargetGroup {
  readonly TargetGroupArn: string;
  readonly TargetGroupName: string;
  readonly Protocol: string;
  readonly Port: number;
  readonly TargetType: string;
  readonly VpcId: string;
}

export interface AwsAttribute {
  readonly Key: string;
  readonly Value: string;
}

export interface AwsClassicLoadBalancer {
  readonly LoadBalancerName: string;
  readonly DNSName: string;
  readonly Scheme: string;
  readonly VPCId: string;
  readonly Subnets: readonly string[];
  readonly AvailabilityZones: readonly string[];
  readonly SecurityGroups: readonly string[];
  readonly Instances: readonly { readonly InstanceId: string }[];
  readonly ListenerDescriptions: readonly {
    readonly Listener: {
      readonly Protocol: string;
      readonly LoadBalancerPort: number;
      readonly InstanceProtocol: string;
      readonly InstancePort: number;
    };
  }[];
}

/** A whole configuration, as one snapshot file would hold it. */
export interface AwsNetwork {
  readonly Vpcs: readonly AwsVpc[];
  readonly Subnets: readonly AwsSubnet[];
  readonly RouteTables: readonly AwsRouteTable[];
  readonly NetworkAcls: readonly AwsNetworkAcl[];
  readonly SecurityGroups: readonly AwsSecurityGroup[];
  readonly NetworkInterfaces: readonly AwsNetworkInterface[];
  readonly Reservations: readonly AwsReservation[];
  readonly InternetGateways: readonly {
    readonly InternetGatewayId: string;
    readonly Attachments: readonly AwsAttachment[];
  }[];
  readonly VpnGateways: readonly {
    readonly VpnGatewayId: string;
    readonly State: string;
    readonly VpcAttachments: readonly AwsAttachment[];
  }[];
  readonly VpcPeeringConnections: readonly AwsVpcPeeringConnection[];
  readonly Addresses: readonly {
    readonly PublicIp: string;
    readonly AllocationId: string;
    readonly NetworkInterfaceId?: string;
    readonly PrivateIpAddress?: string;
  }[];
  readonly PrefixLists: readonly {
    readonly PrefixListId: string;
    readonly PrefixListName: string;
    readonly Cidrs: readonly string[];
  }[];
  readonly ManagedPrefixLists: readonly { readonly PrefixListId: string; readonly PrefixListName: string }[];
  readonly ManagedPrefixListEntries: readonly {
    readonly PrefixListId: string;
    readonly Entries: readonly { readonly Cidr: string }[];
  }[];
  readonly LoadBalancers: readonly AwsLoadBalancer[];
  readonly Listeners: readonly AwsListener[];
  readonly Rules: readonly {
    readonly RuleArn: string;
    readonly Priority: string;
    readonly IsDefault: boolean;
    readonly Actions: readonly AwsAction[];
  }[];
  readonly TargetGroups: readonly AwsTargetGroup[];
  readonly LoadBalancerTargetHealth: readonly {
    readonly TargetGroupArn: string;
    readonly TargetHealthDescriptions: readonly {
      readonly Target: { readonly Id: string; readonly Port?: number; readonly AvailabilityZone?: string };
    }[];
  }[];
  readonly TargetGroupAttributes: readonly {
    readonly TargetGroupArn: string;
    readonly Attributes: readonly AwsAttribute[];
  }[];
  readonly LoadBalancerAttributes: readonly {
    readonly LoadBalancerArn: string;
    readonly Attributes: readonly AwsAttribute[];
  }[];
  readonly LoadBalancerDescriptions: readonly AwsClassicLoadBalancer[];
  readonly ClassicLoadBalancerAttributes: readonly {
    readonly LoadBalancerName: string;
    readonly LoadBalancerAttributes: { readonly CrossZoneLoadBalancing: { readonly Enabled: boolean } };
  }[];
  readonly VpcBlockPublicAccessOptions?: {
    readonly AwsAccountId: string;
    readonly AwsRegion: string;
    readonly InternetGatewayBlockMode: string;
  };
  readonly VpcBlockPublicAccessExclusions: readonly {
    readonly ExclusionId: string;
    readonly InternetGatewayExclusionMode: string;
    readonly ResourceArn: string;
    readonly State: string;
  }[];
}
