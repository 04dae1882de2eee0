/** Inspector Classic's attributes of a finding (inspector.md, "Names that other people's automation matches on"). */
import type { Finding } from '../../findings/finding.js';
import type { Route } from '../../paths/path.js';
import type { PortRange } from '../../values/ports.js';

export interface Attribute {
  readonly key: string;
  readonly value: string;
}

/** Classic's data casts the routes differently from its guide. */
const reachabilityType: Readonly<Record<Route, string>> = { Internet: 'Internet', PeeredVPC: 'PeeredVpc', VGW: 'VGW' };

const gatewayKey: Readonly<Record<Route, string>> = { Internet: 'IGW', PeeredVPC: 'PCX', VGW: 'VGW' };

const bracketed = (ranges: readonly PortRange[]): string =>
  `[${ranges.map(({ from, to }) => `[${from} - ${to}]`).join(', ')}]`;

/** Sorted by key. What is unknown is left out. */
export const attributesOf = (finding: Finding, peerVpcId: string | undefined): readonly Attribute[] => {
  const { networkInterface, instanceId, securityGroupIds, route, componentId, type, exposures } = finding;
  const namesOf = (classic: boolean): string =>
    [
      ...new Set(
        exposures.flatMap(({ loadBalancer }) =>
          loadBalancer === undefined || (loadBalancer.type === 'classic') !== classic
            ? []
            : [loadBalancer.dnsName ?? loadBalancer.name],
        ),
      ),
    ].join(', ');
  const common: Readonly<Record<string, string | undefined>> = {
    INSTANCE_ID: instanceId,
    ENI: networkInterface.id,
    VPC: networkInterface.vpcId,
    ACL: networkInterface.subnet?.networkAcl?.id,
    SECURITY_GROUP: securityGroupIds.join(', '),
    REACHABILITY_TYPE: reachabilityType[route],
    RULE_TYPE: type,
    [gatewayKey[route]]: componentId,
    PCX_VPC: peerVpcId,
    ELB: namesOf(true),
    ELB2: namesOf(false),
  };
  const own: Readonly<Record<string, string | undefined>> =
    finding.type === 'NetworkExposure'
      ? {
          // Classic says TCP here, whatever the ports.
          PROTOCOL: 'TCP',
          TCP_PORTS: bracketed(finding.tcp),
          UDP_PORTS: bracketed(finding.udp),
        }
      : {
          PROTOCOL: finding.protocol.toUpperCase(),
          PORT: `${finding.port}`,
          PORT_GROUP_NAME: finding.services.join(', '),
          PROCESS_NAME: finding.process?.name,
          PROCESS_PATH: finding.process?.path,
          PROCESS_PID: finding.process?.pid?.toString(),
        };
  return Object.entries({ ...common, ...own })
    .flatMap(([key, value]) => (value === undefined || value === '' ? [] : [{ key, value }]))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
};
