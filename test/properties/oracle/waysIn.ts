/**
 * semantics.md sections 3-5: from outside the VPC to a place in one of its subnets, an interface's address or that of a
 * load balancer's node.
 */
import type { AwsNetwork, AwsRoute, AwsRouteTable } from '../awsNetwork.js';
import { type At, at, inside, insideAny, lengthOf } from './addresses.js';
import { all, any, type Verdict, verdict } from './logic.js';
import { networkAclAdmits, type Protocol } from './networkAcl.js';
import { blocksOfSubnet, blocksOfVpc, ipv6Addresses, liveInterfaces, privateAddresses, subnetOf } from './resources.js';
import { edgeTableForwards, routeTableSends } from './routeTable.js';

export interface ClientPacket {
  readonly protocol: Protocol;
  readonly source: At;
  readonly sourcePort: number;
  readonly destinationPort: number;
}

/** Where the client's packet arrives. */
export interface Place {
  readonly subnetId: string;
  readonly address: At;
  /** Section 3: the internet gateway knows the address (an IPv4 address has a public one). */
  readonly isPublic: boolean;
  readonly denyAllIgwTraffic: boolean;
}

export interface WayIn {
  readonly delivered: Verdict;
  readonly reply: Verdict;
  /** Section 2: whether the client is what a rule's group reference means. */
  readonly isMember: (groupId: string) => Verdict;
}

const never = (): Verdict => 'refused';
const closed: WayIn = { delivered: 'refused', reply: 'refused', isMember: never };

const noInternetSource = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.168.0.0/16', '224.0.0.0/4', '240.0.0.0/4'],
];
const noUnicastSource = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4'];

const isBlocked = (aws: AwsNetwork, vpcId: string, subnetId: string): boolean => {
  const owner = aws.Vpcs.find(({ VpcId }) => VpcId === vpcId)?.OwnerId;
  const options = aws.VpcBlockPublicAccessOptions;
  // The options are those of one account.
  const mode = options?.AwsAccountId === owner ? options?.InternetGatewayBlockMode : undefined;
  if (mode !== 'block-bidirectional' && mode !== 'block-ingress') return false;
  return !aws.VpcBlockPublicAccessExclusions.some(
    ({ InternetGatewayExclusionMode, ResourceArn, State }) =>
      InternetGatewayExclusionMode === 'allow-bidirectional' &&
      State !== 'delete-complete' &&
      (ResourceArn.endsWith(`vpc/${vpcId}`) || ResourceArn.endsWith(`subnet/${subnetId}`)),
  );
};

/**
 * Whether a gateway works. Section 7: one that an active route of the VPC leads to, and that is among neither the internet
 * gateways nor the virtual private gateways of the snapshot, may be of either kind.
 */
const gatewayWorks = (aws: AwsNetwork, vpcId: string, gatewayId: string, isAttached: boolean): Verdict => {
  const isKnown =
    aws.InternetGateways.some(({ InternetGatewayId }) => InternetGatewayId === gatewayId) ||
    aws.VpnGateways.some(({ VpnGatewayId }) => VpnGatewayId === gatewayId);
  if (isKnown) return verdict(isAttached);
  const tables = aws.RouteTables.filter(({ VpcId }) => VpcId === vpcId);
  return tables.some((table) => leadsSomewhere(table, gatewayId)) ? 'undecided' : 'refused';
};

/** A route of the table leads to the gateway. Propagated routes inside a local one never win, and tell nothing. */
const leadsSomewhere = ({ Routes }: AwsRouteTable, gatewayId: string): boolean => {
  const locals = Routes.filter(({ GatewayId }) => GatewayId === 'local').flatMap(blocksOfRoute);
  return Routes.some(
    (route) =>
      route.GatewayId === gatewayId &&
      route.State === 'active' &&
      !(
        route.Origin === 'EnableVgwRoutePropagation' &&
        blocksOfRoute(route).every((block) => locals.some((local) => covers(local, block)))
      ),
  );
};

