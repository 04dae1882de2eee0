/** The assessment as the report's page reads it. */
import type { Assessment } from '../../findings/assessment.js';
import type { Exposure } from '../../findings/exposure.js';
import type { Finding } from '../../findings/finding.js';
import { type Severity, severities } from '../../findings/severity.js';
import type { Semantics } from '../../paths/path.js';
import { formatAddress, sameAddress } from '../../values/address.js';
import { formatCidr } from '../../values/cidr.js';
import { formatPortRange, type PortRange } from '../../values/ports.js';
import { printable } from '../../values/printable.js';
import { protocols } from '../../values/protocol.js';
import { recommendationOf, servicesText, titleOf } from '../wording.js';
import { InternTable } from './intern.js';
import type { Lane, PageData, PageFinding, Sources, Station, Way } from './page/pageData.js';
import { routeNames } from './routeNames.js';
import { vpcMap } from './vpcMap.js';
import { type Tables, wayOf } from './way.js';

interface AllTables extends Tables {
  readonly texts: InternTable<string>;
  readonly sources: InternTable<Sources>;
}

/** The worst findings first; then by instance, interface, route, component and port. */
export const pageDataOf = ({ findings, network, semantics }: Assessment): PageData => {
  const tables: AllTables = {
    texts: new InternTable<string>(),
    stations: new InternTable<Station>(),
    lanes: new InternTable<readonly Lane[]>(),
    sources: new InternTable<Sources>(),
  };
  const rows = findings.map((finding) => pageFinding(finding, semantics, tables)).sort(compareRows);
  return {
    severities,
    routeNames,
    texts: tables.texts.values,
    stations: tables.stations.values,
    lanes: tables.lanes.values,
    sources: tables.sources.values,
    findings: rows,
    vpcs: vpcMap(findings, network),
  };
};

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const compareRows = (a: PageFinding, b: PageFinding): number =>
  a.severity - b.severity ||
  compareText(a.name, b.name) ||
  compareText(a.instance, b.instance) ||
  compareText(a.networkInterface, b.networkInterface) ||
  compareText(a.route, b.route) ||
  compareText(a.component, b.component) ||
  a.port - b.port ||
  compareText(a.id, b.id);

const rank = (severity: Severity): number => severities.indexOf(severity);

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

const addressText = ({ address, publicAddress }: Exposure): string =>
  publicAddress === undefined || sameAddress(publicAddress, address)
    ? formatAddress(address)
    : `${formatAddress(publicAddress)} → ${formatAddress(address)}`;

const portsText = (protocol: string, ranges: readonly PortRange[]): string =>
  `${protocol} ${ranges.map(formatPortRange).join(', ')}`;

const pageFinding = (finding: Finding, semantics: Semantics, tables: AllTables): PageFinding => {
  const { networkInterface, exposures } = finding;
  const [{ instance }] = exposures;
  const state = instance?.state === undefined || instance.state === 'running' ? '' : instance.state;
  return {
    id: finding.id,
    type: finding.type,
    severity: rank(finding.severity),
    route: finding.route,
    component: printable(finding.componentId),
    instance: printable(finding.instanceId),
    name: printable(instance?.tags.get('Name') ?? ''),
    state: printable(state),
    networkInterface: printable(networkInterface.id),
    vpc: printable(networkInterface.vpcId),
    subnet: printable(networkInterface.subnetId),
    networkAcl: printable(networkInterface.subnet?.networkAcl?.id ?? ''),
    account: printable(networkInterface.account ?? ''),
    region: printable(networkInterface.region ?? ''),
    groups: finding.securityGroupIds.map(printable),
    addresses: distinct(exposures.map(addressText)),
    ...portColumns(finding),
    loadBalancers: distinct(
      exposures.flatMap(({ loadBalancer }) =>
        loadBalancer === undefined
          ? []
          : [printable(`${loadBalancer.name} ${loadBalancer.listenerProtocol} ${loadBalancer.listenerPort}`)],
      ),
    ),
    title: printable(titleOf(finding)),
    recommendation: printable(recommendationOf(finding)),
    closingRules: finding.closingRules.map(printable),
    connections: distinct(exposures.flatMap(({ connections }) => connections)).map(printable),
    assumptions: distinct(exposures.flatMap(({ assumptions }) => assumptions)).map((text) =>
      tables.texts.indexOf(printable(text)),
    ),
    sources: sourcesOf(finding, tables),
    ways: waysOf(finding, semantics, tables),
  };
};

const portColumns = (finding: Finding): Pick<PageFinding, 'port' | 'ports' | 'service' | 'process'> => {
  if (finding.type === 'NetworkExposure') {
    const ranges = [...finding.tcp, ...finding.udp];
    return {
      port: Math.min(...ranges.map(({ from }) => from)),
      ports: protocols
        .filter((protocol) => finding[protocol].length > 0)
        .map((protocol) => portsText(protocol, finding[protocol]))
        .join('; '),
      service: '',
      process: '',
    };
  }
  const { protocol, port, process } = finding;
  const parts = [process?.name, process?.pid === undefined ? undefined : `pid ${process.pid}`, process?.path].filter(
    (part) => part !== undefined,
  );
  return {
    port,
    ports: `${protocol} ${port}`,
    service: printable(servicesText(finding)),
    process: printable(process === undefined ? '' : parts.length === 0 ? 'unknown' : parts.join(', ')),
  };
};

const sourcesOf = (finding: Finding, tables: AllTables): readonly number[] => {
  const relevant = finding.exposures
    .flatMap(({ sources }) => sources)
    .filter(
      ({ protocol, from, to }) =>
        finding.type === 'NetworkExposure' ||
        (protocol === finding.protocol && from <= finding.port && finding.port <= to),
    );
  const indices = relevant.map(({ protocol, from, to, cidrs }) =>
    tables.sources.indexOf({ ports: portsText(protocol, [{ from, to }]), cidrs: cidrs.map(formatCidr) }),
  );
  return [...new Set(indices)];
};

/** Ranges of an aggregate beyond these are listed, not drawn: a picture each would outgrow everything else. */
const mostWays = 8;

const waysOf = (finding: Finding, semantics: Semantics, tables: AllTables): readonly Way[] => {
  if (finding.type !== 'NetworkExposure') {
    return [
      wayOf(
        finding.witness,
        portsText(finding.protocol, [{ from: finding.port, to: finding.port }]),
        semantics,
        tables,
      ),
    ];
  }
  return finding.exposures
    .flatMap((exposure) => protocols.flatMap((protocol) => exposure[protocol].map((range) => ({ protocol, range }))))
    .slice(0, mostWays)
    .map(({ protocol, range }) => wayOf(range.witness, portsText(protocol, [range]), semantics, tables));
};
