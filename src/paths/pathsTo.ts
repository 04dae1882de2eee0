import type { Network } from '../network/network.js';
import type { NetworkInterface } from '../network/networkInterface.js';
import { createPathContext } from './context.js';
import { directPaths } from './direct.js';
import type { PathOptions } from './options.js';
import type { Path } from './path.js';
import { loadBalancerPaths } from './throughLoadBalancer.js';

/** Every way from outside the VPC to the addresses of one interface, in a stable order. */
export const pathsTo = (
  network: Network,
  networkInterface: NetworkInterface,
  options: PathOptions,
): readonly Path[] => {
  const context = createPathContext(network);
  return options.routes.flatMap((route) => [
    ...directPaths(context, networkInterface, route, options),
    ...loadBalancerPaths(context, networkInterface, route, options),
  ]);
};
