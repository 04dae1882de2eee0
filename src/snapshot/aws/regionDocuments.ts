import { createHash } from 'node:crypto';
import type { SnapshotDocument } from '../assemble.js';
import { compareText } from '../compareText.js';
import { documentText } from '../documentText.js';
import type { SnapshotKey } from '../schema.js';
import type { JsonObject } from './cliShape.js';
import { objectsOf, textsOf } from './jsonFields.js';
import type { RegionReading } from './regionReader.js';

/** The field that tells resources of a key apart. */
const idFields: Readonly<Record<SnapshotKey, string>> = {
  Vpcs: 'VpcId',
  Subnets: 'SubnetId',
  RouteTables: 'RouteTableId',
  NetworkAcls: 'NetworkAclId',
  SecurityGroups: 'GroupId',
  NetworkInterfaces: 'NetworkInterfaceId',
  Reservations: 'ReservationId',
  InternetGateways: 'InternetGatewayId',
  VpnGateways: 'VpnGatewayId',
  VpnConnections: 'VpnConnectionId',
  VirtualInterfaces: 'virtualInterfaceId',
  VpcPeeringConnections: 'VpcPeeringConnectionId',
  Addresses: 'AllocationId',
  PrefixLists: 'PrefixListId',
  ManagedPrefixLists: 'PrefixListId',
  ManagedPrefixListEntries: 'PrefixListId',
  LoadBalancers: 'LoadBalancerArn',
  LoadBalancerListeners: 'LoadBalancerArn',
  Listeners: 'ListenerArn',
  Rules: 'RuleArn',
  TargetGroups: 'TargetGroupArn',
  LoadBalancerTargetHealth: 'TargetGroupArn',
  TargetGroupAttributes: 'TargetGroupArn',
  LoadBalancerAttributes: 'LoadBalancerArn',
  LoadBalancerDescriptions: 'LoadBalancerName',
  ClassicLoadBalancerAttributes: 'LoadBalancerName',
  VpcBlockPublicAccessOptions: 'AwsRegion',
  VpcBlockPublicAccessExclusions: 'ExclusionId',
};

/**
 * One document for each key, sorted by key, in the shape of the CLI's output. AWS promises no order, and shows a
 * resource twice when its list changes between two pages: resources are sorted by id, and the last description counts.
 */
export const regionDocuments = (
  { resources }: RegionReading,
  account: string,
  region: string,
): readonly SnapshotDocument[] =>
  [...resources]
    .map(([key, listed]) => {
      const content = { [key]: key === 'VpcBlockPublicAccessOptions' ? (listed[0] ?? null) : settled(key, listed) };
      return {
        file: `accounts/${account}/${region}/${key}.json`,
        account,
        region,
        sha256: createHash('sha256').update(documentText(content)).digest('hex'),
        content,
      };
    })
    .sort((a, b) => compareText(a.file, b.file));

const settled = (key: SnapshotKey, listed: readonly JsonObject[]): readonly JsonObject[] =>
  key === 'Reservations' ? settledReservations(listed) : latest(listed, idFields[key]);

const latest = (listed: readonly JsonObject[], idField: string): readonly JsonObject[] =>
  [...new Map(listed.map((resource) => [textsOf(resource[idField])[0] ?? JSON.stringify(resource), resource]))]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, resource]) => resource);

/** Pages may cut a reservation in two, so its instances are put together again. */
const settledReservations = (listed: readonly JsonObject[]): readonly JsonObject[] => {
  const parts = new Map<string, JsonObject[]>();
  for (const reservation of listed) {
    const id = textsOf(reservation.ReservationId)[0] ?? '';
    const known = parts.get(id);
    if (known === undefined) parts.set(id, [...objectsOf(reservation.Instances)]);
    else known.push(...objectsOf(reservation.Instances));
  }
  return latest(listed, idFields.Reservations).map((reservation) => ({
    ...reservation,
    Instances: latest(parts.get(textsOf(reservation.ReservationId)[0] ?? '') ?? [], 'InstanceId'),
  }));
};
