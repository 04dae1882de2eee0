import type { Snapshot } from '../snapshot/snapshot.js';
import { buildBlockPublicAccess } from './blockPublicAccess.js';
import { buildInstances } from './buildInstances.js';
import { buildLoadBalancers } from './buildLoadBalancers.js';
import { buildNetworkAcls } from './buildNetworkAcls.js';
import { buildNetworkInterfaces } from './buildNetworkInterfaces.js';
import { buildRouteTables } from './buildRouteTables.js';
import { buildSecurityGroups } from './buildSecurityGroups.js';
import { buildEdgeTables, buildSubnets } from './buildSubnets.js';
import { distinctGaps } from './gap.js';
import { buildGateways } from './gateways.js';
import type { Network } from './network.js';
import { buildNetworkGaps } from './networkGaps.js';
import type { NetworkInterface } from './networkInterface.js';
import { buildPeerings } from './peering.js';
import { buildPrefixLists } from './prefixList.js';
import type { Subnet } from './subnet.js';
import { buildVpcs } from './vpc.js';

const groupBy = <T>(items: Iterable<T>, keysOf: (item: T) => readonly string[]): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return groups;
};

const regionsOfVpcs = (subnets: Iterable<Subnet>): ReadonlyMap<string, string> => {
  const regions = new Map<string, string>();
  for (const { vpcId, region } of subnets) if (region !== undefined) regions.set(vpcId, region);
  return regions;
};

/**
 * The model of a snapshot.
 *
 * @throws SnapshotError where the snapshot contradicts itself
 */
export const buildNetwork = (snapshot: Snapshot): Network => {
  const { resources } = snapshot;
  const gateways = buildGateways(resources);
  const prefixLists = buildPrefixLists(resources);
  const routeTables = buildRouteTables(resources, gateways, prefixLists);
  const subnets = buildSubnets(resources, routeTables, buildNetworkAcls(resources));
  const { instances, terminated } = buildInstances(resources);
  const networkInterfaces: readonly NetworkInterface[] = buildNetworkInterfaces(snapshot, subnets, terminated);
  const interfacesOfInstance = groupBy(networkInterfaces, ({ instanceId }) =>
    instanceId === undefined ? [] : [instanceId],
  );
  const { loadBalancers, gaps } = buildLoadBalancers({
    resources,
    subnets,
    networkInterfaces,
    interfacesOfInstance,
    terminated,
  });
  const sortedSubnets = [...subnets.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const sortedTables = [...routeTables.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    snapshot,
    vpcs: buildVpcs(resources, regionsOfVpcs(subnets.values())),
    subnets,
    subnetsOfVpc: groupBy(sortedSubnets, ({ vpcId }) => [vpcId]),
    routeTablesOfVpc: groupBy(sortedTables, ({ vpcId }) => [vpcId]),
    securityGroups: buildSecurityGroups(resources),
    prefixLists,
    gateways,
    edgeTables: buildEdgeTables(resources, routeTables),
    peerings: buildPeerings(resources),
    blockPublicAccess: buildBlockPublicAccess(resources),
    networkInterfaces,
    membersOfGroup: groupBy(networkInterfaces, ({ securityGroupIds }) => securityGroupIds),
    loadBalancers,
    instances,
    gaps: distinctGaps([...buildNetworkGaps(snapshot, networkInterfaces), ...gaps]),
  };
};
