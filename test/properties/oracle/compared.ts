/** Everything that the path builders and the oracle can be asked about a network, and packets to ask about. */
import type { EngineOptions } from '../../../src/engines/engine.js';
import { evaluate } from '../../../src/engines/evaluator/evaluate.js';
import type { Path } from '../../../src/paths/path.js';
import { type Address, type Family, formatAddress } from '../../../src/values/address.js';
import { parseCidr } from '../../../src/values/cidr.js';
import { ports as portPool } from '../arbitraries/network/pools.js';
import type { AwsNetwork } from '../awsNetwork.js';
import { addressRepresentatives } from '../representatives.js';
import { balancersOf } from './balancers.js';
import { any, type Verdict } from './logic.js';
import type { Approach, Packet } from './oracle.js';
import { ipv6Addresses, privateAddresses } from './resources.js';

const text = (values: readonly (string | number | undefined)[]): string => values.join(' ');

export const approachKey = ({ route, componentId, networkInterfaceId, address, loadBalancer }: Approach): string =>
  text([route, componentId, networkInterfaceId, address, loadBalancer?.id, loadBalancer?.listenerPort]);

export const approachOf = ({ route, componentId, networkInterface, address, loadBalancer }: Path): Approach => ({
  route,
  componentId,
  networkInterfaceId: networkInterface.id,
  address: formatAddress(address),
  loadBalancer:
    loadBalancer === undefined
      ? undefined
      : { id: loadBalancer.arn ?? loadBalancer.name, listenerPort: loadBalancer.listenerPort },
});

/** The paths of each approach. */
export const pathsByApproach = (paths: readonly Path[]): ReadonlyMap<string, readonly Path[]> => {
  const found = new Map<string, Path[]>();
  for (const path of paths) {
    const key = approachKey(approachOf(path));
    found.set(key, [...(found.get(key) ?? []), path]);
  }
  return found;
};

/** Every way to every address that the configuration could mean, most of which lead nowhere. */
export const allApproaches = (aws: AwsNetwork): readonly Approach[] => {
  const routes = aws.RouteTables.flatMap(({ Routes }) => Routes);
  const unknown = (ids: readonly (string | undefined)[], known: readonly string[]): readonly string[] => [
    ...new Set(ids.flatMap((id) => (id === undefined || id === 'local' || known.includes(id) ? [] : [id]))),
  ];
  const unknownGateways = unknown(
    routes.map(({ GatewayId }) => GatewayId),
    [
      ...aws.InternetGateways.map(({ InternetGatewayId }) => InternetGatewayId),
      ...aws.VpnGateways.map(({ VpnGatewayId }) => VpnGatewayId),
    ],
  );
  const unknownConnections = unknown(
    routes.map(({ VpcPeeringConnectionId }) => VpcPeeringConnectionId),
    aws.VpcPeeringConnections.map(({ VpcPeeringConnectionId }) => VpcPeeringConnectionId),
  );
  const components = [
    // AWS's prefixes tell the kind of a gateway that only routes name.
    ...unknownGateways.map((id) => ({ route: id.startsWith('vgw-') ? ('VGW' as const) : ('Internet' as const), id })),
    ...unknownConnections.map((id) => ({ route: 'PeeredVPC' as const, id })),
    ...aws.InternetGateways.map(({ InternetGatewayId: id }) => ({ route: 'Internet' as const, id })),
    ...aws.VpcPeeringConnections.map(({ VpcPeeringConnectionId: id }) => ({ route: 'PeeredVPC' as const, id })),
    ...aws.VpnGateways.map(({ VpnGatewayId: id }) => ({ route: 'VGW' as const, id })),
  ];
  const through = [
    undefined,
    ...balancersOf(aws).flatMap(({ id, listenerPorts }) => listenerPorts.map((listenerPort) => ({ id, listenerPort }))),
  ];
  return aws.NetworkInterfaces.flatMap((networkInterface) =>
    [...privateAddresses(networkInterface), ...ipv6Addresses(networkInterface)].flatMap((address) =>
      components.flatMap(({ route, id }) =>
        through.map((loadBalancer) => ({
          route,
          componentId: id,
          networkInterfaceId: networkInterface.NetworkInterfaceId,
          address,
          loadBalancer,
        })),
      ),
    ),
  );
};

/** Values that matter to a network, whatever the packet. */
export interface Pools {
  readonly addresses: Readonly<Record<Family, readonly Address[]>>;
  readonly ports: readonly number[];
}

/** Both sides of every boundary of every block and address that the configuration writes. */
export const poolsOf = (aws: AwsNetwork): Pools => {
  const written = JSON.stringify(aws).matchAll(/"([0-9a-f.:]+)(\/\d+)?"/g);
  const blocks = [
    ...['0.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '224.0.0.0/4', '240.0.0.0/4'],
    ...[...written].map(([, address = '', length = address.includes(':') ? '/128' : '/32']) => `${address}${length}`),
  ].flatMap((block) => parseCidr(block) ?? []);
  const neighbours = portPool
    .flatMap((port) => [port - 1, port, port + 1])
    .filter((port) => port >= 0 && port <= 65_535);
  return {
    addresses: { ipv4: addressRepresentatives('ipv4', blocks), ipv6: addressRepresentatives('ipv6', blocks) },
    ports: [...new Set([...neighbours, 50_000])].sort((a, b) => a - b),
  };
};

/** What the paths of one approach make of a packet. */
export const verdictOfPaths = (paths: readonly Path[], packet: Packet, options: EngineOptions): Verdict =>
  any(...paths.map(({ question }) => evaluate(question, packet, options).verdict));
