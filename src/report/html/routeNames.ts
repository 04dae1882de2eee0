import type { Route } from '../../paths/path.js';

/** Routes as the page calls them. */
export const routeNames: Readonly<Record<Route, string>> = {
  Internet: 'Internet',
  PeeredVPC: 'Peered VPC',
  VGW: 'VPN or Direct Connect',
};

/** Who comes by a route. */
export const clientNames: Readonly<Record<Route, string>> = {
  Internet: 'Client on the internet',
  PeeredVPC: 'Client in a peered VPC',
  VGW: 'Client behind VPN or Direct Connect',
};