const blocksOfRoute = ({ DestinationCidrBlock, DestinationIpv6CidrBlock }: AwsRoute): readonly string[] =>
  [DestinationCidrBlock, DestinationIpv6CidrBlock].filter((block) => block !== undefined);

const covers = (outer: string, inner: string): boolean => {
  const [address = '', length] = inner.split('/');
  return lengthOf(outer) <= Number(length) && inside(outer, at(address));
};

const internet = (aws: AwsNetwork, gatewayId: string, place: Place, packet: ClientPacket): WayIn => {
  const { subnetId, isPublic, denyAllIgwTraffic } = place;
  const { VpcId: vpcId } = subnetOf(aws, subnetId);
  const { source } = packet;
  const isAttached = aws.InternetGateways.some(
    ({ InternetGatewayId, Attachments }) =>
      InternetGatewayId === gatewayId &&
      Attachments.some(({ VpcId, State }) => VpcId === vpcId && State === 'available'),
  );
  const isSource =
    (source.family === 'ipv4' ? !insideAny(noInternetSource, source) : insideAny(['2000::/3'], source)) &&
    !insideAny(blocksOfVpc(aws, vpcId), source);
  if (!isPublic || denyAllIgwTraffic || !isSource || isBlocked(aws, vpcId, subnetId)) return closed;
  return {
    delivered: all(
      gatewayWorks(aws, vpcId, gatewayId, isAttached),
      edgeTableForwards(aws, gatewayId, place.address),
      networkAclAdmits(aws, subnetId, false, inbound(packet)),
    ),
    reply: replyTo(aws, gatewayId, place, packet),
    isMember: never,
  };
};

const inbound = ({ protocol, source, destinationPort }: ClientPacket) => ({
  protocol,
  remote: source,
  port: destinationPort,
});

/** The reply leaves the subnet by the gateway, past the ACL. */
const replyTo = (aws: AwsNetwork, gatewayId: string, { subnetId, address }: Place, packet: ClientPacket): Verdict =>
  all(
    routeTableSends(aws, subnetId, packet.source, gatewayId, address),
    networkAclAdmits(aws, subnetId, true, {
      protocol: packet.protocol,
      remote: packet.source,
      port: packet.sourcePort,
    }),
  );

const virtualPrivateGateway = (aws: AwsNetwork, gatewayId: string, place: Place, packet: ClientPacket): WayIn => {
  const { VpcId: vpcId } = subnetOf(aws, place.subnetId);
  const { source } = packet;
  const isAttached = aws.VpnGateways.some(
    ({ VpnGatewayId, VpcAttachments }) =>
      VpnGatewayId === gatewayId && VpcAttachments.some(({ VpcId, State }) => VpcId === vpcId && State === 'attached'),
  );
  const isSource =
    (source.family === 'ipv4' ? !insideAny(noUnicastSource, source) : insideAny(['2000::/3', 'fc00::/7'], source)) &&
    !insideAny(blocksOfVpc(aws, vpcId), source);
  if (!isSource) return closed;
  return {
    delivered: all(
      gatewayWorks(aws, vpcId, gatewayId, isAttached),
      edgeTableForwards(aws, gatewayId, place.address),
      networkAclAdmits(aws, place.subnetId, false, inbound(packet)),
    ),
    reply: replyTo(aws, gatewayId, place, packet),
    isMember: never,
  };
};

/** Section 7: an active route leads to a connection that the snapshot lacks: nothing is known of it, nor of its peer. */
const unknownPeering = (
  aws: AwsNetwork,
  connectionId: string,
  vpcId: string,
  place: Place,
  packet: ClientPacket,
): WayIn => {
  const routes = aws.RouteTables.filter(({ VpcId }) => VpcId === vpcId).flatMap(({ Routes }) => Routes);
  const isMeant = ({ VpcPeeringConnectionId, State }: AwsRoute) =>
    VpcPeeringConnectionId === connectionId && State === 'active';
  // Peered VPCs do not overlap.
  if (!routes.some(isMeant) || insideAny(blocksOfVpc(aws, vpcId), packet.source)) return closed;
  return {
    delivered: all('undecided', networkAclAdmits(aws, place.subnetId, false, inbound(packet))),
    reply: replyTo(aws, connectionId, place, packet),
    isMember: () => 'undecided',
  };
};

