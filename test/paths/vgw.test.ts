import { describe, expect, it } from 'vitest';
import { networkOf, openAccount, route } from '../scenarios/account.js';
import { type Asked, paths, verdict } from '../scenarios/verdict.js';

const asked: Asked = { to: 'eni-two', route: 'VGW', from: '192.168.3.4', port: 22 };

const withRoutes = (...Routes: Record<string, unknown>[]) => {
  const account = openAccount();
  return networkOf({
    ...account,
    RouteTables: [{ ...account.RouteTables[0], Routes }, ...account.RouteTables.slice(1)],
  });
};

const local = route('10.0.0.0/16', { GatewayId: 'local' });
const propagated = (cidr: string) => route(cidr, { GatewayId: 'vgw-v', Origin: 'EnableVgwRoutePropagation' });

describe('route VGW (semantics.md section 5)', () => {
  it('reaches private addresses from where replies go back through the gateway', () => {
    const network = networkOf(openAccount());
    expect(verdict(network, asked)).toBe('admitted');
    expect(verdict(network, { ...asked, from: '203.0.113.7' })).toBe('refused');
    expect(verdict(network, { ...asked, from: '203.0.113.7', semantics: 'one-way' })).toBe('admitted');
  });

  it.each(['0.0.0.1', '10.0.1.1', '127.0.0.1', '169.254.0.1', '224.0.0.1', '255.255.255.255'])(
    'takes no packet from %s',
    (from) => {
      expect(verdict(networkOf(openAccount()), { ...asked, from, semantics: 'one-way' })).toBe('refused');
    },
  );

  it.each(['10.200.0.1', '172.16.0.1', '100.64.0.1'])('takes packets from %s', (from) => {
    expect(verdict(networkOf(openAccount()), { ...asked, from, semantics: 'one-way' })).toBe('admitted');
  });

  it('takes unique local IPv6 addresses too', () => {
    const network = networkOf(openAccount());
    const six: Asked = { ...asked, to: 'eni-one', semantics: 'one-way' };
    expect(verdict(network, { ...six, from: 'fd00::1' })).toBe('admitted');
    expect(verdict(network, { ...six, from: '2001:db8:ffff::1' })).toBe('admitted');
    expect(verdict(network, { ...six, from: 'fe80::1' })).toBe('refused');
  });

  it.each(['detached', 'attaching', 'detaching'])('leads nowhere while the attachment is %s', (State) => {
    const account = openAccount();
    const network = networkOf({
      ...account,
      VpnGateways: [{ VpnGatewayId: 'vgw-v', VpcAttachments: [{ VpcId: 'vpc-v', State }] }],
    });
    expect(verdict(network, { ...asked, semantics: 'one-way' })).toBe('refused');
  });

  it('shares the world with an internet gateway by longest prefix', () => {
    const network = withRoutes(
      local,
      route('0.0.0.0/0', { GatewayId: 'vgw-v' }),
      route('203.0.113.0/24', { GatewayId: 'igw-v' }),
    );
    const internet: Asked = { ...asked, to: 'eni-one', route: 'Internet' };
    expect(verdict(network, { ...internet, from: '203.0.113.7' })).toBe('admitted');
    expect(verdict(network, { ...internet, from: '198.51.100.7' })).toBe('refused');
    expect(verdict(network, { ...asked, from: '203.0.113.7' })).toBe('refused');
    expect(verdict(network, { ...asked, from: '198.51.100.7' })).toBe('admitted');
  });

  it('lets a static route win over a propagated one of equal length, and a longer one over both', () => {
    const network = withRoutes(
      local,
      propagated('203.0.113.0/24'),
      route('203.0.113.0/24', { GatewayId: 'igw-v' }),
      propagated('203.0.113.128/25'),
    );
    expect(verdict(network, { ...asked, from: '203.0.113.7' })).toBe('refused');
    expect(verdict(network, { ...asked, from: '203.0.113.200' })).toBe('admitted');
  });

  it('lets the local route win over a propagated one that is more specific', () => {
    const account = openAccount();
    const network = networkOf({
      ...account,
      // Not a block of the VPC as far as sources go, so that only the route decides.
      Vpcs: [{ VpcId: 'vpc-v', CidrBlock: '10.0.0.0/17' }, ...account.Vpcs.slice(1)],
      RouteTables: [
        { ...account.RouteTables[0], Routes: [local, propagated('10.0.200.0/24')] },
        ...account.RouteTables.slice(1),
      ],
    });
    expect(verdict(network, { ...asked, from: '10.0.200.1' })).toBe('refused');
    const statically = networkOf({
      ...account,
      Vpcs: [{ VpcId: 'vpc-v', CidrBlock: '10.0.0.0/17' }, ...account.Vpcs.slice(1)],
      RouteTables: [
        { ...account.RouteTables[0], Routes: [local, route('10.0.200.0/24', { GatewayId: 'vgw-v' })] },
        ...account.RouteTables.slice(1),
      ],
    });
    expect(verdict(statically, { ...asked, from: '10.0.200.1' })).toBe('admitted');
  });

  describe('prefix lists in routes', () => {
    const listed = (id: string, target: Record<string, unknown>) => ({
      DestinationPrefixListId: id,
      State: 'active',
      Origin: 'CreateRoute',
      ...target,
    });
    const withLists = (lists: Record<string, string[]>, ...Routes: Record<string, unknown>[]) => {
      const account = openAccount();
      return networkOf({
        ...account,
        RouteTables: [{ ...account.RouteTables[0], Routes: [local, ...Routes] }, ...account.RouteTables.slice(1)],
        ManagedPrefixListEntries: Object.entries(lists).map(([PrefixListId, cidrs]) => ({
          PrefixListId,
          Entries: cidrs.map((Cidr) => ({ Cidr })),
        })),
      });
    };

    it('count as each of their blocks, below static and above propagated routes', () => {
      const network = withLists(
        { 'pl-1': ['192.168.0.0/16', '172.20.0.0/16'] },
        listed('pl-1', { GatewayId: 'vgw-v' }),
        route('172.20.0.0/16', { GatewayId: 'igw-v' }),
      );
      expect(verdict(network, asked)).toBe('admitted');
      expect(verdict(network, { ...asked, from: '172.20.0.1' })).toBe('refused');
    });

    it('are undecided where two lists send one block different ways', () => {
      const network = withLists(
        { 'pl-1': ['192.168.0.0/16'], 'pl-2': ['192.168.0.0/16'] },
        listed('pl-1', { GatewayId: 'vgw-v' }),
        listed('pl-2', { GatewayId: 'igw-v' }),
      );
      expect(verdict(network, asked)).toBe('undecided');
      expect(verdict(network, { ...asked, semantics: 'one-way' })).toBe('admitted');
    });

    it('are undecided where their entries are missing, and the gap names the command', () => {
      const network = withLists({}, listed('pl-9', { GatewayId: 'vgw-v' }));
      expect(verdict(network, asked)).toBe('undecided');
    });
  });

  it('names the VPN connections and virtual interfaces that hang on the gateway', () => {
    const network = networkOf({
      ...openAccount(),
      VpnConnections: [
        { VpnConnectionId: 'vpn-2', VpnGatewayId: 'vgw-v', State: 'available' },
        { VpnConnectionId: 'vpn-1', VpnGatewayId: 'vgw-v', State: 'deleted' },
        { VpnConnectionId: 'vpn-3', VpnGatewayId: 'vgw-x', State: 'available' },
      ],
      VirtualInterfaces: [
        { virtualInterfaceId: 'dxvif-1', virtualGatewayId: 'vgw-v', virtualInterfaceState: 'available' },
      ],
    });
    expect(paths(network, 'eni-two', 'VGW').map(({ connections }) => connections)).toEqual([['vpn-2', 'dxvif-1']]);
  });
});
