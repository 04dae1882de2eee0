/** Route `Internet`, straight to the interface: semantics.md section 3. */
import type { NetworkInterface } from '../network/networkInterface.js';
import type { Address } from '../values/address.js';
import { condition, unknownVpcCondition } from './conditions.js';
import type { PathContext } from './context.js';
import { directPath, isClosed } from './direct.js';
import { gatewayCandidates, internetGateway } from './gatewayCandidates.js';
import { edgeRouting } from './middlebox.js';
import type { PathOptions } from './options.js';
import type { ConditionHop, Path } from './path.js';
import { noRemoteInterfaces } from './securityGroupsHop.js';
import { internetSources } from './sources.js';

/** An address that the internet may send to, and how it looks from there. */
interface Target {
  readonly address: Address;
  readonly publicAddress: Address | undefined;
  /** An IPv4 address needs a public one in front of it; IPv6 is not rewritten. */
  readonly conditions: readonly ConditionHop[];
}

const targetsOf = ({ id, ipv4, ipv6 }: NetworkInterface, blocked: boolean): readonly Target[] => [
  ...ipv4
    .filter(({ publicAddress }) => publicAddress !== undefined || blocked)
    .map(({ address, publicAddress }) => ({
      address,
      publicAddress,
      conditions:
        publicAddress === undefined
          ? [
              condition(false, {
                code: 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
                element: id,
                statement: `the address of ${id} has a public IPv4 address`,
              }),
            ]
          : [],
    })),
  ...ipv6.map((address) => ({ address, publicAddress: undefined, conditions: [] })),
];

/** Facts about the VPC and the interface that close the way for every packet. */
const closedBy = (context: PathContext, networkInterface: NetworkInterface): readonly ConditionHop[] => {
  const { id, vpcId, denyAllIgwTraffic, account, region } = networkInterface;
  const vpc = context.network.vpcs.get(vpcId);
  const mode = context.network.blockPublicAccess.blockModeFor(networkInterface, {
    account: vpc?.account ?? account,
    region: vpc?.region ?? region,
  });
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

/** Every way from the internet to the interface's own addresses. */
export const internetPaths = (
  context: PathContext,
  networkInterface: NetworkInterface,
  { semantics, blocked = false }: PathOptions,
): readonly Path[] => {
  const { network } = context;
  const closed = closedBy(context, networkInterface);
  if (!blocked && closed.some(({ holds }) => holds === false)) return [];
  const targets = targetsOf(networkInterface, blocked);
  if (targets.length === 0) return [];
  const own = network.vpcs.get(networkInterface.vpcId)?.cidrs ?? [];
  return gatewayCandidates(network, networkInterface, internetGateway, { semantics, blocked })
    .flatMap((gateway) =>
      targets.map(({ address, publicAddress, conditions }) => {
        const edge = edgeRouting(network, gateway.target.id, address);
        return directPath(context, networkInterface, {
          route: 'Internet',
          gateway: gateway.target,
          address,
          publicAddress,
          conditions: [gateway.condition, ...closed, ...conditions, ...edge.conditions],
          sources: internetSources(address.family, own),
          sourcesKey: '',
          remoteInterfaces: noRemoteInterfaces,
          before: [],
          after: [],
          appliances: edge.appliances,
          connections: [],
          assumptions: edge.assumptions,
        });
      }),
    )
    .filter((path) => blocked || !isClosed(path));
};
