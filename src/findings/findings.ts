/** From exposures to findings (inspector.md, "Finding types, per route"). */
import type { Engine, EngineOptions } from '../engines/engine.js';
import { mergePortRanges, portInRange } from '../values/ports.js';
import { type Protocol, protocols } from '../values/protocol.js';
import { groupsAdmitting } from './admittingGroups.js';
import { closingRules } from './closingRules.js';
import type { Exposure } from './exposure.js';
import type { AnsweredExposure } from './exposures.js';
import type { Finding, NetworkExposureFinding, PortFinding, PortFindingType } from './finding.js';
import { findingId } from './findingId.js';
import type { KnownListeners } from './listeners/knownListeners.js';
import { portWitnesses } from './portWitness.js';
import { type ServicesByPort, servicesByPort } from './service.js';
import { type SeverityTable, severityOf } from './severityTable.js';

/**
 * The findings of the exposures, sorted by id. Only EC2 instances have findings.
 *
 * @throws ReplayError when the engine contradicts itself or the packet evaluator
 */
export const findingsOf = async (
  exposures: readonly AnsweredExposure[],
  severities: SeverityTable,
  listeners: KnownListeners,
  engine: Engine,
  options: EngineOptions,
): Promise<readonly Finding[]> => {
  const ofInstances = exposures.filter(({ exposure }) => exposure.networkInterface.instanceId !== undefined);
  const wanted = portsOfFindings(ofInstances, servicesByPort(severities.services), listeners);
  const witnesses = await portWitnesses(wanted, engine, options);
  const groups = groupsBy(ofInstances, exposureSubject);
  const closing = await closingRules(
    [
      ...wanted,
      ...groups.flatMap((exposures) => protocols.map((protocol) => ({ exposures, protocol, port: undefined }))),
    ],
    engine,
  );
  const findings: Finding[] = [];
  for (const [index, want] of wanted.entries()) {
    const witness = witnesses[index];
    if (witness === undefined) continue;
    findings.push(portFinding({ ...want, witness, closingRules: closing[index] ?? [] }, severities));
  }
  for (const [index, group] of groups.entries()) {
    const first = wanted.length + protocols.length * index;
    const rules = closing.slice(first, first + protocols.length).flat();
    findings.push(networkExposure(group, [...new Set(rules)].sort(), severities));
  }
  return findings.sort((a, b) => (a.id < b.id ? -1 : 1));
};

type Group = readonly [AnsweredExposure, ...AnsweredExposure[]];

/** Addresses of an interface, and listeners of a load balancer, share findings. */
const portSubject = ({ networkInterface, route, componentId, loadBalancer }: Exposure): string =>
  JSON.stringify([networkInterface.id, route, componentId, loadBalancerKey(loadBalancer)]);

const exposureSubject = ({ networkInterface, route, componentId }: Exposure): string =>
  JSON.stringify([networkInterface.id, route, componentId]);

const loadBalancerKey = (loadBalancer: Exposure['loadBalancer']): string | undefined =>
  loadBalancer?.arn ?? loadBalancer?.name;

const groupsBy = (exposures: readonly AnsweredExposure[], keyOf: (exposure: Exposure) => string): readonly Group[] => {
  const groups = new Map<string, [AnsweredExposure, ...AnsweredExposure[]]>();
  for (const one of exposures) {
    const key = keyOf(one.exposure);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()];
};

interface PortOfFinding extends Pick<PortFinding, 'type' | 'protocol' | 'port' | 'services' | 'process'> {
  readonly exposures: Group;
}

/** Reachable ports that have a finding: those of recognized services, and those on which something listens. */
const portsOfFindings = (
  exposures: readonly AnsweredExposure[],
  services: ServicesByPort,
  listeners: KnownListeners,
): readonly PortOfFinding[] =>
  groupsBy(exposures, portSubject).flatMap((group) =>
    protocols.flatMap((protocol) => {
      const recognized = services[protocol];
      const [{ exposure }] = group;
      const addresses = group.map(({ exposure: { address } }) => address);
      const listened = listeners.portsAt(exposure.networkInterface.instanceId ?? '', addresses, protocol);
      const ports = [...recognized.keys(), ...listened.filter((port) => !recognized.has(port))];
      return ports.flatMap((port) => portOfFinding(group, protocol, port, recognized.get(port) ?? [], listeners) ?? []);
    }),
  );