const peering = (aws: AwsNetwork, connectionId: string, place: Place, packet: ClientPacket): WayIn => {
  const { subnetId, address } = place;
  const { VpcId: vpcId } = subnetOf(aws, subnetId);
  const connection = aws.VpcPeeringConnections.find(
    ({ VpcPeeringConnectionId }) => VpcPeeringConnectionId === connectionId,
  );
  if (connection === undefined) return unknownPeering(aws, connectionId, vpcId, place, packet);
  if (connection.Status.Code !== 'active') return closed;
  const { RequesterVpcInfo: requester, AccepterVpcInfo: accepter } = connection;
  const [ours, theirs] = requester.VpcId === vpcId ? [requester, accepter] : [accepter, requester];
  if (ours.VpcId !== vpcId) return closed;
  const { protocol, source, sourcePort, destinationPort } = packet;
  const delivered = networkAclAdmits(aws, subnetId, false, inbound(packet));
  const reply = replyTo(aws, connectionId, place, packet);
  const isMember = (groupId: string): Verdict => {
    if (ours.Region !== theirs.Region) return 'refused';
    const group = aws.SecurityGroups.find(({ GroupId }) => GroupId === groupId);
    if (group === undefined) return 'undecided';
    if (group.VpcId !== theirs.VpcId) return 'refused';
    const members = liveInterfaces(aws).filter(({ Groups }) => Groups.some(({ GroupId }) => GroupId === groupId));
    const addresses = members.flatMap((member) => [...privateAddresses(member), ...ipv6Addresses(member)]);
    return verdict(addresses.map(at).some(({ family, value }) => family === source.family && value === source.value));
  };
  if (!aws.Vpcs.some(({ VpcId }) => VpcId === theirs.VpcId)) {
    const blocks = [
      theirs.CidrBlock,
      ...theirs.CidrBlockSet.map(({ CidrBlock }) => CidrBlock),
      ...theirs.Ipv6CidrBlockSet.map(({ Ipv6CidrBlock }) => Ipv6CidrBlock),
    ];
    return insideAny(blocks, source) ? { delivered, reply, isMember } : closed;
  }
  const clientSubnets = aws.Subnets.filter(
    (subnet) => subnet.VpcId === theirs.VpcId && insideAny(blocksOfSubnet(subnet), source),
  );
  const outwards = { protocol, remote: address };
  return {
    delivered: any(
      ...clientSubnets.map(({ SubnetId }) =>
        all(
          delivered,
          routeTableSends(aws, SubnetId, address, connectionId),
          networkAclAdmits(aws, SubnetId, true, { ...outwards, port: destinationPort }),
        ),
      ),
    ),
    reply: any(
      ...clientSubnets.map(({ SubnetId }) =>
        all(reply, networkAclAdmits(aws, SubnetId, false, { ...outwards, port: sourcePort })),
      ),
    ),
    isMember,
  };
};

export type Route = 'Internet' | 'PeeredVPC' | 'VGW';

/** Whether the client's packet gets past everything but security groups, and its reply back. */
export const wayIn = (
  aws: AwsNetwork,
  route: Route,
  componentId: string,
  place: Place,
  packet: ClientPacket,
): WayIn => {
  if (place.address.family !== packet.source.family) return closed;
  switch (route) {
    case 'Internet':
      return internet(aws, componentId, place, packet);
    case 'PeeredVPC':
      return peering(aws, componentId, place, packet);
    case 'VGW':
      return virtualPrivateGateway(aws, componentId, place, packet);
  }
};
