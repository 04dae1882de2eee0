/** VPCs, subnets and exposed instances, with the ways in. */
import type { Finding } from '../../findings/finding.js';
import { type Severity, severities } from '../../findings/severity.js';
import type { Network } from '../../network/network.js';
import { formatCidr } from '../../values/cidr.js';
import { printable } from '../../values/printable.js';
import type { MapGateway, MapInstance, MapSubnet, MapVpc } from './page/pageData.js';

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** `Map.groupBy`, which Node.js 20 lacks. */
const grouped = <T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
};

/** VPCs that hold exposed instances, sorted by id. */
export const vpcMap = (findings: readonly Finding[], network: Network): readonly MapVpc[] =>
  [...grouped(findings, ({ networkInterface }) => networkInterface.vpcId)]
    .sort(([a], [b]) => compareText(a, b))
    .map(([id, found]) => vpcOf(id, found, network));

const worstIn = (found: readonly Finding[]): number =>
  found.reduce((worst, { severity }) => Math.min(worst, rank(severity)), severities.length - 1);

const rank = (severity: Severity): number => severities.indexOf(severity);

const instancesIn = (found: readonly Finding[]): number => new Set(found.map(({ instanceId }) => instanceId)).size;

const vpcOf = (id: string, found: readonly Finding[], network: Network): MapVpc => {
  const vpc = network.vpcs.get(id);
  const subnets = [...grouped(found, ({ networkInterface }) => networkInterface.subnetId)]
    .sort(([a], [b]) => compareText(a, b))
    .map(([subnetId, inSubnet]) => subnetOf(subnetId, inSubnet, network));
  return {
    id: printable(id),
    name: printable(vpc?.tags.get('Name') ?? ''),
    cidrs: vpc?.cidrs.map(formatCidr) ?? [],
    place: printable([vpc?.account, vpc?.region].filter((part) => part !== undefined).join(' · ')),
    gateways: [...grouped(found, ({ componentId }) => componentId)]
      .sort(([a], [b]) => compareText(a, b))
      .map(([componentId, through]) => gatewayOf(componentId, through)),
    subnets,
    quietSubnets: Math.max(0, (network.subnetsOfVpc.get(id)?.length ?? 0) - subnets.length),
    instances: instancesIn(found),
  };
};

const gatewayOf = (id: string, through: readonly Finding[]): MapGateway => ({
  id: printable(id),
  route: through[0]?.route ?? '',
  findings: through.length,
  instances: instancesIn(through),
  severity: worstIn(through),
});

const subnetOf = (id: string, found: readonly Finding[], network: Network): MapSubnet => {
  const subnet = network.subnets.get(id);
  return {
    id: printable(id),
    cidrs: subnet?.cidrs.map(formatCidr) ?? [],
    zone: printable(subnet?.availabilityZone ?? ''),
    instances: [...grouped(found, ({ instanceId }) => instanceId)]
      .map(([instanceId, ofInstance]) => instanceOf(instanceId, ofInstance))
      .sort((a, b) => a.severity - b.severity || compareText(a.name, b.name) || compareText(a.id, b.id)),
  };
};

const instanceOf = (id: string, found: readonly Finding[]): MapInstance => ({
  id: printable(id),
  name: printable(found[0]?.exposures[0].instance?.tags.get('Name') ?? ''),
  severity: worstIn(found),
  findings: found.length,
  routes: [...new Set(found.map(({ route }) => route))].sort(),
});
