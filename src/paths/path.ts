/**
 * A path: one way in from outside the VPC to one address of one interface, as data that every engine reads.
 *
 * semantics.md sections 3-6 are written down once, by the builders beside this file; engines only decide whether some
 * assignment of the packet's variables passes all hops.
 */
import type { Gap } from '../network/gap.js';
import type { NetworkAcl } from '../network/networkAcl.js';
import type { NetworkInterface } from '../network/networkInterface.js';
import type { RouteTable, RouteTarget } from '../network/routeTable.js';
import type { Address, Family } from '../values/address.js';
import type { AddressSet } from '../values/addressSet.js';
import type { Cidr } from '../values/cidr.js';
import type { PortRange } from '../values/ports.js';
import type { Protocol } from '../values/protocol.js';

/** Whether a reply must be able to return, or delivery of the request is enough (semantics.md section 1). */
export type Semantics = 'two-way' | 'one-way';

/** Reachability routes of the service (inspector.md). */
export type Route = 'Internet' | 'PeeredVPC' | 'VGW';

export const allRoutes: readonly Route[] = ['Internet', 'PeeredVPC', 'VGW'];

/**
 * An address that a hop looks at: the client's (a variable), that of a load balancer node which the snapshot does not
 * hold (a variable, one per leg that starts at the node), or one that the configuration fixes.
 */
export type AddressOperand =
  | { readonly of: 'client' }
  | { readonly of: 'node'; readonly leg: number }
  | { readonly of: 'fixed'; readonly address: Address };

/**
 * A port that a hop looks at: the port that the exposure is about (the last leg's destination port), the client's
 * source port, the source port that a load balancer node chose for a leg, or a fixed one (a listener's).
 */
export type PortOperand =
  | { readonly of: 'destination' }
  | { readonly of: 'clientSource' }
  | { readonly of: 'nodeSource'; readonly leg: number }
  | { readonly of: 'fixed'; readonly port: number };

interface HopBase {
  /** 0 for the packet that the client sends; 1, 2, ... for the packets that load balancer nodes send on. */
  readonly leg: number;
  /** Hops of replies count in two-way semantics only. */
  readonly direction: 'request' | 'reply';
}

/** Public explanation codes of Reachability Analyzer that name an obstacle which no packet can avoid (inspector.md). */
export const conditionCodes = [
  'BAD_STATE',
  'BAD_STATE_ATTACHMENT',
  'BAD_STATE_ROUTE',
  'CANNOT_ROUTE',
  'NO_POSSIBLE_DESTINATION',
  'ENI_ADDRESS_RESTRICTION',
  'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
  'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
  'INGRESS_RTB_NO_PUBLIC_IP',
  'ELB_LISTENERS_MISMATCH',
  'ELBV2_LISTENERS_MISMATCH',
  'ELBV2_LISTENER_HAS_NO_TG',
  'ELBV2_NO_TARGETS_IN_AZ',
  'ELB_NOT_CROSSZONE',
  'ELB_INSTALLED_AZ_RESTRICTION',
  'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
] as const;

export type ConditionCode = (typeof conditionCodes)[number];

/** A fact of the configuration that holds for every packet or for none, for example that a gateway is attached. */
export interface ConditionHop extends HopBase {
  readonly kind: 'condition';
  readonly code: ConditionCode;
  /** Id of the resource that the condition is about. */
  readonly element: string;
  /** The condition in words, lower case: `igw-1 is attached to vpc-1`. */
  readonly statement: string;
  readonly holds: boolean | 'unknown';
  /** Present when `holds` is `unknown`. */
  readonly gap: Gap | undefined;
}

/** The route table of a subnet sends `destination` to `via`. */
export interface RouteTableHop extends HopBase {
  readonly kind: 'routeTable';
  readonly subnetId: string;
  /** Undefined: not in the snapshot, so undecided. */
  readonly table: RouteTable | undefined;
  readonly destination: AddressOperand;
  readonly via: RouteTarget;
  /** Why `table` is undefined. */
  readonly gap: Gap | undefined;
}

/** The network ACL of a subnet admits a packet with this remote address and destination port. */
export interface NetworkAclHop extends HopBase {
  readonly kind: 'networkAcl';
  readonly subnetId: string;
  readonly acl: NetworkAcl | undefined;
  readonly aclDirection: 'inbound' | 'outbound';
  readonly remote: AddressOperand;
  readonly port: PortOperand;
  readonly gap: Gap | undefined;
}

