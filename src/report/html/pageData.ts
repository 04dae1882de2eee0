/** The assessment as the report's page reads it. */
import type { Assessment } from '../../findings/assessment.js';
import type { Exposure } from '../../findings/exposure.js';
import type { Finding } from '../../findings/finding.js';
import { compareSeverities, type Severity, severities } from '../../findings/severity.js';
import type { NetworkInterface } from '../../network/networkInterface.js';
import type { Semantics } from '../../paths/path.js';
import { formatAddress, sameAddress } from '../../values/address.js';
import { formatCidr } from '../../values/cidr.js';
import { formatPortRange, type PortRange } from '../../values/ports.js';
import { printable } from '../../values/printable.js';
import { protocols } from '../../values/protocol.js';
import { recommendationOf, servicesText, titleOf } from '../wording.js';
import { InternTable } from './intern.js';
import type {
  End,
  Entrance,
  FindingDetails,
  Lane,
  PageData,
  PageFinding,
  Place,
  Sources,
  Way,
} from './page/pageData.js';
import { clientNames, routeNames } from './routeNames.js';
import { vpcMap } from './vpcMap.js';
import { StationTable, type Tables, wayOf } from './way.js';

interface AllTables extends Tables {
  readonly texts: InternTable<string>;
  readonly groups: InternTable<readonly string[]>;
  readonly places: InternTable<Place>;
  /** Places that were looked up already. */
  readonly placeOf: Map<NetworkInterface, Place>;
  readonly entrances: InternTable<Entrance>;
  readonly sources: InternTable<Sources>;
}

/** Everything that the page is given. */
export interface PageContent {
  readonly data: PageData;
  /** Details of the findings, in their order, `data.chunkSize` in each. */
  readonly chunks: readonly (readonly FindingDetails[])[];
}

/** Small enough to be read at once, large enough not to fill the page with elements. */
const chunkSize = 500;

const placeholders = ['\u0001', '\u0002', '\u0003'] as const;

/** The worst findings first; then by name, instance, interface, route, component and port. */
export const pageContentOf = ({ findings, network, semantics }: Assessment): PageContent => {
  const tables: AllTables = {
    texts: new InternTable<string>(),
    groups: new InternTable<readonly string[]>(),
    places: new InternTable<Place>(),
    placeOf: new Map(),
    entrances: new InternTable<Entrance>(),
    stations: new StationTable(),
    nodes: new InternTable<End>(),
    lanes: new InternTable<readonly Lane[]>(),
    sources: new InternTable<Sources>(),
  };
  const sorted = sortedFindings(findings);
  const rows = sorted.map((finding) => pageFinding(finding, tables));
  const details = sorted.map((finding) => detailsOf(finding, semantics, tables));
  const chunks = Array.from({ length: Math.ceil(details.length / chunkSize) }, (_value, index) =>
    details.slice(index * chunkSize, (index + 1) * chunkSize),
  );
  const data: PageData = {
    severities,
    routeNames,
    clientNames,
    placeholders,
    texts: tables.texts.values,
    groups: tables.groups.values,
    places: tables.places.values,
    entrances: tables.entrances.values,
    stations: tables.stations.values,
    nodes: tables.nodes.values,
    lanes: tables.lanes.values,
    sources: tables.sources.values,
    findings: rows,
    chunkSize,
    vpcs: vpcMap(findings, network),
  };
  return { data, chunks };
};

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const nameOf = ({ exposures: [{ instance }] }: Finding): string => instance?.tags.get('Name') ?? '';

const lowestPort = (finding: Finding): number =>
  finding.type === 'NetworkExposure'
    ? Math.min(...[...finding.tcp, ...finding.udp].map(({ from }) => from))
    : finding.port;

const sortedFindings = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort(
    (a, b) =>
      compareSeverities(a.severity, b.severity) ||
      compareText(nameOf(a), nameOf(b)) ||
      compareText(a.instanceId, b.instanceId) ||
      compareText(a.networkInterface.id, b.networkInterface.id) ||
      compareText(a.route, b.route) ||
      compareText(a.componentId, b.componentId) ||
      lowestPort(a) - lowestPort(b) ||
      compareText(a.id, b.id),
  );

