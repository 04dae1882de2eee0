/** Looking things up in the configuration, one linear search after the other. */
import type { AwsNetwork, AwsNetworkInterface, AwsSubnet, AwsVpc } from '../awsNetwork.js';

/** Every block of a VPC: the first and all associated ones. */
export const blocksOfVpc = (aws: AwsNetwork, vpcId: string): readonly string[] =>
  aws.Vpcs.filter(({ VpcId }) => VpcId === vpcId).flatMap((vpc: AwsVpc) => [
    vpc.CidrBlock,
    ...vpc.CidrBlockAssociationSet.flatMap(({ CidrBlock, CidrBlockState }) =>
      CidrBlockState.State === 'associated' ? [CidrBlock] : [],
    ),
    ...vpc.Ipv6CidrBlockAssociationSet.flatMap(({ Ipv6CidrBlock, Ipv6CidrBlockState }) =>
      Ipv6CidrBlockState.State === 'associated' ? [Ipv6CidrBlock] : [],
    ),
  ]);

export const blocksOfSubnet = ({ CidrBlock, Ipv6CidrBlockAssociationSet }: AwsSubnet): readonly string[] => [
  CidrBlock,
  ...Ipv6CidrBlockAssociationSet.flatMap(({ Ipv6CidrBlock, Ipv6CidrBlockState }) =>
    Ipv6CidrBlockState.State === 'associated' ? [Ipv6CidrBlock] : [],
  ),
];

export const subnetOf = (aws: AwsNetwork, subnetId: string): AwsSubnet => {
  const found = aws.Subnets.find(({ SubnetId }) => SubnetId === subnetId);
  if (found === undefined) throw new Error(`no subnet ${subnetId}`);
  return found;
};

/** Section 7: interfaces of terminated instances are left out. */
export const liveInterfaces = (aws: AwsNetwork): readonly AwsNetworkInterface[] => {
  const terminated = aws.Reservations.flatMap(({ Instances }) => Instances)
    .filter(({ State }) => State.Name === 'terminated')
    .map(({ InstanceId }) => InstanceId);
  return aws.NetworkInterfaces.filter(
    ({ Attachment }) => Attachment?.InstanceId === undefined || !terminated.includes(Attachment.InstanceId),
  );
};

export const privateAddresses = ({ PrivateIpAddress, PrivateIpAddresses }: AwsNetworkInterface): readonly string[] => [
  ...new Set([PrivateIpAddress, ...PrivateIpAddresses.map((address) => address.PrivateIpAddress)]),
];

export const ipv6Addresses = ({ Ipv6Addresses }: AwsNetworkInterface): readonly string[] =>
  Ipv6Addresses.map(({ Ipv6Address }) => Ipv6Address);

/** Section 3: whether a private IPv4 address has a public one, by whatever part of the configuration says so. */
export const hasPublicAddress = (aws: AwsNetwork, networkInterface: AwsNetworkInterface, address: string): boolean => {
  const { NetworkInterfaceId, PrivateIpAddress, PrivateIpAddresses, Association } = networkInterface;
  return (
    PrivateIpAddresses.some((one) => one.PrivateIpAddress === address && one.Association !== undefined) ||
    (Association !== undefined && PrivateIpAddress === address) ||
    aws.Addresses.some(
      (elastic) => elastic.NetworkInterfaceId === NetworkInterfaceId && elastic.PrivateIpAddress === address,
    )
  );
};

/** Blocks of a prefix list; undefined: not in the snapshot. */
export const prefixList = (aws: AwsNetwork, id: string): readonly string[] | undefined =>
  aws.PrefixLists.find(({ PrefixListId }) => PrefixListId === id)?.Cidrs ??
  aws.ManagedPrefixListEntries.find(({ PrefixListId }) => PrefixListId === id)?.Entries.map(({ Cidr }) => Cidr);