/** One rule that may admit a packet on this path, its peer resolved to addresses of the path's family. */
export interface AdmittingRule {
  readonly groupId: string;
  /** The rule as a person reads it: `sg-1 ingress tcp 22 from 10.0.0.0/8`. Unique within its hop. */
  readonly label: string;
  readonly protocol: number | 'all';
  readonly ports: PortRange;
  /** Blocks that the remote address must lie in; `any` where the peer is certain whatever the address. */
  readonly remotes: readonly Cidr[] | 'any';
  /** Set when the peer is not in the snapshot: the rule may then match any address, or none (`remotes` is ignored). */
  readonly gap: Gap | undefined;
}

/** Some rule of the groups of an interface (or of a load balancer) admits the packet. Replies need no rule. */
export interface SecurityGroupsHop extends HopBase {
  readonly kind: 'securityGroups';
  readonly groupIds: readonly string[];
  readonly ruleDirection: 'ingress' | 'egress';
  readonly rules: readonly AdmittingRule[];
  readonly remote: AddressOperand;
  readonly port: PortOperand;
  /** Groups that the snapshot does not hold: each may admit anything, or nothing. */
  readonly gaps: readonly Gap[];
}

export type Hop = ConditionHop | RouteTableHop | NetworkAclHop | SecurityGroupsHop;

/**
 * The addresses that a load balancer node outside the snapshot may have, as source of a leg. Leg 0 stands for the
 * address at which the client's packet arrives, where that is of another family than the one the node sends from.
 */
export interface NodeAddresses {
  readonly leg: number;
  readonly addresses: AddressSet;
}

/**
 * What an engine decides: which destination ports some packet gets to, through all hops. Questions are shared: paths to
 * interfaces with the same filters hold the same object, so an engine may remember answers by identity.
 */
export interface Question {
  /** Family of the client's address. Hops on later legs may look at addresses of the other family. */
  readonly family: Family;
  /** Protocols that the way carries at all. */
  readonly protocols: readonly Protocol[];
  /** The client's possible addresses. */
  readonly sources: AddressSet;
  /** Possible destination ports: all, or the one port of a load balancer's target. */
  readonly destinationPorts: PortRange;
  /** Nodes with unknown addresses, at most one a leg. */
  readonly nodes: readonly NodeAddresses[];
  /** In the order in which request and then reply meet them. */
  readonly hops: readonly Hop[];
}

/** Source ports that a load balancer node uses towards a target (semantics.md section 6). */
export const nodeSourcePorts: PortRange = { from: 1024, to: 65_535 };

/** Values for the variables of a question: one concrete packet, with what load balancer nodes chose on the way. */
export interface Assignment {
  readonly protocol: Protocol;
  readonly source: Address;
  readonly sourcePort: number;
  /** Destination port on the last leg. */
  readonly destinationPort: number;
  /** By leg: address of a node that the snapshot does not hold. */
  readonly nodeAddresses: Readonly<Record<number, Address>>;
  /** By leg: source port that the node chose. */
  readonly nodePorts: Readonly<Record<number, number>>;
}

/** One packet on the way: what its sender writes on it, and what it carries when it arrives. */
export interface Leg {
  readonly source: AddressOperand;
  readonly sourcePort: PortOperand;
  /** Where the sender sends it: the public address, where a gateway rewrites it. Undefined: a node with no known one. */
  readonly destination: AddressOperand | undefined;
  /** The address after the gateway rewrote it. */
  readonly delivered: AddressOperand;
  readonly destinationPort: PortOperand;
  /** Name to which the client sends when the address is not known (a load balancer's DNS name). */
  readonly destinationName: string | undefined;
}

/** The load balancer that a path goes through; the first one the client meets where there are two. */
export interface PathLoadBalancer {
  readonly name: string;
  /** Undefined for Classic load balancers. */
  readonly arn: string | undefined;
  readonly type: 'application' | 'network' | 'classic';
  readonly dnsName: string | undefined;
  readonly listenerPort: number;
  /** As AWS writes it: `HTTPS`, `TCP_UDP`, ... */
  readonly listenerProtocol: string;
}

/** One way in. */
export interface Path {
  readonly route: Route;
  /** igw-, pcx- or vgw- id of the gateway that the client comes through. */
  readonly componentId: string;
  readonly networkInterface: NetworkInterface;
  readonly family: Family;
  /** The interface's private IPv4 or its IPv6 address. */
  readonly address: Address;
  /** The public IPv4 that the internet gateway maps to `address`. */
  readonly publicAddress: Address | undefined;
  readonly loadBalancer: PathLoadBalancer | undefined;
  readonly question: Question;
  /** At least one: the client's packet; then one for each load balancer on the way. */
  readonly legs: readonly [Leg, ...Leg[]];
  /** Ids of the VPN connections and Direct Connect virtual interfaces that hang on a virtual private gateway. Sorted. */
  readonly connections: readonly string[];
  /** What was taken for granted, in words, sorted. */
  readonly assumptions: readonly string[];
}
