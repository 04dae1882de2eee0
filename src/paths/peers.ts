/** The VPCs behind the peering connections of a VPC: semantics.md section 4. */
import type { Gap } from '../network/gap.js';
import { lacks, mayHaveUnnamed } from '../network/lacks.js';
import type { Network } from '../network/network.js';
import type { PeeringSide, VpcPeeringConnection } from '../network/peering.js';
import type { RouteTable } from '../network/routeTable.js';
import type { Subnet } from '../network/subnet.js';
import type { Vpc } from '../network/vpc.js';
import type { Cidr } from '../values/cidr.js';
import { condition, unknownCondition } from './conditions.js';
import { namingTables, outcomesOf } from './namingTables.js';
import type { ConditionHop } from './path.js';
import type { RemotePeer } from './securityGroupsHop.js';

/** One VPC that an active (or unknown) peering connection leads from. */
export interface Peer {
  readonly connectionId: string;
  readonly conditions: readonly ConditionHop[];
  readonly remote: RemotePeer;
  /** Where clients are. */
  readonly clients: PeerClients;
}

export type PeerClients =
  /** Groups of subnets that filter alike: same route table, same network ACL. */
  | { readonly kind: 'subnets'; readonly groups: readonly (readonly Subnet[])[] }
  /** The peer's blocks as the connection lists them; nothing is known of its filters. */
  | { readonly kind: 'listed'; readonly cidrs: readonly Cidr[]; readonly assumption: string }
  /** Nothing is known at all. */
  | { readonly kind: 'anywhere' };

const describe = (id: string): string => `aws ec2 describe-vpc-peering-connections --vpc-peering-connection-ids ${id}`;

/** Every peer of a VPC. `table` is that of the subnet asked about. */
export const peersOf = (
  network: Network,
  vpcId: string,
  table: RouteTable | undefined,
  { oneWay, blocked }: { readonly oneWay: boolean; readonly blocked: boolean },
): readonly Peer[] => {
  const known = network.peerings.flatMap((peering) => {
    const sides =
      peering.requester.vpcId === vpcId
        ? { own: peering.requester, other: peering.accepter }
        : peering.accepter.vpcId === vpcId
          ? { own: peering.accepter, other: peering.requester }
          : undefined;
    if (sides === undefined) return [];
    const active = activeCondition(peering);
    return active.holds === false && !blocked ? [] : [peerOf(network, peering.id, active, sides)];
  });
  const peers = [...known, ...unknownPeers(network, vpcId, table, oneWay)];
  return peers.length === 0 && blocked ? [absentPeer(vpcId)] : peers;
};

/** Stands for the connection that an explanation says the VPC lacks. */
const absentPeer = (vpcId: string): Peer => ({
  connectionId: 'no peering connection',
  conditions: [
    condition(false, { code: 'BAD_STATE', element: vpcId, statement: `${vpcId} has a VPC peering connection` }),
  ],
  remote: { connectionId: 'no peering connection', vpcId: undefined, known: false, sameRegion: false },
  clients: { kind: 'anywhere' },
});

const activeCondition = ({ id, status }: VpcPeeringConnection): ConditionHop => {
  const parts = { code: 'BAD_STATE', element: id, statement: `${id} is active` } as const;
  return status === undefined
    ? unknownCondition(
        { resource: id, reason: `the status of ${id} is not in the snapshot`, remedy: describe(id) },
        parts,
      )
    : condition(status === 'active', parts);
};

const peerOf = (
  network: Network,
  connectionId: string,
  active: ConditionHop,
  { own, other }: { readonly own: PeeringSide; readonly other: PeeringSide },
): Peer => {
  const vpc = other.vpcId === undefined ? undefined : network.vpcs.get(other.vpcId);
  const ownVpc = own.vpcId === undefined ? undefined : network.vpcs.get(own.vpcId);
  const ownRegion = own.region ?? ownVpc?.region;
  const otherRegion = other.region ?? vpc?.region;
  const remote = (known: boolean): RemotePeer => ({
    connectionId,
    vpcId: other.vpcId,
    known,
    sameRegion: ownRegion === undefined || otherRegion === undefined ? 'unknown' : ownRegion === otherRegion,
  });
  if (vpc === undefined) return unseenPeer(connectionId, active, other, remote(false));
  const placement = { account: vpc.account ?? other.account, region: otherRegion };
  const missing = (['Subnets', 'NetworkInterfaces'] as const).filter((key) => lacks(network.snapshot, key, placement));
  if (missing.includes('Subnets')) {
    return {
      connectionId,
      conditions: [active, unknownPart(connectionId, vpc, 'subnets', 'aws ec2 describe-subnets')],
      remote: remote(false),
      clients: {
        kind: 'listed',
        cidrs: vpc.cidrs,
        assumption: `the subnets of ${vpc.id} were assumed to use all its addresses`,
      },
    };
  }
  return {
    connectionId,
    conditions: [active],
    remote: remote(!missing.includes('NetworkInterfaces')),
    clients: { kind: 'subnets', groups: alike(network.subnetsOfVpc.get(vpc.id) ?? []) },
  };
};

