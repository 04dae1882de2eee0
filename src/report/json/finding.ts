import type { Finding } from '../../findings/finding.js';
import { formatAddress } from '../../values/address.js';
import type { PortRange } from '../../values/ports.js';
import { descriptionOf, recommendationOf, titleOf } from '../wording.js';
import { loadBalancerJson, nameOf, placeJson } from './exposure.js';
import { witnessJson } from './witness.js';

const pairs = (ranges: readonly PortRange[]) => ranges.map(({ from, to }) => [from, to]);

export const findingJson = (finding: Finding) => {
  const {
    id,
    type,
    severity,
    route,
    componentId,
    instanceId,
    networkInterface,
    securityGroupIds,
    closingRules,
    exposures,
  } = finding;
  const [first] = exposures;
  const common = {
    id,
    type,
    severity,
    title: titleOf(finding),
    description: descriptionOf(finding),
    recommendation: recommendationOf(finding),
    route,
    componentId,
    instanceId,
    instanceName: nameOf(first) ?? null,
    ...placeJson(networkInterface),
    securityGroupIds,
    closingRules,
    addresses: [...new Set(exposures.map(({ address }) => formatAddress(address)))],
  };
  if (finding.type === 'NetworkExposure') return { ...common, tcp: pairs(finding.tcp), udp: pairs(finding.udp) };
  const { protocol, port, services, process, witness } = finding;
  return {
    ...common,
    loadBalancer: loadBalancerJson(witness.path.loadBalancer),
    protocol,
    port,
    services,
    process:
      process === undefined
        ? null
        : { name: process.name ?? null, pid: process.pid ?? null, path: process.path ?? null },
    witness: witnessJson(witness),
  };
};
