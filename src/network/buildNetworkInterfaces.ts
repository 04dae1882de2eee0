import type { ResourceOf } from '../snapshot/schema.js';
import type { Located, Resources, Snapshot } from '../snapshot/snapshot.js';
import { SnapshotError } from '../snapshot/snapshotError.js';
import { type Address, compareAddresses, parseAddress, sameAddress } from '../values/address.js';
import { lacks } from './lacks.js';
import type { NetworkInterface, PrivateIpv4Address } from './networkInterface.js';
import { placementOf } from './placement.js';
import type { Subnet } from './subnet.js';

type Described = Located<ResourceOf<'NetworkInterfaces'>>;

/** Public addresses from `describe-addresses`, by interface id and private address. */
const elasticAddresses = ({ Addresses = [] }: Resources): ReadonlyMap<string, ReadonlyMap<string, string>> => {
  const byInterface = new Map<string, Map<string, string>>();
  for (const { NetworkInterfaceId, PrivateIpAddress, PublicIp } of Addresses) {
    if (NetworkInterfaceId === undefined || PublicIp === undefined) continue;
    const byPrivate = byInterface.get(NetworkInterfaceId) ?? new Map<string, string>();
    // Without a private address the Elastic IP is that of the primary one.
    byPrivate.set(PrivateIpAddress ?? '', PublicIp);
    byInterface.set(NetworkInterfaceId, byPrivate);
  }
  return byInterface;
};

const addressOf = (text: string | undefined): Address | undefined =>
  text === undefined ? undefined : parseAddress(text);

const ipv4Of = (
  described: Described,
  elastic: ReadonlyMap<string, string> | undefined,
): readonly PrivateIpv4Address[] => {
  const primaryText = described.PrivateIpAddress;
  const listed = described.PrivateIpAddresses.map((entry) => ({
    text: entry.PrivateIpAddress ?? primaryText,
    primary: entry.Primary === true,
    publicIp: entry.Association?.PublicIp,
  }));
  if (primaryText !== undefined && !listed.some(({ text }) => text === primaryText)) {
    listed.push({ text: primaryText, primary: true, publicIp: undefined });
  }
  return listed
    .flatMap(({ text, primary, publicIp }): PrivateIpv4Address[] => {
      const address = addressOf(text);
      if (address === undefined || text === undefined) return [];
      const isPrimary = primary || text === primaryText;
      const publicText =
        publicIp ??
        (isPrimary ? described.Association?.PublicIp : undefined) ??
        elastic?.get(text) ??
        (isPrimary ? elastic?.get('') : undefined);
      return [{ address, primary: isPrimary, publicAddress: addressOf(publicText) }];
    })
    .sort((a, b) => compareAddresses(a.address, b.address))
    .filter(({ address }, index, sorted) => {
      const previous = sorted[index - 1];
      return previous === undefined || !sameAddress(previous.address, address);
    });
};

/**
 * Interfaces sorted by id, without those of terminated instances.
 *
 * @throws SnapshotError for an interface without a subnet, in a subnet that the snapshot should hold but does not, or in
 * another VPC than its subnet
 */
export const buildNetworkInterfaces = (
  snapshot: Snapshot,
  subnets: ReadonlyMap<string, Subnet>,
  terminated: ReadonlySet<string>,
): readonly NetworkInterface[] => {
  const elastic = elasticAddresses(snapshot.resources);
  return (snapshot.resources.NetworkInterfaces ?? [])
    .filter(({ Attachment }) => Attachment?.InstanceId === undefined || !terminated.has(Attachment.InstanceId))
    .map((described): NetworkInterface => {
      const id = described.NetworkInterfaceId;
      const fail = (field: string, problem: string) =>
        new SnapshotError({ file: described.origin.file, resource: `NetworkInterfaces ${id}`, field }, problem);
      const subnetId = described.SubnetId;
      if (subnetId === undefined) throw fail('SubnetId', 'expected the id of a subnet, found none');
      const placement = placementOf(described.origin, described.OwnerId, described.AvailabilityZone);
      const subnet = subnets.get(subnetId);
      if (subnet === undefined && !lacks(snapshot, 'Subnets', placement)) {
        throw fail('SubnetId', `expected a subnet of the snapshot, found \`${subnetId}\``);
      }
      const vpcId = described.VpcId ?? subnet?.vpcId;
      if (vpcId === undefined) throw fail('VpcId', 'expected the id of a VPC, found none');
      if (subnet !== undefined && subnet.vpcId !== vpcId) {
        throw fail('VpcId', `expected \`${subnet.vpcId}\`, the VPC of ${subnetId}, found \`${vpcId}\``);
      }
      return {
        id,
        vpcId,
        subnet,
        subnetId,
        account: placement.account,
        region: placement.region ?? subnet?.region,
        interfaceType: described.InterfaceType,
        description: described.Description,
        requesterId: described.RequesterId,
        securityGroupIds: [...new Set(described.Groups.map(({ GroupId }) => GroupId))].sort(),
        ipv4: ipv4Of(described, elastic.get(id)),
        ipv6: described.Ipv6Addresses.map(({ Ipv6Address }) => parseAddress(Ipv6Address))
          .filter((address) => address !== undefined)
          .sort(compareAddresses),
        instanceId: described.Attachment?.InstanceId,
        deviceIndex: described.Attachment?.DeviceIndex,
        denyAllIgwTraffic: described.DenyAllIgwTraffic === true,
      };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
};
