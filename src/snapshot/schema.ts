/**
 * What AWS said, validated and not interpreted: one schema for each kind of resource, in the shape of the AWS CLI's
 * `describe-*` output (EC2, Elastic Load Balancing v1 and v2, Direct Connect API references). Fields that the model
 * does not use are dropped. Missing, `null`, `""` and `[]` are the same (interface.md, "A snapshot directory").
 */
import type { z } from 'zod';
import {
  internetGateway,
  virtualInterface,
  vpcPeeringConnection,
  vpnConnection,
  vpnGateway,
} from './schemas/gateways.js';
import {
  classicLoadBalancer,
  classicLoadBalancerAttributes,
  listener,
  loadBalancer,
  loadBalancerAttributes,
  loadBalancerListeners,
  loadBalancerTargetHealth,
  rule,
  targetGroup,
  targetGroupAttributes,
} from './schemas/loadBalancing.js';
import { networkAcl } from './schemas/networkAcl.js';
import { address, networkInterface, reservation } from './schemas/networkInterface.js';
import { managedPrefixList, managedPrefixListEntries, prefixList } from './schemas/prefixList.js';
import { routeTable } from './schemas/routeTable.js';
import { securityGroup } from './schemas/securityGroup.js';
import { blockPublicAccessExclusion, blockPublicAccessOptions, subnet, vpc } from './schemas/vpc.js';

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
  TargetGroupAttributes: targetGroupAttributes,
  LoadBalancerAttributes: loadBalancerAttributes,
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
