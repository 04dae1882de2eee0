/**
 * Network interfaces with several private IPv4 addresses (some of them public by an association on the address, on the
 * interface or in `Addresses`), IPv6 addresses and groups. Shrinks to one private address.
 */
import fc from 'fast-check';
import type { AwsNetwork, AwsNetworkInterface, AwsSubnet } from '../../awsNetwork.js';
import { rarely } from './pools.js';

export interface InterfacePlan {
  readonly id: string;
  readonly subnets: readonly AwsSubnet[];
  readonly groupIds: readonly string[];
  /** Last part of its addresses, in every subnet. */
  readonly host: number;
  readonly fields: Pick<AwsNetworkInterface, 'Description' | 'InterfaceType'> &
    Partial<Pick<AwsNetworkInterface, 'Attachment'>>;
  /** Exactly these groups, in place of some of `groupIds` and, rarely, one that no snapshot holds. */
  readonly groups?: readonly string[];
  /** Of a load balancer's node, which has one private address: whether that has a public one. */
  readonly public?: boolean;
}

export interface DrawnInterface {
  readonly networkInterface: AwsNetworkInterface;
  readonly addresses: AwsNetwork['Addresses'];
}

const publicAddress = fc.constantFrom<('address' | 'interface' | 'elastic' | undefined)[]>(
  'address',
  'elastic',
  'interface',
  undefined,
);

const hostOf = (subnet: AwsSubnet, host: number): string => subnet.CidrBlock.replace(/\d+\/\d+$/, `${host}`);
const host6Of = (block: string, host: number): string => block.replace(/\/\d+$/, host.toString(16));

/** An interface in one of the subnets, with its entries of `Addresses`. */
export const networkInterface = (plan: InterfacePlan): fc.Arbitrary<DrawnInterface> =>
  fc
    .record({
      subnet: fc.constantFrom(...plan.subnets),
      addresses: fc.array(publicAddress, { minLength: 1, maxLength: 2 }),
      ipv6: rarely(2),
      groups: fc.subarray([...plan.groupIds], { minLength: Math.min(1, plan.groupIds.length) }),
      gone: rarely(15),
      deny: rarely(25),
      short: rarely(8),
    })
    .map(({ subnet, addresses: kinds, ipv6, groups, gone, deny, short }) => {
      const addressKinds = plan.public === undefined ? kinds : [plan.public ? ('address' as const) : undefined];
      const list = addressKinds.map((kind, index) => ({
        kind: kind === 'interface' && index > 0 ? 'address' : kind,
        private: hostOf(subnet, plan.host + index),
        public: hostOf(subnet, plan.host + index).replace(/^10\./, '54.2'),
        Primary: index === 0,
      }));
      const [primary] = list;
      if (primary === undefined) throw new Error('an interface without address');
      const blocks6 = subnet.Ipv6CidrBlockAssociationSet.map(({ Ipv6CidrBlock }) => Ipv6CidrBlock);
      // Some exporters leave the list out where there is only the primary address.
      const onlyPrimary = short && list.length === 1 && primary.kind !== 'address';
      const networkInterface: AwsNetworkInterface = {
        NetworkInterfaceId: plan.id,
        VpcId: subnet.VpcId,
        SubnetId: subnet.SubnetId,
        OwnerId: subnet.OwnerId,
        AvailabilityZone: subnet.AvailabilityZone,
        ...plan.fields,
        Groups: (plan.groups ?? [...groups, ...(gone ? ['sg-gone'] : [])]).map((GroupId) => ({ GroupId })),
        PrivateIpAddress: primary.private,
        PrivateIpAddresses: onlyPrimary
          ? []
          : list.map(({ kind, private: PrivateIpAddress, public: PublicIp, Primary }) => ({
              PrivateIpAddress,
              Primary,
              ...(kind === 'address' ? { Association: { PublicIp } } : {}),
            })),
        ...(primary.kind === 'interface' ? { Association: { PublicIp: primary.public } } : {}),
        Ipv6Addresses: ipv6 ? blocks6.map((block) => ({ Ipv6Address: host6Of(block, plan.host) })) : [],
        ...(deny ? { DenyAllIgwTraffic: true } : {}),
      };
      const addresses = list.flatMap(({ kind, private: PrivateIpAddress, public: PublicIp }) =>
        kind === 'elastic'
          ? [{ PublicIp, AllocationId: `eipalloc-${PublicIp}`, NetworkInterfaceId: plan.id, PrivateIpAddress }]
          : [],
      );
      return { networkInterface, addresses };
    });
