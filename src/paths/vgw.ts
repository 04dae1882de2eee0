/** Route `VGW`, through a virtual private gateway: semantics.md section 5. */
import type { Network } from '../network/network.js';
import type { NetworkInterface } from '../network/networkInterface.js';
import { unknownVpcCondition } from './conditions.js';
import type { PathContext } from './context.js';
import { directPath, isClosed } from './direct.js';
import { gatewayCandidates, vpnGateway } from './gatewayCandidates.js';
import { edgeRouting } from './middlebox.js';
import type { PathOptions } from './options.js';
import type { Path } from './path.js';
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

/** Every way through a virtual private gateway to the interface's own addresses. */
export const vpnGatewayPaths = (
  context: PathContext,
  networkInterface: NetworkInterface,
  { semantics, blocked = false }: PathOptions,
): readonly Path[] => {
  const { network } = context;
  const vpc = network.vpcs.get(networkInterface.vpcId);
  const addresses = [...networkInterface.ipv4.map(({ address }) => address), ...networkInterface.ipv6];
  return gatewayCandidates(network, networkInterface, vpnGateway, { semantics, blocked })
    .flatMap((gateway) =>
      addresses.map((address) => {
        const edge = edgeRouting(network, gateway.target.id, address);
        return directPath(context, networkInterface, {
          route: 'VGW',
          gateway: gateway.target,
          address,
          publicAddress: undefined,
          conditions: [
            gateway.condition,
            ...(vpc === undefined ? [unknownVpcCondition(networkInterface.vpcId)] : []),
            ...edge.conditions,
          ],
          sources: vpnGatewaySources(address.family, vpc?.cidrs ?? []),
          sourcesKey: '',
          remoteInterfaces: noRemoteInterfaces,
          before: [],
          after: [],
          appliances: edge.appliances,
          connections: connectionsOf(network, gateway.target.id),
          assumptions: edge.assumptions,
        });
      }),
    )
    .filter((path) => blocked || !isClosed(path));
};
