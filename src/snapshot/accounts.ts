import { regionOfZone } from './regionOfZone.js';
import type { Snapshot } from './snapshot.js';

/**
 * The accounts that the snapshot's resources lie in, sorted: by directory layout, owner, or ARN. Owners of the other
 * side of a peering connection, of a group that a rule refers to, and of prefix lists (AWS itself, or whoever shares
 * them) do not count.
 */
export const accountsOf = (snapshot: Snapshot): readonly string[] => placesOf(snapshot).accounts;

/** The regions that the snapshot's resources lie in, sorted: by directory layout, zone, or ARN. */
export const regionsOf = (snapshot: Snapshot): readonly string[] => placesOf(snapshot).regions;

interface Places {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}

const known = new WeakMap<Snapshot, Places>();

const placesOf = (snapshot: Snapshot): Places => {
  const cached = known.get(snapshot);
  if (cached !== undefined) return cached;
  const found = findPlaces(snapshot);
  known.set(snapshot, found);
  return found;
};

const findPlaces = ({ resources }: Snapshot): Places => {
  const accounts = new Set<string | undefined>();
  const regions = new Set<string | undefined>();
  const zones = new Set<string | undefined>();
  const arns = new Set<string | undefined>();
  for (const described of Object.values(resources)) {
    for (const { origin } of described) {
      accounts.add(origin.account);
      regions.add(origin.region);
    }
  }
  const {
    Vpcs = [],
    Subnets = [],
    RouteTables = [],
    NetworkAcls = [],
    SecurityGroups = [],
    NetworkInterfaces = [],
    Reservations = [],
    InternetGateways = [],
  } = resources;
  for (const owned of [Vpcs, Subnets, RouteTables, NetworkAcls, SecurityGroups, NetworkInterfaces, Reservations]) {
    for (const { OwnerId } of owned) accounts.add(OwnerId);
  }
  for (const { OwnerId } of InternetGateways) accounts.add(OwnerId);
  for (const { AvailabilityZone } of Subnets) zones.add(AvailabilityZone);
  for (const { AvailabilityZone } of NetworkInterfaces) zones.add(AvailabilityZone);
  for (const { AwsAccountId, AwsRegion } of resources.VpcBlockPublicAccessOptions ?? []) {
    accounts.add(AwsAccountId);
    regions.add(AwsRegion);
  }
  for (const { AvailabilityZones } of resources.LoadBalancerDescriptions ?? []) {
    for (const zone of AvailabilityZones) zones.add(zone);
  }
  for (const { SubnetArn } of Subnets) arns.add(SubnetArn);
  for (const { LoadBalancerArn } of resources.LoadBalancers ?? []) arns.add(LoadBalancerArn);
  for (const { TargetGroupArn } of resources.TargetGroups ?? []) arns.add(TargetGroupArn);
  for (const zone of zones) regions.add(zone === undefined ? undefined : regionOfZone(zone));
  for (const arn of arns) {
    // arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE
    const [prefix, , , region, account] = arn?.split(':') ?? [];
    if (prefix !== 'arn') continue;
    regions.add(region);
    accounts.add(account);
  }
  return { accounts: sorted(accounts), regions: sorted(regions) };
};

const sorted = (values: ReadonlySet<string | undefined>): readonly string[] =>
  [...values].flatMap((value) => value || []).sort();
