/** Paths through a load balancer to the interface of a target: semantics.md section 6. */
import type { LoadBalancer, LoadBalancerNode } from '../network/loadBalancer.js';
import type { NetworkInterface } from '../network/networkInterface.js';
import type { Address, Family } from '../values/address.js';
import { type Cidr, firstOf } from '../values/cidr.js';
import { type Protocol, protocols } from '../values/protocol.js';
import { type Arrival, type ArrivalAddress, arrivalAt, arrivalHops, type Way } from './arrival.js';
import { type Chain, chainsTo, type Stage } from './chains.js';
import { condition } from './conditions.js';
import type { PathContext } from './context.js';
import { forwardingHops, nodeSource, type Receiver } from './forwarding.js';
import type { PathOptions } from './options.js';
import type { AddressOperand, ConditionHop, Hop, Leg, NodeAddresses, Path, PortOperand, Route } from './path.js';
import { unknownSources } from './sources.js';
import { client, clientSourcePort, destinationPort } from './subnetHops.js';
import { waysBy } from './ways.js';

/** Internet-facing load balancers are met from the internet, internal ones from peers and virtual private gateways. */
const servesRoute = ({ internetFacing }: LoadBalancer, route: Route): boolean =>
  internetFacing === (route === 'Internet');

/** Every path by one route through load balancers to the interface. */
export const loadBalancerPaths = (
  context: PathContext,
  networkInterface: NetworkInterface,
  route: Route,
  options: PathOptions,
): readonly Path[] =>
  chainsTo(context.network, networkInterface.id)
    .filter(([{ balancer }]) => servesRoute(balancer, route))
    .flatMap((chain) =>
      nodeChoices(chain).flatMap((nodes) => pathsOver(context, networkInterface, route, options, chain, nodes)),
    );

type Nodes = readonly [LoadBalancerNode, ...LoadBalancerNode[]];

/** One node of each load balancer on the way. */
const nodeChoices = ([first, ...rest]: Chain): readonly Nodes[] =>
  rest.reduce<readonly Nodes[]>(
    (choices, { balancer }) =>
      choices.flatMap(([head, ...tail]) => balancer.nodes.map((node): Nodes => [head, ...tail, node])),
    first.balancer.nodes.map((node): Nodes => [node]),
  );

const pathsOver = (
  context: PathContext,
  networkInterface: NetworkInterface,
  route: Route,
  options: PathOptions,
  chain: Chain,
  nodes: Nodes,
): readonly Path[] => {
  const [{ balancer, listener }] = chain;
  const [entry] = nodes;
  const carried = chain.reduce<readonly Protocol[]>(
    (left, stage) => left.filter((protocol) => stageProtocols(stage).includes(protocol)),
    protocols,
  );
  if (carried.length === 0) return [];
  const zones = zoneConditions(networkInterface, chain, nodes);
  if (options.blocked !== true && zones.conditions.some(({ holds }) => holds === false)) return [];
  const arrival = arrivalAtNode(balancer, entry, firstFamily(networkInterface, chain));
  const port: PortOperand = { of: 'fixed', port: listener.port };
  return waysBy(route, context, arrival, options, port).flatMap((way) => {
    const legs = forwardLegs(context, networkInterface, chain, nodes, way);
    if (legs === undefined) return [];
    const own = arrivalHops(context, arrival, way, {
      port,
      securityGroupIds: balancer.securityGroupIds.length === 0 ? undefined : balancer.securityGroupIds,
    });
    const { address, port: targetPort } = finalAddress(networkInterface, chain);
    if (address === undefined) return [];
    const path: Path = {
      route,
      componentId: way.gateway.id,
      networkInterface,
      family: address.family,
      address,
      publicAddress: undefined,
      loadBalancer: {
        name: balancer.name,
        arn: balancer.arn,
        type: balancer.type,
        dnsName: balancer.dnsName,
        listenerPort: listener.port,
        listenerProtocol: listener.protocol ?? 'unknown',
      },
      question: {
        family: way.address.family,
        protocols: carried,
        sources: way.sources,
        destinationPorts: { from: targetPort, to: targetPort },
        nodes: nodeAddresses(nodes, way, legs.families),
        hops: [...own.request, ...zones.conditions, ...legs.requests, ...legs.replies, ...own.reply],
      },
      legs: [clientLeg(balancer, way, port), ...legs.packets],
      connections: way.connections,
      assumptions: [
        ...new Set([
          ...way.assumptions,
          ...zones.assumptions,
          ...nodeAssumptions(chain, nodes),
          ...groupAssumptions(chain),
        ]),
      ].sort(),
    };
    return [path];
  });
};

