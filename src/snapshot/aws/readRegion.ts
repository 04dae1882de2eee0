import type { SnapshotKey } from '../schema.js';
import { objectsOf, textsOf } from './jsonFields.js';
import {
  classicLoadBalancerAttributes,
  classicLoadBalancers,
  listeners,
  listings,
  loadBalancerAttributes,
  loadBalancers,
  managedPrefixListEntries,
  prefixLists,
  routeTables,
  rules,
  securityGroups,
  targetGroupAttributes,
  targetGroups,
  targetHealth,
} from './pages.js';
import { RegionReader, type RegionReaderOptions, type RegionReading } from './regionReader.js';

/**
 * Reads every resource of the snapshot format in one account and region, once.
 *
 * @throws CollectError when the credentials do not hold
 */
export const readRegion = async (options: RegionReaderOptions): Promise<RegionReading> => {
  const reader = new RegionReader(options);
  await Promise.all([
    ...listings.map(([call, read]) => reader.list(call, read)),
    readPrefixLists(reader),
    readLoadBalancers(reader),
    readTargetGroups(reader),
    readClassicLoadBalancers(reader),
  ]);
  return reader.finish();
};

/** Entries are read of the lists that routes and rules refer to, where AWS has not told them already. */
const readPrefixLists = async (reader: RegionReader): Promise<void> => {
  const [tables, groups, lists] = await Promise.all([
    reader.list('ec2:DescribeRouteTables', routeTables),
    reader.list('ec2:DescribeSecurityGroups', securityGroups),
    reader.list('ec2:DescribePrefixLists', prefixLists),
  ]);
  const told = new Set(lists.flatMap((list) => (textsOf(list.Cidrs).length > 0 ? textsOf(list.PrefixListId) : [])));
  const referenced = new Set([
    ...tables.flatMap((table) => objectsOf(table.Routes).flatMap((route) => textsOf(route.DestinationPrefixListId))),
    ...groups
      .flatMap((group) => [...objectsOf(group.IpPermissions), ...objectsOf(group.IpPermissionsEgress)])
      .flatMap((permission) => objectsOf(permission.PrefixListIds))
      .flatMap((reference) => textsOf(reference.PrefixListId)),
  ]);
  reader.addKey('ManagedPrefixListEntries');
  await Promise.all(
    [...referenced]
      .filter((id) => !told.has(id))
      .map((PrefixListId) =>
        reader.wrapped('ec2:GetManagedPrefixListEntries', managedPrefixListEntries(PrefixListId), (Entries) => ({
          PrefixListId,
          Entries,
        })),
      ),
  );
};

const readLoadBalancers = async (reader: RegionReader): Promise<void> => {
  const balancers = await reader.list('elbv2:DescribeLoadBalancers', loadBalancers);
  addKeys(reader, ['LoadBalancerListeners', 'Rules', 'LoadBalancerAttributes']);
  await Promise.all(
    balancers.flatMap(({ LoadBalancerArn, Type }) =>
      textsOf(LoadBalancerArn).flatMap((arn) => [
        readListeners(reader, arn, Type === 'application'),
        reader.wrapped('elbv2:DescribeLoadBalancerAttributes', loadBalancerAttributes(arn), (Attributes) => ({
          LoadBalancerArn: arn,
          Attributes,
        })),
      ]),
    ),
  );
};

/** Only Application Load Balancers have rules beside the default action, which comes with the listener. */
const readListeners = async (reader: RegionReader, arn: string, hasRules: boolean): Promise<void> => {
  const found = await reader.wrapped('elbv2:DescribeListeners', listeners(arn), (Listeners) => ({
    LoadBalancerArn: arn,
    Listeners,
  }));
  if (!hasRules) return;
  await Promise.all(
    found
      .flatMap(({ ListenerArn }) => textsOf(ListenerArn))
      .map((one) => reader.list('elbv2:DescribeRules', rules(one))),
  );
};

/** Targets and attributes matter where a load balancer uses the group, and where targets are interfaces. */
const readTargetGroups = async (reader: RegionReader): Promise<void> => {
  const groups = await reader.list('elbv2:DescribeTargetGroups', targetGroups);
  addKeys(reader, ['LoadBalancerTargetHealth', 'TargetGroupAttributes']);
  await Promise.all(
    groups
      .filter(({ LoadBalancerArns, TargetType }) => textsOf(LoadBalancerArns).length > 0 && TargetType !== 'lambda')
      .flatMap(({ TargetGroupArn }) => textsOf(TargetGroupArn))
      .flatMap((arn) => [
        reader.wrapped('elbv2:DescribeTargetHealth', targetHealth(arn), (TargetHealthDescriptions) => ({
          TargetGroupArn: arn,
          TargetHealthDescriptions,
        })),
        reader.wrapped('elbv2:DescribeTargetGroupAttributes', targetGroupAttributes(arn), (Attributes) => ({
          TargetGroupArn: arn,
          Attributes,
        })),
      ]),
  );
};

const readClassicLoadBalancers = async (reader: RegionReader): Promise<void> => {
  const balancers = await reader.list('elb:DescribeLoadBalancers', classicLoadBalancers);
  addKeys(reader, ['ClassicLoadBalancerAttributes']);
  await Promise.all(
    balancers
      .flatMap(({ LoadBalancerName }) => textsOf(LoadBalancerName))
      .map((LoadBalancerName) =>
        reader.wrapped(
          'elb:DescribeLoadBalancerAttributes',
          classicLoadBalancerAttributes(LoadBalancerName),
          ([LoadBalancerAttributes = {}]) => ({ LoadBalancerName, LoadBalancerAttributes }),
        ),
      ),
  );
};

const addKeys = (reader: RegionReader, keys: readonly SnapshotKey[]): void => {
  for (const key of keys) reader.addKey(key);
};
