/** `assess --format table`: what a person wants to read first. */
import pc from 'picocolors';
import type { Assessment } from '../../findings/assessment.js';
import type { ExposedRange, Exposure } from '../../findings/exposure.js';
import type { PortFinding } from '../../findings/finding.js';
import type { Incomplete } from '../../findings/incomplete.js';
import { compareSeverities, type Severity, severities } from '../../findings/severity.js';
import { formatAddress } from '../../values/address.js';
import { formatPortRange, type PortRange, portInRange } from '../../values/ports.js';
import { printable } from '../../values/printable.js';
import type { AssessmentReporter } from '../reporter.js';
import { servicesText } from '../wording.js';
import { type Column, grid } from './grid.js';
import { packetText } from './packet.js';

type Colors = ReturnType<typeof pc.createColors>;

export const reportTable: AssessmentReporter = function* (assessment, { color, width }) {
  const colors = pc.createColors(color);
  const layout = { width, paintTitle: colors.dim };
  const heading = (text: string): string => `${colors.bold(text)}\n\n`;
  const { findings, exposures, incomplete } = assessment;

  const ports = findings.filter((finding) => finding.type !== 'NetworkExposure').sort(compareFindings);
  if (ports.length > 0) {
    yield heading('Findings');
    yield* grid(findingColumns(colors), ports, layout);
    yield '\n';
  }
  if (exposures.length > 0) {
    yield heading('Reachable ports');
    yield* grid(exposureColumns(colors, shownRanges(ports)), exposures, layout);
    yield '\n';
    yield* notes(exposures, colors);
  }
  yield summaryText(assessment, colors);
  if (incomplete.length > 0) {
    yield `\n${heading(`Undecided: ${incomplete.length === 1 ? 'one thing is' : `${incomplete.length} things are`} missing`)}`;
    for (const item of incomplete) yield incompleteText(item, colors);
  }
};

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const compareFindings = (a: PortFinding, b: PortFinding): number =>
  compareSeverities(a.severity, b.severity) ||
  compareText(instanceText(a.exposures[0]), instanceText(b.exposures[0])) ||
  compareText(a.networkInterface.id, b.networkInterface.id) ||
  compareText(a.route, b.route) ||
  compareText(a.protocol, b.protocol) ||
  a.port - b.port ||
  compareText(a.id, b.id);

const painter = (colors: Colors): Readonly<Record<Severity, (text: string) => string>> => ({
  High: (text) => colors.bold(colors.red(text)),
  Medium: colors.yellow,
  Low: colors.cyan,
  Informational: colors.dim,
});

const findingColumns = (colors: Colors): readonly Column<PortFinding>[] => {
  const paint = painter(colors);
  return [
    { title: 'SEVERITY', lines: ({ severity }) => [severity], paint: (text, { severity }) => paint[severity](text) },
    { title: 'INSTANCE', lines: ({ exposures: [first] }) => [instanceText(first)], least: 12 },
    { title: 'ADDRESS', lines: ({ exposures }) => distinct(exposures.map(addressText)), least: 15 },
    { title: 'ROUTE', lines: ({ exposures }) => distinct(exposures.map(routeText)), least: 12 },
    { title: 'PORT', lines: ({ protocol, port }) => [`${protocol} ${port}`] },
    { title: 'SERVICE', lines: (finding) => [servicesText(finding)], least: 8 },
    { title: 'WITNESS', lines: ({ witness }) => [packetText(witness)], least: 20 },
  ];
};

/** Ranges of which a finding already shows a witness. */
const shownRanges = (ports: readonly PortFinding[]): ReadonlySet<ExposedRange> =>
  new Set(
    ports.flatMap(({ exposures, protocol, port }) =>
      exposures.flatMap((exposure) => exposure[protocol].filter((range) => portInRange(range, port))),
    ),
  );

