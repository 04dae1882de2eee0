/** Route `Internet`, through an internet gateway: semantics.md section 3. */
import { type Arrival, type ArrivalAddress, isClosed, type Way } from './arrival.js';
import { condition, unknownVpcCondition } from './conditions.js';
import type { PathContext } from './context.js';
import { gatewayCandidates, internetGateway } from './gatewayCandidates.js';
import { edgeRouting } from './middlebox.js';
import type { PathOptions } from './options.js';
import type { ConditionHop } from './path.js';
import { noRemoteInterfaces } from './securityGroupsHop.js';
import { internetSources } from './sources.js';

/** Facts about the VPC and the place of arrival that close the way for every packet. */
const closedBy = (context: PathContext, arrival: Arrival): readonly ConditionHop[] => {
  const { id, vpcId, subnetId, denyAllIgwTraffic, account, region } = arrival;
  const vpc = context.network.vpcs.get(vpcId);
  const mode = context.network.blockPublicAccess.blockModeFor(
    { vpcId, subnetId },
    { account: vpc?.account ?? account, region: vpc?.region ?? region },
  );
  return [
    ...(vpc === undefined ? [unknownVpcCondition(vpcId)] : []),
    ...(mode === undefined
      ? []
      : [
          condition(false, {
            code: 'CANNOT_ROUTE',
            element: vpcId,
            statement: `VPC Block Public Access (${mode}) lets packets from the internet into ${vpcId}`,
          }),
        ]),
    ...(denyAllIgwTraffic
      ? [
          condition(false, {
            code: 'CANNOT_ROUTE',
            element: id,
            statement: `${id} accepts packets from internet gateways (DenyAllIgwTraffic is off)`,
          }),
        ]
      : []),
  ];
};

/** An IPv4 address needs a public one in front of it; IPv6 is not rewritten. */
const publicCondition = ({ id }: Arrival, address: ArrivalAddress): readonly ConditionHop[] =>
  address.public.kind === 'none'
    ? [
        condition(false, {
          code: 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
          element: id,
          statement: `the address of ${id} has a public IPv4 address`,
        }),
      ]
    : [];

/** Every way from the internet to the place's own addresses. */
export const internetWays = (
  context: PathContext,
  arrival: Arrival,
  { semantics, blocked = false }: PathOptions,
): readonly Way[] => {
  const { network } = context;
  const closed = closedBy(context, arrival);
  if (!blocked && closed.some(({ holds }) => holds === false)) return [];
  const addresses = arrival.addresses.filter((address) => blocked || address.public.kind !== 'none');
  if (addresses.length === 0) return [];
  const own = network.vpcs.get(arrival.vpcId)?.cidrs ?? [];
  return gatewayCandidates(network, arrival, internetGateway, { semantics, blocked })
    .flatMap((gateway) =>
      addresses.map((address): Way => {
        const edge = edgeRouting(network, gateway.target.id, address.example);
        return {
          route: 'Internet',
          gateway: gateway.target,
          address,
          conditions: [gateway.condition, ...closed, ...publicCondition(arrival, address), ...edge.conditions],
          sources: internetSources(address.family, own),
          sourcesKey: '',
          remoteInterfaces: noRemoteInterfaces,
          clientSideAddress: undefined,
          before: [],
          after: [],
          appliances: edge.appliances,
          connections: [],
          assumptions: edge.assumptions,
        };
      }),
    )
    .filter((way) => blocked || !isClosed(way));
};
