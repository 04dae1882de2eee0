/** Paths straight to an interface (semantics.md sections 3-5). */
import type { NetworkInterface } from '../network/networkInterface.js';
import { allPorts } from '../values/ports.js';
import { protocols } from '../values/protocol.js';
import { type Arrival, arrivalAt, arrivalHops, type Way } from './arrival.js';
import { type PathContext, questions } from './context.js';
import type { PathOptions } from './options.js';
import type { Path, Question, Route } from './path.js';
import { client, clientSourcePort, destinationPort } from './subnetHops.js';
import { waysBy } from './ways.js';

/** Every path by one route to the interface's own addresses. */
export const directPaths = (
  context: PathContext,
  networkInterface: NetworkInterface,
  route: Route,
  options: PathOptions,
): readonly Path[] => {
  const arrival = arrivalAt(networkInterface);
  return waysBy(route, context, arrival, options, destinationPort).map((way): Path => {
    const { example: address, family } = way.address;
    const publicAddress = family === 'ipv4' && way.route === 'Internet' ? knownPublic(way) : undefined;
    return {
      route,
      componentId: way.gateway.id,
      networkInterface,
      family,
      address,
      publicAddress,
      loadBalancer: undefined,
      question: context.remember(questions, keyOf(networkInterface, way), () =>
        questionOf(context, networkInterface, arrival, way),
      ),
      legs: [
        {
          source: client,
          sourcePort: clientSourcePort,
          destination: { of: 'fixed', address: publicAddress ?? address },
          delivered: way.address.operand,
          destinationPort,
          destinationName: undefined,
        },
      ],
      connections: way.connections,
      assumptions: [...way.assumptions].sort(),
    };
  });
};

const knownPublic = ({ address }: Way) => (address.public.kind === 'known' ? address.public.address : undefined);

/**
 * Everything that the question depends on. Hops on the client's side look at the interface's address, so ways with
 * such hops are shared only where these hops treat all addresses of the subnet alike (peeredVpc.ts).
 */
const keyOf = ({ subnetId, vpcId, securityGroupIds }: NetworkInterface, way: Way): string =>
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
    way.clientSideAddress?.of === 'fixed' ? way.clientSideAddress.address.value : '',
  ].join('|');

const questionOf = (
  context: PathContext,
  { securityGroupIds }: NetworkInterface,
  arrival: Arrival,
  way: Way,
): Question => {
  const { request, reply } = arrivalHops(context, arrival, way, { port: destinationPort, securityGroupIds });
  return {
    family: way.address.family,
    protocols,
    sources: way.sources,
    destinationPorts: allPorts,
    nodes: [],
    hops: [...request, ...reply],
  };
};
