import { describe, expect, it } from 'vitest';
import { networkOf, openAccount, route } from '../scenarios/account.js';
import { verdict } from '../scenarios/verdict.js';

/** Only the table of the other subnets names the gateways and the connection, none of which the snapshot holds. */
const account = () => {
  const open = openAccount();
  open.InternetGateways = [];
  open.VpnGateways = [];
  open.VpcPeeringConnections = [];
  open.RouteTables.push({
    RouteTableId: 'rtb-a',
    VpcId: 'vpc-v',
    Associations: [{ Main: false, SubnetId: 'subnet-a', AssociationState: { State: 'associated' } }],
    Routes: [route('10.0.0.0/16', { GatewayId: 'local' })],
  });
  return networkOf(open);
};

describe('a way in that the snapshot lacks and another subnet’s table names', () => {
  const asked = [
    { to: 'eni-one', route: 'Internet', from: '8.8.8.8', port: 22 },
    { to: 'eni-one', route: 'VGW', from: '192.168.1.1', port: 22 },
    { to: 'eni-one', route: 'PeeredVPC', from: '10.9.1.30', port: 22 },
  ] as const;

  it.each(asked)('may bring requests in: $route', (packet) => {
    expect(verdict(account(), { ...packet, semantics: 'one-way' })).toBe('undecided');
  });

  it.each(asked)('takes no replies out of a subnet whose own table does not name it: $route', (packet) => {
    expect(verdict(account(), packet)).toBe('refused');
  });
});
