import { canonicalText } from './canonicalText.js';
import { byId, distinct } from './kind.js';
import { type SnapshotKey, schemas } from './schema.js';
import { Shelf } from './shelf.js';
import type { Resources } from './snapshot.js';

/** An empty shelf for each key of the format: says what tells the resources of each kind apart. */
export const emptyShelves = () =>
  ({
    Vpcs: new Shelf('Vpcs', schemas.Vpcs, byId('VpcId')),
    Subnets: new Shelf('Subnets', schemas.Subnets, byId('SubnetId')),
    RouteTables: new Shelf('RouteTables', schemas.RouteTables, byId('RouteTableId')),
    NetworkAcls: new Shelf('NetworkAcls', schemas.NetworkAcls, byId('NetworkAclId')),
    SecurityGroups: new Shelf('SecurityGroups', schemas.SecurityGroups, byId('GroupId')),
    NetworkInterfaces: new Shelf('NetworkInterfaces', schemas.NetworkInterfaces, byId('NetworkInterfaceId')),
    // A filter or a page may show some instances of a reservation only, so each instance stands for itself.
    Reservations: new Shelf('Reservations', schemas.Reservations, {
      nameField: 'ReservationId',
      unfold: (reservation) =>
        reservation.Instances.length === 1
          ? [reservation]
          : reservation.Instances.map((instance) => ({ ...reservation, Instances: [instance] })),
      identity: ({ Instances }) => Instances[0]?.InstanceId ?? '',
    }),
    InternetGateways: new Shelf('InternetGateways', schemas.InternetGateways, byId('InternetGatewayId')),
    VpnGateways: new Shelf('VpnGateways', schemas.VpnGateways, byId('VpnGatewayId')),
    VpnConnections: new Shelf('VpnConnections', schemas.VpnConnections, byId('VpnConnectionId')),
    VirtualInterfaces: new Shelf('VirtualInterfaces', schemas.VirtualInterfaces, byId('virtualInterfaceId')),
    VpcPeeringConnections: new Shelf(
      'VpcPeeringConnections',
      schemas.VpcPeeringConnections,
      byId('VpcPeeringConnectionId'),
    ),
    Addresses: new Shelf('Addresses', schemas.Addresses, {
      nameField: 'PublicIp',
      identity: (address) => address.AllocationId ?? address.PublicIp ?? canonicalText(address),
    }),
    PrefixLists: new Shelf('PrefixLists', schemas.PrefixLists, byId('PrefixListId')),
    ManagedPrefixLists: new Shelf('ManagedPrefixLists', schemas.ManagedPrefixLists, byId('PrefixListId')),
    // `get-managed-prefix-list-entries` is paged, and each page is wrapped by itself: the list is all blocks together.
    ManagedPrefixListEntries: new Shelf('ManagedPrefixListEntries', schemas.ManagedPrefixListEntries, {
      ...byId('PrefixListId'),
      joinPages: (a, b) => ({ ...a, Entries: distinct([...a.Entries, ...b.Entries]) }),
    }),
    LoadBalancers: new Shelf('LoadBalancers', schemas.LoadBalancers, byId('LoadBalancerArn')),
    // `describe-listeners` as well.
    LoadBalancerListeners: new Shelf('LoadBalancerListeners', schemas.LoadBalancerListeners, {
      ...byId('LoadBalancerArn'),
      joinPages: (a, b) => ({ ...a, Listeners: distinct([...a.Listeners, ...b.Listeners]) }),
    }),
    Listeners: new Shelf('Listeners', schemas.Listeners, byId('ListenerArn')),
    Rules: new Shelf('Rules', schemas.Rules, byId('RuleArn')),
    TargetGroups: new Shelf('TargetGroups', schemas.TargetGroups, byId('TargetGroupArn')),
    LoadBalancerTargetHealth: new Shelf(
      'LoadBalancerTargetHealth',
      schemas.LoadBalancerTargetHealth,
      byId('TargetGroupArn'),
    ),
    TargetGroupAttributes: new Shelf('TargetGroupAttributes', schemas.TargetGroupAttributes, byId('TargetGroupArn')),
    LoadBalancerAttributes: new Shelf(
      'LoadBalancerAttributes',
      schemas.LoadBalancerAttributes,
      byId('LoadBalancerArn'),
    ),
    // The description of a Classic load balancer has no ARN, and its name is unique in its account and region only.
    LoadBalancerDescriptions: new Shelf('LoadBalancerDescriptions', schemas.LoadBalancerDescriptions, {
      nameField: 'LoadBalancerName',
      identity: ({ DNSName, LoadBalancerName }, view) => DNSName ?? `${view} ${LoadBalancerName}`,
    }),
    ClassicLoadBalancerAttributes: new Shelf('ClassicLoadBalancerAttributes', schemas.ClassicLoadBalancerAttributes, {
      nameField: 'LoadBalancerName',
      identity: ({ LoadBalancerName }, view) => `${view} ${LoadBalancerName}`,
    }),
    VpcBlockPublicAccessOptions: new Shelf('VpcBlockPublicAccessOptions', schemas.VpcBlockPublicAccessOptions, {
      nameField: 'AwsRegion',
      identity: ({ AwsAccountId, AwsRegion }, view) =>
        AwsAccountId !== undefined && AwsRegion !== undefined
          ? `${AwsAccountId} ${AwsRegion}`
          : `${view} ${AwsAccountId ?? ''} ${AwsRegion ?? ''}`,
    }),
    VpcBlockPublicAccessExclusions: new Shelf(
      'VpcBlockPublicAccessExclusions',
      schemas.VpcBlockPublicAccessExclusions,
      byId('ExclusionId'),
    ),
  }) satisfies { readonly [K in SnapshotKey]: unknown };

