/** Route `VGW`, through a virtual private gateway: semantics.md section 5. */
import type { Network } from '../network/network.js';
import { type Arrival, isClosed, type Way } from './arrival.js';
import { unknownVpcCondition } from './conditions.js';
import type { PathContext } from './context.js';
import { gatewayCandidates, vpnGateway } from './gatewayCandidates.js';
import { edgeRouting } from './middlebox.js';
import type { PathOptions } from './options.js';
import { noRemoteInterfaces } from './securityGroupsHop.js';
import { vpnGatewaySources } from './sources.js';

/** VPN connections and Direct Connect virtual interfaces that end at the gateway. */
const connectionsOf = ({ snapshot: { resources } }: Network, gatewayId: string): readonly string[] => [
  ...(resources.VpnConnections ?? [])
    .filter(({ VpnGatewayId, State }) => VpnGatewayId === gatewayId && State !== 'deleted')
    .map(({ VpnConnectionId }) => VpnConnectionId)
    .sort(),
  ...(resources.VirtualInterfaces ?? [])
    .filter(
      ({ virtualGatewayId, virtualInterfaceState: state }) => virtualGatewayId === gatewayId && state !== 'deleted',
    )
    .map(({ virtualInterfaceId }) => virtualInterfaceId)
    .sort(),
];

/** Every way through a virtual private gateway to the place's own addresses. */
export const vpnGatewayWays = (
  context: PathContext,
  arrival: Arrival,
  { semantics, blocked = false }: PathOptions,
): readonly Way[] => {
  const { network } = context;
  const vpc = network.vpcs.get(arrival.vpcId);
  return gatewayCandidates(network, arrival, vpnGateway, { semantics, blocked })
    .flatMap((gateway) =>
      arrival.addresses.map((address): Way => {
        const edge = edgeRouting(network, gateway.target.id, address.example);
        return {
          route: 'VGW',
          gateway: gateway.target,
          address,
          conditions: [
            gateway.condition,
            ...(vpc === undefined ? [unknownVpcCondition(arrival.vpcId)] : []),
            ...edge.conditions,
          ],
          sources: vpnGatewaySources(address.family, vpc?.cidrs ?? []),
          sourcesKey: '',
          remoteInterfaces: noRemoteInterfaces,
          clientSideAddress: undefined,
          before: [],
          after: [],
          appliances: edge.appliances,
          connections: connectionsOf(network, gateway.target.id),
          assumptions: edge.assumptions,
        };
      }),
    )
    .filter((way) => blocked || !isClosed(way));
};