const exposureColumns = (colors: Colors, shown: ReadonlySet<ExposedRange>): readonly Column<Exposure>[] => [
  { title: 'INTERFACE', lines: interfaceLines, least: 22 },
  { title: 'ADDRESS', lines: (exposure) => [addressText(exposure)], least: 15 },
  { title: 'ROUTE', lines: (exposure) => [routeText(exposure)], least: 12 },
  { title: 'THROUGH', lines: ({ componentId }) => [componentId], least: 21 },
  { title: 'PORTS', lines: portLines, paint: (text) => colors.bold(text), least: 12 },
  {
    title: 'WITNESS',
    lines: ({ tcp, udp, assumptions }) => {
      const range = [...tcp, ...udp].find((candidate) => !shown.has(candidate));
      return [...(range === undefined ? [] : [packetText(range.witness)]), ...(assumptions.length === 0 ? [] : ['*'])];
    },
    least: 20,
  },
];

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** The Name tag, which people know an instance by, and the id. */
const instanceText = ({ instance, networkInterface }: Exposure): string => {
  const id = networkInterface.instanceId ?? networkInterface.id;
  const name = instance?.tags.get('Name');
  const state = instance?.state === undefined || instance.state === 'running' ? '' : ` [${instance.state}]`;
  return `${name === undefined || name === '' ? id : `${name} (${id})`}${state}`;
};

const interfaceLines = (exposure: Exposure): readonly string[] => {
  const { id, instanceId, description, interfaceType } = exposure.networkInterface;
  if (instanceId !== undefined) return [instanceText(exposure), id];
  const described = description ?? interfaceType;
  return described === undefined ? [id] : [described, id];
};

const addressText = ({ address, publicAddress }: Exposure): string =>
  publicAddress === undefined || (publicAddress.family === address.family && publicAddress.value === address.value)
    ? formatAddress(address)
    : `${formatAddress(publicAddress)} → ${formatAddress(address)}`;

const routeText = ({ route, loadBalancer }: Exposure): string =>
  loadBalancer === undefined
    ? route
    : `${route}, ${loadBalancer.name} ${loadBalancer.listenerProtocol} ${loadBalancer.listenerPort}`;

const portLines = ({ tcp, udp }: Exposure): readonly string[] => {
  const part = (protocol: string, ranges: readonly PortRange[]): readonly string[] =>
    ranges.length === 0 ? [] : [`${protocol} ${ranges.map(formatPortRange).join(', ')}`];
  return [...part('tcp', tcp), ...part('udp', udp)];
};

/** What was taken for granted, once for all exposures that share it. */
function* notes(exposures: readonly Exposure[], colors: Colors): Iterable<string> {
  const assumptions = [...new Set(exposures.flatMap((exposure) => exposure.assumptions))].sort();
  if (assumptions.length === 0) return;
  for (const assumption of assumptions) yield `${colors.dim('*')} ${printable(assumption)}\n`;
  yield '\n';
}

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const summaryText = (
  { summary, exposures, findings, engine, semantics, incomplete }: Assessment,
  colors: Colors,
): string => {
  const paint = painter(colors);
  const counts = severities.map((severity) => {
    const text = `${summary.findings[severity]} ${severity}`;
    return summary.findings[severity] === 0 ? colors.dim(text) : paint[severity](text);
  });
  const closed =
    incomplete.length === 0
      ? `${exposures.length === 0 ? 'Every port is' : 'Every other port is'} proved unreachable.`
      : 'What depends on the missing parts below is undecided; every other port is proved unreachable.';
  const aggregates = findings.filter(({ type }) => type === 'NetworkExposure').length;
  return (
    `${colors.bold(counted(findings.length, 'finding'))}: ${counts.join(', ')}${aggregates === 0 ? '' : `, of which ${aggregates} sum up the reachable ports of an interface`}\n` +
    `${counted(summary.instances, 'instance')}, ${counted(summary.interfaces, 'interface')}, ` +
    `${counted(summary.paths, 'path')}, ${counted(summary.queries, 'query', 'queries')}; ` +
    `${engine.name}${engine.solver === undefined ? '' : ` (${engine.solver})`}, ${semantics}\n` +
    `${closed}\n`
  );
};

const incompleteText = (
  { resource, reason, remedy, networkInterfaceIds, routes }: Incomplete,
  colors: Colors,
): string => {
  const affected =
    networkInterfaceIds === undefined
      ? ''
      : `  ${colors.dim(`affects ${affectedText(networkInterfaceIds)} by ${(routes ?? []).join(', ')}`)}\n`;
  return `${colors.bold(printable(resource))}: ${printable(reason)}\n${affected}  settle it: ${printable(remedy)}\n`;
};

const affectedText = (ids: readonly string[]): string =>
  ids.length > 3 ? `${ids.length} interfaces` : ids.map(printable).join(', ');