const portOfFinding = (
  group: Group,
  protocol: Protocol,
  port: number,
  services: readonly string[],
  listeners: KnownListeners,
): PortOfFinding | undefined => {
  const reaching = group.filter(({ exposure }) => exposure[protocol].some((range) => portInRange(range, port)));
  const told = reaching.map((one) => {
    const { networkInterface, address } = one.exposure;
    return { one, listening: listeners.at(networkInterface.instanceId ?? '', address, protocol, port) };
  });
  // Of several addresses the finding is about those that are served; nobody listens only where all say so.
  const served = told.flatMap(({ one, listening }) => (listening.kind === 'listening' ? [{ one, listening }] : []));
  const [first, ...others] = served.length > 0 ? served.map(({ one }) => one) : reaching;
  if (first === undefined) return undefined;
  const found = { exposures: [first, ...others], protocol, port, services } as const;
  const process = served[0]?.listening.process;
  if (process !== undefined) {
    const type: PortFindingType = services.length === 0 ? 'UnrecognizedPortWithListener' : 'RecognizedPortWithListener';
    return { ...found, type, process };
  }
  if (services.length === 0) return undefined;
  const none = told.every(({ listening }) => listening.kind === 'none');
  return { ...found, type: none ? 'RecognizedPortNoListener' : 'RecognizedPortNoAgent', process: undefined };
};

const exposuresIn = ([first, ...others]: Group): Finding['exposures'] => [
  first.exposure,
  ...others.map(({ exposure }) => exposure),
];

const commonOf = ([first]: Group) => {
  const { networkInterface, route, componentId } = first.exposure;
  return { networkInterface, route, componentId, instanceId: networkInterface.instanceId ?? '' };
};

const portFinding = (
  {
    exposures,
    protocol,
    port,
    services,
    type,
    process,
    witness,
    closingRules: rules,
  }: PortOfFinding & Pick<PortFinding, 'witness' | 'closingRules'>,
  severities: SeverityTable,
): PortFinding => {
  const common = commonOf(exposures);
  const { networkInterface, route, componentId } = common;
  return {
    ...common,
    type,
    id: findingId({
      type,
      account: networkInterface.account,
      networkInterfaceId: networkInterface.id,
      route,
      componentId,
      protocol,
      port,
      loadBalancer: loadBalancerKey(exposures[0].exposure.loadBalancer),
    }),
    severity: severityOf(severities, { type, route, services }),
    securityGroupIds: [...new Set(witness.admittedBy.map(({ groupId }) => groupId))].sort(),
    exposures: exposuresIn(exposures),
    protocol,
    port,
    services,
    process,
    witness,
    closingRules: rules,
  };
};

const networkExposure = (group: Group, rules: readonly string[], severities: SeverityTable): NetworkExposureFinding => {
  const common = commonOf(group);
  const { networkInterface, route, componentId } = common;
  const type = 'NetworkExposure';
  const exposures = exposuresIn(group);
  return {
    ...common,
    type,
    id: findingId({
      type,
      account: networkInterface.account,
      networkInterfaceId: networkInterface.id,
      route,
      componentId,
      protocol: undefined,
      port: undefined,
      loadBalancer: undefined,
    }),
    severity: severityOf(severities, { type, route, services: [] }),
    securityGroupIds: [...new Set(exposures.flatMap(groupsAdmitting))].sort(),
    exposures,
    closingRules: rules,
    tcp: mergePortRanges(exposures.flatMap(({ tcp }) => tcp)),
    udp: mergePortRanges(exposures.flatMap(({ udp }) => udp)),
  };
};
