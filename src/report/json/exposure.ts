import type { ExposedRange, Exposure } from '../../findings/exposure.js';
import type { NetworkInterface } from '../../network/networkInterface.js';
import type { PathLoadBalancer } from '../../paths/path.js';
import { formatAddress } from '../../values/address.js';
import { formatCidr } from '../../values/cidr.js';
import { witnessJson } from './witness.js';

/** Where an interface is. */
export const placeJson = ({ id, vpcId, subnetId, subnet, account, region }: NetworkInterface) => ({
  networkInterfaceId: id,
  vpcId,
  subnetId,
  networkAclId: subnet?.networkAcl?.id ?? null,
  account: account ?? null,
  region: region ?? null,
});

export const loadBalancerJson = (loadBalancer: PathLoadBalancer | undefined) => {
  if (loadBalancer === undefined) return null;
  const { name, arn, type, dnsName, listenerPort, listenerProtocol } = loadBalancer;
  return { name, arn: arn ?? null, type, dnsName: dnsName ?? null, listenerPort, listenerProtocol };
};

const rangeJson = ({ from, to, witness }: ExposedRange) => ({ from, to, witness: witnessJson(witness) });

/** The Name tag, which people know an instance by. */
export const nameOf = ({ instance }: Exposure): string | undefined => instance?.tags.get('Name');

export const exposureJson = (exposure: Exposure) => {
  const { networkInterface, instance, route, componentId, loadBalancer, family, address, publicAddress } = exposure;
  const { interfaceType, description, requesterId, securityGroupIds, instanceId } = networkInterface;
  return {
    instanceId: instanceId ?? null,
    instanceName: nameOf(exposure) ?? null,
    instanceState: instance?.state ?? null,
    ...placeJson(networkInterface),
    interfaceType: interfaceType ?? null,
    description: description ?? null,
    requesterId: requesterId ?? null,
    securityGroupIds,
    route,
    componentId,
    loadBalancer: loadBalancerJson(loadBalancer),
    family,
    address: formatAddress(address),
    publicAddress: publicAddress === undefined ? null : formatAddress(publicAddress),
    tcp: exposure.tcp.map(rangeJson),
    udp: exposure.udp.map(rangeJson),
    sources: exposure.sources.map(({ protocol, from, to, cidrs }) => ({
      protocol,
      from,
      to,
      cidrs: cidrs.map(formatCidr),
    })),
    connections: exposure.connections,
    assumptions: exposure.assumptions,
  };
};