const rank = (severity: Severity): number => severities.indexOf(severity);

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

const addressText = ({ address, publicAddress }: Exposure): string =>
  publicAddress === undefined || sameAddress(publicAddress, address)
    ? formatAddress(address)
    : `${formatAddress(publicAddress)} → ${formatAddress(address)}`;

const portsText = (protocol: string, ranges: readonly PortRange[]): string =>
  `${protocol} ${ranges.map(formatPortRange).join(', ')}`;

const placeOf = ({ instanceId, networkInterface, exposures: [{ instance }] }: Finding): Place => ({
  instance: printable(instanceId),
  name: printable(instance?.tags.get('Name') ?? ''),
  state: printable(instance?.state === undefined || instance.state === 'running' ? '' : instance.state),
  networkInterface: printable(networkInterface.id),
  vpc: printable(networkInterface.vpcId),
  subnet: printable(networkInterface.subnetId),
  networkAcl: printable(networkInterface.subnet?.networkAcl?.id ?? ''),
  account: printable(networkInterface.account ?? ''),
  region: printable(networkInterface.region ?? ''),
});

/** The title without what differs between findings of one kind: few of these are left in a large account. */
const titleTemplate = (finding: Finding, place: Place, groups: readonly string[]): string => {
  const [instance, networkInterface, group] = placeholders;
  return [
    [groups.join(', '), group] as const,
    [place.instance, instance] as const,
    [place.networkInterface, networkInterface] as const,
  ].reduce(
    (title, [text, placeholder]) => (text === '' ? title : title.replaceAll(text, placeholder)),
    printable(titleOf(finding)),
  );
};

const pageFinding = (finding: Finding, tables: AllTables): PageFinding => {
  const { exposures } = finding;
  const place = tables.placeOf.get(finding.networkInterface) ?? placeOf(finding);
  tables.placeOf.set(finding.networkInterface, place);
  const groups = finding.securityGroupIds.map(printable);
  return {
    id: finding.id,
    type: finding.type,
    severity: rank(finding.severity),
    entrance: tables.entrances.indexOf({ route: finding.route, component: printable(finding.componentId) }),
    place: tables.places.indexOf(place),
    groups: tables.groups.indexOf(groups),
    addresses: distinct(exposures.map(addressText)),
    ...portColumns(finding),
    loadBalancers: distinct(
      exposures.flatMap(({ loadBalancer }) =>
        loadBalancer === undefined
          ? []
          : [printable(`${loadBalancer.name} ${loadBalancer.listenerProtocol} ${loadBalancer.listenerPort}`)],
      ),
    ),
    title: tables.texts.indexOf(titleTemplate(finding, place, groups)),
  };
};

const detailsOf = (finding: Finding, semantics: Semantics, tables: AllTables): FindingDetails => {
  const { exposures, closingRules } = finding;
  const textIndices = (texts: readonly string[]): readonly number[] =>
    distinct(texts).map((text) => tables.texts.indexOf(printable(text)));
  return {
    recommendation: closingRules.length > 0 ? '' : printable(recommendationOf(finding)),
    closingRules: textIndices(closingRules),
    connections: textIndices(exposures.flatMap(({ connections }) => connections)),
    assumptions: textIndices(exposures.flatMap(({ assumptions }) => assumptions)),
    sources: sourcesOf(finding, tables),
    ways: waysOf(finding, semantics, tables),
  };
};

const portColumns = (finding: Finding): Pick<PageFinding, 'port' | 'ports' | 'service' | 'process'> => {
  if (finding.type === 'NetworkExposure') {
    return {
      port: lowestPort(finding),
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
const mostWays = 4;

const waysOf = (finding: Finding, semantics: Semantics, tables: AllTables): readonly Way[] => {
  if (finding.type !== 'NetworkExposure') {
    const { protocol, port, witness } = finding;
    return [wayOf(witness, portsText(protocol, [{ from: port, to: port }]), semantics, tables)];
  }
  return finding.exposures
    .flatMap((exposure) => protocols.flatMap((protocol) => exposure[protocol].map((range) => ({ protocol, range }))))
    .slice(0, mostWays)
    .map(({ protocol, range }) => wayOf(range.witness, portsText(protocol, [range]), semantics, tables));
};
