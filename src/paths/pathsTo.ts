import type { Network } from '../network/network.js';
import type { NetworkInterface } from '../network/networkInterface.js';
import { createPathContext, type PathContext } from './context.js';
import { internetPaths } from './internet.js';
import type { PathOptions } from './options.js';
import type { Path, Route } from './path.js';
import { peeredVpcPaths } from './peeredVpc.js';
import { vpnGatewayPaths } from './vgw.js';

type Builder = (context: PathContext, networkInterface: NetworkInterface, options: PathOptions) => readonly Path[];

/** How each route reaches the interface itself (semantics.md sections 3-5). */
const direct: Readonly<Record<Route, Builder>> = {
  Internet: internetPaths,
  PeeredVPC: peeredVpcPaths,
  VGW: vpnGatewayPaths,
};

/** Every way from outside the VPC to the addresses of one interface, in a stable order. */
export const pathsTo = (
  network: Network,
  networkInterface: NetworkInterface,
  options: PathOptions,
): readonly Path[] => {
  const context = createPathContext(network);
  return options.routes.flatMap((route) => direct[route](context, networkInterface, options));
};
