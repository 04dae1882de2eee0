/** What all routes straight to an interface have in common (semantics.md sections 3-5). */
import type { NetworkInterface } from '../network/networkInterface.js';
import type { RouteTarget } from '../network/routeTable.js';
import type { Address } from '../values/address.js';
import type { AddressSet } from '../values/addressSet.js';
import { allPorts } from '../values/ports.js';
import { protocols } from '../values/protocol.js';
import { type PathContext, questions } from './context.js';
import { replyThroughAppliances } from './middlebox.js';
import type { ConditionHop, Hop, Path, Question, Route } from './path.js';
import { type RemoteInterfaces, securityGroupsHop } from './securityGroupsHop.js';
import { client, clientSourcePort, destinationPort, networkAclHop, routeTableHop } from './subnetHops.js';

/** The way of a packet through one gateway to one address of an interface. */
export interface DirectWay {
  readonly route: Route;
  readonly gateway: RouteTarget;
  readonly address: Address;
  readonly publicAddress: Address | undefined;
  readonly conditions: readonly ConditionHop[];
  /** The clients, and what tells them apart from those of other ways. */
  readonly sources: AddressSet;
  readonly sourcesKey: string;
  readonly remoteInterfaces: RemoteInterfaces;
  /** Hops on the client's side of the gateway, for the request and for the reply. */
  readonly before: readonly Hop[];
  readonly after: readonly Hop[];
  /** Ids of the appliances that the gateway's own route table puts in the way. */
  readonly appliances: readonly string[];
  readonly connections: readonly string[];
  readonly assumptions: readonly string[];
}

/** A way that a fact of the configuration closes for every packet. */
export const isClosed = ({ question }: Path): boolean =>
  question.hops.some((hop) => hop.kind === 'condition' && hop.holds === false);

export const directPath = (context: PathContext, networkInterface: NetworkInterface, way: DirectWay): Path => ({
  route: way.route,
  componentId: way.gateway.id,
  networkInterface,
  family: way.address.family,
  address: way.address,
  publicAddress: way.publicAddress,
  loadBalancer: undefined,
  question: context.remember(questions, keyOf(networkInterface, way), () => questionOf(context, networkInterface, way)),
  legs: [
    {
      source: client,
      sourcePort: clientSourcePort,
      destination: { of: 'fixed', address: way.publicAddress ?? way.address },
      delivered: { of: 'fixed', address: way.address },
      destinationPort,
      destinationName: undefined,
    },
  ],
  connections: way.connections,
  assumptions: [...way.assumptions].sort(),
});

/**
 * Everything that the question depends on. Hops on the client's side look at the interface's address, so ways with
 * such hops are shared by nobody.
 */
const keyOf = ({ subnetId, vpcId, securityGroupIds }: NetworkInterface, way: DirectWay): string =>
  [
    way.route,
    way.gateway.kind,
    way.gateway.id,
    way.sourcesKey,
    vpcId,
    subnetId,
    way.address.family,
    securityGroupIds.join(' '),
    way.conditions.map(({ statement, holds }) => `${statement}=${holds}`).join(';'),
    way.appliances.join(' '),
    way.before.length + way.after.length === 0 ? '' : way.address.value,
  ].join('|');

const questionOf = (context: PathContext, networkInterface: NetworkInterface, way: DirectWay): Question => {
  const at = { id: networkInterface.subnetId, subnet: networkInterface.subnet };
  const { family } = way.address;
  return {
    family,
    protocols,
    sources: way.sources,
    destinationPorts: allPorts,
    nodes: [],
    hops: [
      ...way.before,
      ...way.conditions,
      networkAclHop(context, at, {
        leg: 0,
        direction: 'request',
        aclDirection: 'inbound',
        remote: client,
        port: destinationPort,
      }),
      securityGroupsHop(context, {
        leg: 0,
        family,
        groupIds: networkInterface.securityGroupIds,
        ruleDirection: 'ingress',
        remote: client,
        port: destinationPort,
        remoteInterfaces: way.remoteInterfaces,
      }),
      networkAclHop(context, at, {
        leg: 0,
        direction: 'reply',
        aclDirection: 'outbound',
        remote: client,
        port: clientSourcePort,
      }),
      replyThroughAppliances(
        routeTableHop(context, at, { leg: 0, direction: 'reply', destination: client, via: way.gateway }),
        way.appliances,
      ),
      ...way.after,
    ],
  };
};