/** TCP for HTTP, HTTPS, TCP, TLS, SSL; UDP for UDP; both for TCP_UDP (QUIC is UDP). */
const protocolsByName: ReadonlyMap<string, readonly Protocol[]> = new Map([
  ...['HTTP', 'HTTPS', 'TCP', 'TLS', 'SSL'].map((name): [string, readonly Protocol[]] => [name, ['tcp']]),
  ...['UDP', 'QUIC'].map((name): [string, readonly Protocol[]] => [name, ['udp']]),
  ...['TCP_UDP', 'TCP_QUIC'].map((name): [string, readonly Protocol[]] => [name, protocols]),
]);

/** Both where AWS does not say. */
const protocolsOf = (name: string | undefined): readonly Protocol[] =>
  name === undefined ? protocols : (protocolsByName.get(name.toUpperCase()) ?? []);

const stageProtocols = ({ listener, group }: Stage): readonly Protocol[] => {
  const fromTarget = protocolsOf(group.protocol);
  return protocolsOf(listener.protocol).filter((protocol) => fromTarget.includes(protocol));
};

/** The address at which the target receives, and its port. */
const finalAddress = (
  { ipv4 }: NetworkInterface,
  chain: Chain,
): { readonly address: Address | undefined; readonly port: number } => {
  const { target } = chain.at(-1) ?? chain[0];
  const primary = (ipv4.find(({ primary }) => primary) ?? ipv4[0])?.address;
  return { address: target.kind === 'interface' ? (target.address ?? primary) : primary, port: target.port };
};

/** Family of the packet on leg 1: that of the target, or IPv4 towards another load balancer. */
const firstFamily = (networkInterface: NetworkInterface, chain: Chain): Family =>
  chain.length > 1 ? 'ipv4' : (finalAddress(networkInterface, chain).address?.family ?? 'ipv4');

/** The node as a place of arrival. `sendsFrom`: the family of its own address on leg 1. */
const arrivalAtNode = (balancer: LoadBalancer, node: LoadBalancerNode, sendsFrom: Family): Arrival => {
  if (node.networkInterface !== undefined) return arrivalAt(node.networkInterface);
  const assumed = (family: Family, cidr: Cidr): ArrivalAddress => ({
    family,
    operand: { of: 'node', leg: family === sendsFrom ? 1 : 0 },
    example: { family, value: firstOf(cidr) },
    public: family === 'ipv6' || balancer.internetFacing ? { kind: 'assumed' } : { kind: 'none' },
  });
  const families: readonly Family[] = balancer.dualStack ? ['ipv4', 'ipv6'] : ['ipv4'];
  return {
    id: `${balancer.name} in ${node.subnetId}`,
    vpcId: balancer.vpcId,
    subnetId: node.subnetId,
    subnet: node.subnet,
    account: balancer.account,
    region: balancer.region,
    denyAllIgwTraffic: false,
    addresses:
      node.subnet === undefined
        ? [assumed('ipv4', { family: 'ipv4', value: 0n, length: 0 })]
        : families.flatMap((family) => {
            const cidr = node.subnet?.cidrs.find((candidate) => candidate.family === family);
            return cidr === undefined ? [] : [assumed(family, cidr)];
          }),
  };
};

interface ForwardLegs {
  readonly requests: readonly Hop[];
  readonly replies: readonly Hop[];
  readonly packets: readonly Leg[];
  /** Family on each leg; index 0 is leg 1. */
  readonly families: readonly Family[];
}

/** The packets of all load balancers on the way; undefined where a node has no address to send from. */
const forwardLegs = (
  context: PathContext,
  networkInterface: NetworkInterface,
  chain: Chain,
  nodes: Nodes,
  way: Way,
): ForwardLegs | undefined => {
  const requests: Hop[] = [];
  const replies: Hop[] = [];
  const packets: Leg[] = [];
  const families: Family[] = [];
  let clientStays = true;
  for (const [index, stage] of chain.entries()) {
    const node = nodes[index];
    const receiver = receiverOf(networkInterface, chain, nodes, index);
    if (node === undefined || receiver === undefined) return undefined;
    const leg = index + 1;
    const nodeAddress = nodeSource(node, receiver.family, leg);
    if (nodeAddress === undefined) return undefined;
    // "Client IP preservation has no effect on traffic converted from IPv6 to IPv4" (Network Load Balancer user guide).
    clientStays = clientStays && stage.group.preservesClient.on && way.address.family === receiver.family;
    const hops = forwardingHops(context, {
      leg,
      balancer: stage.balancer,
      node,
      receiver,
      keepsClient: clientStays,
      nodeAddress,
      clientPeer: way.remoteInterfaces.peer,
    });
    requests.push(...hops.request);
    replies.unshift(...hops.reply);
    packets.push(hops.packet);
    families.push(receiver.family);
  }
  return { requests, replies, packets, families };
};

