import type { Arrival, Way } from './arrival.js';
import type { PathContext } from './context.js';
import { internetWays } from './internet.js';
import type { PathOptions } from './options.js';
import type { PortOperand, Route } from './path.js';
import { peeredVpcWays } from './peeredVpc.js';
import { vpnGatewayWays } from './vgw.js';

/** Every way in by one route. `port` is the destination port of the client's packet. */
export const waysBy = (
  route: Route,
  context: PathContext,
  arrival: Arrival,
  options: PathOptions,
  port: PortOperand,
): readonly Way[] => {
  switch (route) {
    case 'Internet':
      return internetWays(context, arrival, options);
    case 'PeeredVPC':
      return peeredVpcWays(context, arrival, options, port);
    case 'VGW':
      return vpnGatewayWays(context, arrival, options);
  }
};
