import type { LoadBalancerNode } from './loadBalancer.js';
import type { NetworkInterface } from './networkInterface.js';
import type { Subnet } from './subnet.js';

/** Interfaces by the load balancer that their description names: `app/name/id`, `net/name/id` or a Classic's name. */
export const nodeInterfaces = (
  networkInterfaces: readonly NetworkInterface[],
): ReadonlyMap<string, readonly NetworkInterface[]> => {
  const byName = new Map<string, NetworkInterface[]>();
  for (const networkInterface of networkInterfaces) {
    const name = /^ELB (\S+)$/.exec(networkInterface.description ?? '')?.[1];
    if (name !== undefined) byName.set(name, [...(byName.get(name) ?? []), networkInterface]);
  }
  return byName;
};

/** One node for each interface, and one assumed node for each subnet without. */
export const nodesOf = (
  subnetIds: readonly string[],
  interfaces: readonly NetworkInterface[],
  subnets: ReadonlyMap<string, Subnet>,
): readonly LoadBalancerNode[] => {
  const withInterface = new Set(interfaces.map(({ subnetId }) => subnetId));
  return [
    ...interfaces.map((networkInterface) => ({
      subnetId: networkInterface.subnetId,
      subnet: networkInterface.subnet,
      networkInterface,
    })),
    ...[...new Set(subnetIds)]
      .filter((id) => !withInterface.has(id))
      .map((subnetId) => ({ subnetId, subnet: subnets.get(subnetId), networkInterface: undefined })),
  ].sort(
    (a, b) =>
      compareText(a.subnetId, b.subnetId) || compareText(a.networkInterface?.id ?? '', b.networkInterface?.id ?? ''),
  );
};

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
