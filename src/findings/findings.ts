/** From exposures to findings (inspector.md, "Finding types, per route"). */
import type { Engine, EngineOptions } from '../engines/engine.js';
import { mergePortRanges, portInRange } from '../values/ports.js';
import { type Protocol, protocols } from '../values/protocol.js';
import { groupsAdmitting } from './admittingGroups.js';
import { closingRules } from './closingRules.js';
import type { Exposure } from './exposure.js';
import type { AnsweredExposure } from './exposures.js';
import type { Finding, NetworkExposureFinding, PortFinding } from './finding.js';
import { findingId } from './findingId.js';
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
  engine: Engine,
  options: EngineOptions,
): Promise<readonly Finding[]> => {
  const ofInstances = exposures.filter(({ exposure }) => exposure.networkInterface.instanceId !== undefined);
  const wanted = recognizedPorts(ofInstances, servicesByPort(severities.services));
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

interface RecognizedPort {
  readonly exposures: Group;
  readonly protocol: Protocol;
  readonly port: number;
  readonly services: readonly string[];
}

const recognizedPorts = (exposures: readonly AnsweredExposure[], services: ServicesByPort): readonly RecognizedPort[] =>
  groupsBy(exposures, portSubject).flatMap((group) =>
    protocols.flatMap((protocol) =>
      [...services[protocol]].flatMap(([port, names]): RecognizedPort[] => {
        const [first, ...others] = group.filter(({ exposure }) =>
          exposure[protocol].some((range) => portInRange(range, port)),
        );
        return first === undefined ? [] : [{ exposures: [first, ...others], protocol, port, services: names }];
      }),
    ),
  );

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
    witness,
    closingRules: rules,
  }: RecognizedPort & Pick<PortFinding, 'witness' | 'closingRules'>,
  severities: SeverityTable,
): PortFinding => {
  const common = commonOf(exposures);
  const { networkInterface, route, componentId } = common;
  const type = 'RecognizedPortNoAgent';
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
    process: undefined,
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
