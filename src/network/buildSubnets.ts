import type { ResourceOf } from '../snapshot/schema.js';
import type { Resources } from '../snapshot/snapshot.js';
import type { NetworkAcl } from './networkAcl.js';
import { placementOf } from './placement.js';
import type { RouteTable } from './routeTable.js';
import type { Subnet } from './subnet.js';
import { associatedIpv6, sortedCidrs } from './vpc.js';

/** The table of each subnet and of each VPC, by association; `undefined` where two claim the same. */
interface Associated<T> {
  readonly bySubnet: ReadonlyMap<string, T | undefined>;
  readonly mainByVpc: ReadonlyMap<string, T | undefined>;
}

const put = <T>(map: Map<string, T | undefined>, key: string, value: T): void => {
  // Two different answers to "which one is in force" are no answer: undecided.
  map.set(key, map.has(key) && map.get(key) !== value ? undefined : value);
};

type Association = ResourceOf<'RouteTables'>['Associations'][number];

const inForce = ({ AssociationState }: Association): boolean =>
  AssociationState?.State === undefined || AssociationState.State === 'associated';

const associatedTables = (
  { RouteTables = [] }: Resources,
  tables: ReadonlyMap<string, RouteTable>,
): Associated<RouteTable> => {
  const bySubnet = new Map<string, RouteTable | undefined>();
  const mainByVpc = new Map<string, RouteTable | undefined>();
  for (const { RouteTableId, VpcId, Associations } of RouteTables) {
    const table = tables.get(RouteTableId);
    if (table === undefined) continue;
    for (const association of Associations.filter(inForce)) {
      // An edge association names a gateway and is never a subnet's table (semantics.md section 3).
      if (association.GatewayId !== undefined) continue;
      if (association.SubnetId !== undefined) put(bySubnet, association.SubnetId, table);
      if (association.Main === true) put(mainByVpc, VpcId, table);
    }
  }
  return { bySubnet, mainByVpc };
};

const associatedAcls = (
  { NetworkAcls = [] }: Resources,
  acls: ReadonlyMap<string, NetworkAcl>,
): ReadonlyMap<string, NetworkAcl | undefined> => {
  const bySubnet = new Map<string, NetworkAcl | undefined>();
  for (const { NetworkAclId, Associations } of NetworkAcls) {
    const acl = acls.get(NetworkAclId);
    if (acl === undefined) continue;
    for (const { SubnetId } of Associations) if (SubnetId !== undefined) put(bySubnet, SubnetId, acl);
  }
  return bySubnet;
};

/** Route tables associated with a gateway instead of a subnet, by gateway id. */
export const buildEdgeTables = (
  { RouteTables = [] }: Resources,
  tables: ReadonlyMap<string, RouteTable>,
): ReadonlyMap<string, RouteTable> => {
  const byGateway = new Map<string, RouteTable>();
  for (const { RouteTableId, Associations } of RouteTables) {
    const table = tables.get(RouteTableId);
    for (const association of Associations.filter(inForce)) {
      if (table !== undefined && association.GatewayId !== undefined) byGateway.set(association.GatewayId, table);
    }
  }
  return byGateway;
};

/** All subnets by id, each with the route table and network ACL in force. */
export const buildSubnets = (
  resources: Resources,
  tables: ReadonlyMap<string, RouteTable>,
  acls: ReadonlyMap<string, NetworkAcl>,
): ReadonlyMap<string, Subnet> => {
  const { bySubnet, mainByVpc } = associatedTables(resources, tables);
  const aclBySubnet = associatedAcls(resources, acls);
  return new Map(
    (resources.Subnets ?? []).map((subnet) => [
      subnet.SubnetId,
      {
        id: subnet.SubnetId,
        vpcId: subnet.VpcId,
        ...placementOf(subnet.origin, subnet.OwnerId, subnet.AvailabilityZone),
        cidrs: sortedCidrs([
          ...(subnet.CidrBlock === undefined ? [] : [subnet.CidrBlock]),
          ...associatedIpv6(subnet.Ipv6CidrBlockAssociationSet),
        ]),
        availabilityZone: subnet.AvailabilityZone,
        routeTable: bySubnet.has(subnet.SubnetId) ? bySubnet.get(subnet.SubnetId) : mainByVpc.get(subnet.VpcId),
        networkAcl: aclBySubnet.get(subnet.SubnetId),
      },
    ]),
  );
};
