import type { Route } from '../../paths/path.js';

/** Routes as the page calls them. */
export const routeNames: Readonly<Record<Route, string>> = {
  Internet: 'Internet',
  PeeredVPC: 'Peered VPC',
  VGW: 'VPN or Direct Connect',
};