export type Shelves = ReturnType<typeof emptyShelves>;

/** What lies on the shelves. A key that no file held is absent. */
export const resourcesOn = (shelves: Shelves): Resources => ({
  ...(shelves.Vpcs.isKnown && { Vpcs: shelves.Vpcs.list() }),
  ...(shelves.Subnets.isKnown && { Subnets: shelves.Subnets.list() }),
  ...(shelves.RouteTables.isKnown && { RouteTables: shelves.RouteTables.list() }),
  ...(shelves.NetworkAcls.isKnown && { NetworkAcls: shelves.NetworkAcls.list() }),
  ...(shelves.SecurityGroups.isKnown && { SecurityGroups: shelves.SecurityGroups.list() }),
  ...(shelves.NetworkInterfaces.isKnown && { NetworkInterfaces: shelves.NetworkInterfaces.list() }),
  ...(shelves.Reservations.isKnown && { Reservations: shelves.Reservations.list() }),
  ...(shelves.InternetGateways.isKnown && { InternetGateways: shelves.InternetGateways.list() }),
  ...(shelves.VpnGateways.isKnown && { VpnGateways: shelves.VpnGateways.list() }),
  ...(shelves.VpnConnections.isKnown && { VpnConnections: shelves.VpnConnections.list() }),
  ...(shelves.VirtualInterfaces.isKnown && { VirtualInterfaces: shelves.VirtualInterfaces.list() }),
  ...(shelves.VpcPeeringConnections.isKnown && { VpcPeeringConnections: shelves.VpcPeeringConnections.list() }),
  ...(shelves.Addresses.isKnown && { Addresses: shelves.Addresses.list() }),
  ...(shelves.PrefixLists.isKnown && { PrefixLists: shelves.PrefixLists.list() }),
  ...(shelves.ManagedPrefixLists.isKnown && { ManagedPrefixLists: shelves.ManagedPrefixLists.list() }),
  ...(shelves.ManagedPrefixListEntries.isKnown && {
    ManagedPrefixListEntries: shelves.ManagedPrefixListEntries.list(),
  }),
  ...(shelves.LoadBalancers.isKnown && { LoadBalancers: shelves.LoadBalancers.list() }),
  ...(shelves.LoadBalancerListeners.isKnown && { LoadBalancerListeners: shelves.LoadBalancerListeners.list() }),
  ...(shelves.Listeners.isKnown && { Listeners: shelves.Listeners.list() }),
  ...(shelves.Rules.isKnown && { Rules: shelves.Rules.list() }),
  ...(shelves.TargetGroups.isKnown && { TargetGroups: shelves.TargetGroups.list() }),
  ...(shelves.LoadBalancerTargetHealth.isKnown && {
    LoadBalancerTargetHealth: shelves.LoadBalancerTargetHealth.list(),
  }),
  ...(shelves.TargetGroupAttributes.isKnown && { TargetGroupAttributes: shelves.TargetGroupAttributes.list() }),
  ...(shelves.LoadBalancerAttributes.isKnown && { LoadBalancerAttributes: shelves.LoadBalancerAttributes.list() }),
  ...(shelves.LoadBalancerDescriptions.isKnown && {
    LoadBalancerDescriptions: shelves.LoadBalancerDescriptions.list(),
  }),
  ...(shelves.ClassicLoadBalancerAttributes.isKnown && {
    ClassicLoadBalancerAttributes: shelves.ClassicLoadBalancerAttributes.list(),
  }),
  ...(shelves.VpcBlockPublicAccessOptions.isKnown && {
    VpcBlockPublicAccessOptions: shelves.VpcBlockPublicAccessOptions.list(),
  }),
  ...(shelves.VpcBlockPublicAccessExclusions.isKnown && {
    VpcBlockPublicAccessExclusions: shelves.VpcBlockPublicAccessExclusions.list(),
  }),
});