const unknownPart = (connectionId: string, vpc: Vpc, what: string, remedy: string): ConditionHop =>
  unknownCondition(
    {
      resource: vpc.id,
      reason: `the ${what} of ${vpc.id}, the peer behind ${connectionId}, are not in the snapshot`,
      remedy: `${remedy} --filters Name=vpc-id,Values=${vpc.id}`,
    },
    { code: 'BAD_STATE', element: vpc.id, statement: `the ${what} of ${vpc.id} are known` },
  );

/** A peer in another account or Region that the snapshot does not cover: any of its listed addresses, no filters. */
const unseenPeer = (
  connectionId: string,
  active: ConditionHop,
  { vpcId, account, region, cidrs }: PeeringSide,
  remote: RemotePeer,
): Peer => {
  if (cidrs.length === 0) {
    const gap: Gap = {
      resource: connectionId,
      reason: `neither the peer VPC behind ${connectionId} nor its address blocks are in the snapshot`,
      remedy: describe(connectionId),
    };
    const known = {
      code: 'BAD_STATE',
      element: connectionId,
      statement: `the peer behind ${connectionId} is known`,
    } as const;
    return { connectionId, conditions: [active, unknownCondition(gap, known)], remote, clients: { kind: 'anywhere' } };
  }
  const where = [account === undefined ? undefined : `account ${account}`, region].filter((part) => part !== undefined);
  return {
    connectionId,
    conditions: [active],
    remote,
    clients: {
      kind: 'listed',
      cidrs,
      assumption: `${vpcId ?? 'the peer VPC'}${where.length === 0 ? '' : ` (${where.join(', ')})`} is not in the snapshot: its route tables and network ACLs were assumed to let everything through`,
    },
  };
};

/** Subnets grouped by route table and network ACL; groups and members in the order of ids. */
const alike = (subnets: readonly Subnet[]): readonly (readonly Subnet[])[] => {
  const groups = new Map<string, Subnet[]>();
  for (const subnet of subnets) {
    // A subnet whose filters are not known is a group of its own, since its gap names it.
    const known = subnet.routeTable !== undefined && subnet.networkAcl !== undefined;
    const key = known ? `${subnet.routeTable?.id}|${subnet.networkAcl?.id}` : `|${subnet.id}`;
    groups.set(key, [...(groups.get(key) ?? []), subnet]);
  }
  return [...groups.values()];
};

/** Connections that a table names (namingTables.ts), or that may exist, and the snapshot lacks. */
const unknownPeers = (
  network: Network,
  vpcId: string,
  table: RouteTable | undefined,
  oneWay: boolean,
): readonly Peer[] => {
  const ids = new Set(network.peerings.map(({ id }) => id));
  const tables = namingTables(network, vpcId, table, oneWay ? 'one-way' : 'two-way');
  const namedBy = new Map<string, string>();
  for (const naming of tables) {
    for (const { active, target } of outcomesOf(naming)) {
      const isUnknown = target.kind === 'vpc-peering-connection' && !ids.has(target.id);
      if (active && isUnknown && !namedBy.has(target.id)) namedBy.set(target.id, naming.id);
    }
  }
  const named = [...namedBy.keys()].sort();
  const vpc = network.vpcs.get(vpcId);
  const unnamed =
    named.length === 0 &&
    mayHaveUnnamed(
      network.snapshot,
      'VpcPeeringConnections',
      { account: vpc?.account, region: vpc?.region },
      { repliesMatter: !oneWay, tableKnown: table !== undefined },
    );
  return [...named, ...(unnamed ? ['VpcPeeringConnections'] : [])].map((id) => ({
    connectionId: id,
    conditions: [
      unknownCondition(
        {
          resource: id,
          reason: unnamed
            ? `whether ${vpcId} has peering connections is not in the snapshot`
            : `peering connection ${id}, which ${namedBy.get(id)} names, is not in the snapshot`,
          remedy: unnamed ? 'aws ec2 describe-vpc-peering-connections' : describe(id),
        },
        { code: 'BAD_STATE', element: id, statement: `${unnamed ? 'a peering connection' : id} is active` },
      ),
    ],
    remote: { connectionId: id, vpcId: undefined, known: false, sameRegion: 'unknown' },
    clients: { kind: 'anywhere' },
  }));
};
