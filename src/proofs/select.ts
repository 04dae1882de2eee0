import type { Network } from '../network/network.js';
import type { NetworkInterface } from '../network/networkInterface.js';
import type { Selector } from './claim.js';

const matches = (network: Network, selector: Selector, candidate: NetworkInterface): boolean => {
  switch (selector.kind) {
    case 'all':
      return true;
    case 'instance':
      return candidate.instanceId === selector.id;
    case 'interface':
      return candidate.id === selector.id;
    case 'securityGroup':
      return candidate.securityGroupIds.includes(selector.id);
    case 'subnet':
      return candidate.subnetId === selector.id;
    case 'vpc':
      return candidate.vpcId === selector.id;
    case 'tag': {
      const tags = candidate.instanceId === undefined ? undefined : network.instances.get(candidate.instanceId)?.tags;
      return tags !== undefined && selector.tags.every(([key, value]) => tags.get(key) === value);
    }
  }
};

/** The interfaces that a selector means, of instances or not, sorted by id. */
export const select = (network: Network, selector: Selector): readonly NetworkInterface[] =>
  network.networkInterfaces.filter((candidate) => matches(network, selector, candidate));
