import type { ResourceOf } from '../snapshot/schema.js';
import type { Resources } from '../snapshot/snapshot.js';
import type { Cidr } from '../values/cidr.js';
import { sortedCidrs } from './vpc.js';

/** One VPC of a peering connection, as the connection itself describes it. */
export interface PeeringSide {
  readonly vpcId: string | undefined;
  readonly account: string | undefined;
  readonly region: string | undefined;
  /** Blocks that `VpcPeeringConnections[]` lists for this side, sorted. */
  readonly cidrs: readonly Cidr[];
}

/** A VPC peering connection in any state. */
export interface VpcPeeringConnection {
  readonly id: string;
  /** `active`, `pending-acceptance`, `deleted`, ...; undefined when AWS did not say. */
  readonly status: string | undefined;
  readonly requester: PeeringSide;
  readonly accepter: PeeringSide;
}

type Side = NonNullable<ResourceOf<'VpcPeeringConnections'>['AccepterVpcInfo']>;

const sideOf = (side: Side | undefined): PeeringSide => ({
  vpcId: side?.VpcId,
  account: side?.OwnerId,
  region: side?.Region,
  cidrs: sortedCidrs([
    ...(side?.CidrBlock === undefined ? [] : [side.CidrBlock]),
    ...(side?.CidrBlockSet ?? []).map(({ CidrBlock }) => CidrBlock),
    ...(side?.Ipv6CidrBlockSet ?? []).map(({ Ipv6CidrBlock }) => Ipv6CidrBlock),
  ]),
});

/** All peering connections, sorted by id. */
export const buildPeerings = ({ VpcPeeringConnections = [] }: Resources): readonly VpcPeeringConnection[] =>
  VpcPeeringConnections.map((peering) => ({
    id: peering.VpcPeeringConnectionId,
    status: peering.Status?.Code,
    requester: sideOf(peering.RequesterVpcInfo),
    accepter: sideOf(peering.AccepterVpcInfo),
  })).sort((a, b) => (a.id < b.id ? -1 : 1));