const receiverOf = (
  networkInterface: NetworkInterface,
  chain: Chain,
  nodes: Nodes,
  index: number,
): Receiver | undefined => {
  const next = chain[index + 1];
  if (next === undefined) {
    const { address } = finalAddress(networkInterface, chain);
    return address === undefined
      ? undefined
      : {
          at: { id: networkInterface.subnetId, subnet: networkInterface.subnet },
          family: address.family,
          address: { of: 'fixed', address },
          port: destinationPort,
          securityGroupIds: networkInterface.securityGroupIds,
        };
  }
  const node = nodes[index + 1];
  const address = node === undefined ? undefined : nodeSource(node, 'ipv4', index + 2);
  if (node === undefined || address === undefined) return undefined;
  return {
    at: { id: node.subnetId, subnet: node.subnet },
    family: 'ipv4',
    address,
    port: { of: 'fixed', port: next.listener.port },
    securityGroupIds: next.balancer.securityGroupIds.length === 0 ? undefined : next.balancer.securityGroupIds,
  };
};

/** Where nodes that the snapshot does not hold may be. */
const nodeAddresses = (nodes: Nodes, way: Way, families: readonly Family[]): readonly NodeAddresses[] => {
  const [entry] = nodes;
  const addressesOf = (node: LoadBalancerNode, family: Family, leg: number): NodeAddresses => ({
    leg,
    addresses:
      node.subnet === undefined
        ? unknownSources(family, [])
        : { family, include: node.subnet.cidrs.filter((cidr) => cidr.family === family), exclude: [] },
  });
  const arrival: AddressOperand = way.address.operand;
  return [
    ...(arrival.of === 'node' && arrival.leg === 0 ? [addressesOf(entry, way.address.family, 0)] : []),
    ...nodes.flatMap((node, index) => {
      const family = families[index];
      return node.networkInterface !== undefined || family === undefined ? [] : [addressesOf(node, family, index + 1)];
    }),
  ];
};

const clientLeg = (balancer: LoadBalancer, { route, address }: Way, port: PortOperand): Leg => ({
  source: client,
  sourcePort: clientSourcePort,
  destination:
    route !== 'Internet'
      ? address.operand
      : address.public.kind === 'known'
        ? { of: 'fixed', address: address.public.address }
        : undefined,
  delivered: address.operand,
  destinationPort: port,
  destinationName: balancer.dnsName,
});

interface ZoneConditions {
  readonly conditions: readonly ConditionHop[];
  readonly assumptions: readonly string[];
}

/** A node serves targets of its own zone, and of others when cross-zone load balancing is on. */
const zoneConditions = (networkInterface: NetworkInterface, chain: Chain, nodes: Nodes): ZoneConditions => {
  const conditions: ConditionHop[] = [];
  const assumptions: string[] = [];
  for (const [index, { balancer, group }] of chain.entries()) {
    const from = nodes[index]?.subnet?.availabilityZone;
    const to = (index + 1 < chain.length ? nodes[index + 1]?.subnet : networkInterface.subnet)?.availabilityZone;
    if (from !== undefined && from === to) continue;
    const { on, assumed } = group.crossZone;
    if (on && assumed) assumptions.push(`cross-zone load balancing of ${balancer.name} was assumed to be on`);
    else if (!on && (from === undefined || to === undefined)) {
      assumptions.push(`the node of ${balancer.name} was assumed to be in the zone of the target`);
    } else if (!on) {
      conditions.push(
        condition(false, {
          leg: index + 1,
          code: 'ELB_NOT_CROSSZONE',
          element: balancer.arn ?? balancer.name,
          statement: `${balancer.name} balances from ${from} to targets in ${to}`,
        }),
      );
    }
  }
  return { conditions, assumptions };
};

const nodeAssumptions = (chain: Chain, nodes: Nodes): readonly string[] =>
  chain.flatMap(({ balancer }, index) => {
    const node = nodes[index];
    if (node === undefined || node.networkInterface !== undefined) return [];
    const reach = balancer.internetFacing && index === 0 ? ', with a public address' : '';
    return [
      `no node of ${balancer.name} in ${node.subnetId} is in the snapshot: any address of the subnet was assumed to be one${reach}`,
    ];
  });

/** Explanation codes ASSUMPTION_PRESERVE_CLIENT_IP_IS_ENABLED and _DISABLED (inspector.md). */
const groupAssumptions = (chain: Chain): readonly string[] =>
  chain.flatMap(({ group }) =>
    group.preservesClient.assumed
      ? [`client IP preservation of ${group.id} was assumed to be ${group.preservesClient.on ? 'on' : 'off'}`]
      : [],
  );
