import { describe, expect, it } from 'vitest';
import { entry, everyone, networkOf, openAccount, permission, route } from '../scenarios/account.js';
import { type Asked, paths, verdict } from '../scenarios/verdict.js';

const asked: Asked = { to: 'eni-one', route: 'PeeredVPC', from: '10.9.1.77', port: 22 };

const withRoutes = (table: 'rtb-v' | 'rtb-w', ...Routes: Record<string, unknown>[]) => {
  const account = openAccount();
  return networkOf({
    ...account,
    RouteTables: account.RouteTables.map((described) =>
      described.RouteTableId === table ? { ...described, Routes } : described,
    ),
  });
};

const withAcl = (id: 'acl-a' | 'acl-w', ...entries: Record<string, unknown>[]) => {
  const account = openAccount();
  return networkOf({
    ...account,
    NetworkAcls: account.NetworkAcls.map((acl) =>
      acl.NetworkAclId === id ? { ...acl, Entries: [...entries, ...networkAclEntries(acl)] } : acl,
    ),
  });
};

const networkAclEntries = (acl: Record<string, unknown>): unknown[] => (Array.isArray(acl.Entries) ? acl.Entries : []);

describe('route PeeredVPC (semantics.md section 4)', () => {
  it('lets a client in any subnet of the peer in, in both directions of the connection', () => {
    const network = networkOf(openAccount());
    expect(verdict(network, asked)).toBe('admitted');
    expect(verdict(network, { ...asked, to: 'eni-w', from: '10.0.2.1' })).toBe('admitted');
  });

  it('has only the peer subnets as sources, not its whole block nor what lies behind its gateways', () => {
    const network = networkOf(openAccount());
    expect(verdict(network, { ...asked, from: '10.9.2.1' })).toBe('refused');
    expect(verdict(network, { ...asked, from: '203.0.113.7' })).toBe('refused');
    expect(verdict(network, { ...asked, from: '10.0.2.1' })).toBe('refused');
  });

  it.each(['pending-acceptance', 'rejected', 'expired', 'deleted', 'failed', 'provisioning'])(
    'leads nowhere while the connection is %s',
    (Code) => {
      const account = openAccount();
      const network = networkOf({
        ...account,
        VpcPeeringConnections: [{ ...account.VpcPeeringConnections[0], Status: { Code } }],
      });
      expect(verdict(network, { ...asked, semantics: 'one-way' })).toBe('refused');
    },
  );

  it('needs a route to the interface on the side of the client, in both semantics', () => {
    const network = withRoutes('rtb-w', route('10.9.0.0/16', { GatewayId: 'local' }));
    expect(verdict(network, asked)).toBe('refused');
    expect(verdict(network, { ...asked, semantics: 'one-way' })).toBe('refused');
    const elsewhere = withRoutes('rtb-w', route('10.0.2.0/24', { VpcPeeringConnectionId: 'pcx-vw' }));
    expect(verdict(elsewhere, asked)).toBe('refused');
    expect(verdict(elsewhere, { ...asked, to: 'eni-two' })).toBe('admitted');
  });

  it('needs a route back on the side of the interface, in two-way semantics only', () => {
    const network = withRoutes('rtb-v', route('10.0.0.0/16', { GatewayId: 'local' }));
    expect(verdict(network, asked)).toBe('refused');
    expect(verdict(network, { ...asked, semantics: 'one-way' })).toBe('admitted');
  });

  it('asks the network ACL of the client outbound about the request', () => {
    const network = withAcl(
      'acl-w',
      entry(10, true, { Protocol: '6', PortRange: { From: 22, To: 22 }, CidrBlock: '10.0.1.0/24' }),
    );
    expect(verdict(network, asked)).toBe('refused');
    expect(verdict(network, { ...asked, port: 23 })).toBe('admitted');
    expect(verdict(network, { ...asked, to: 'eni-two' })).toBe('admitted');
  });

  it('asks the network ACL of the client inbound about the reply', () => {
    const network = withAcl(
      'acl-w',
      entry(10, false, { Protocol: '6', PortRange: { From: 50_000, To: 50_000 }, CidrBlock: '10.0.1.10/32' }),
    );
    expect(verdict(network, asked)).toBe('refused');
    expect(verdict(network, { ...asked, sourcePort: 50_001 })).toBe('admitted');
    expect(verdict(network, { ...asked, semantics: 'one-way' })).toBe('admitted');
  });

  it('asks the network ACL of the interface about request and reply', () => {
    expect(verdict(withAcl('acl-a', entry(10, false, { CidrBlock: '10.9.1.77/32' })), asked)).toBe('refused');
    const reply = withAcl('acl-a', entry(10, true, { CidrBlock: '10.9.1.77/32' }));
    expect(verdict(reply, asked)).toBe('refused');
    expect(verdict(reply, { ...asked, semantics: 'one-way' })).toBe('admitted');
  });

  it('does not ask the security groups of the client', () => {
    const account = openAccount();
    const network = networkOf({
      ...account,
      SecurityGroups: [
        account.SecurityGroups[0] ?? {},
        { GroupId: 'sg-w', VpcId: 'vpc-w', IpPermissions: [], IpPermissionsEgress: [] },
      ],
    });
    expect(verdict(network, asked)).toBe('admitted');
  });

  describe('references to groups of the peer', () => {
    const referring = (
      pairs: Record<string, unknown>[],
      change: (account: ReturnType<typeof openAccount>) => object,
    ) => {
      const account = openAccount();
      return networkOf({
        ...account,
        SecurityGroups: [
          { GroupId: 'sg-v', VpcId: 'vpc-v', IpPermissions: [permission({ UserIdGroupPairs: pairs })] },
          { GroupId: 'sg-w', VpcId: 'vpc-w', IpPermissions: [everyone] },
        ],
        ...change(account),
      });
    };

    it('match the addresses of interfaces that carry the group, and no others', () => {
      const network = referring([{ GroupId: 'sg-w' }], () => ({}));
      expect(verdict(network, { ...asked, from: '10.9.1.30' })).toBe('admitted');
      expect(verdict(network, { ...asked, from: '10.9.1.31' })).toBe('refused');
    });

    it('do not match for the own group', () => {
      expect(
        verdict(
          referring([{ GroupId: 'sg-v' }], () => ({})),
          { ...asked, from: '10.9.1.30' },
        ),
      ).toBe('refused');
    });

    it('do not match over a connection between Regions', () => {
      const network = referring([{ GroupId: 'sg-w' }], (account) => ({
        VpcPeeringConnections: account.VpcPeeringConnections.map((peering) => ({
          ...peering,
          AccepterVpcInfo: { VpcId: 'vpc-w', Region: 'eu-west-1', CidrBlock: '10.9.0.0/16' },
        })),
      }));
      expect(verdict(network, { ...asked, from: '10.9.1.30' })).toBe('refused');
    });

    it('are undecided where the group is not in the snapshot', () => {
      const network = referring([{ GroupId: 'sg-elsewhere' }], () => ({}));
      expect(verdict(network, asked)).toBe('undecided');
    });
  });

  describe('a peer that the snapshot does not hold', () => {
    const unseen = (change: Record<string, unknown> = {}) => {
      const account = openAccount();
      const only = (key: 'Vpcs' | 'Subnets' | 'RouteTables' | 'NetworkAcls' | 'NetworkInterfaces') =>
        account[key].filter((resource) => resource.VpcId === 'vpc-v');
      return networkOf({
        ...account,
        Vpcs: only('Vpcs'),
        Subnets: only('Subnets'),
        RouteTables: only('RouteTables'),
        NetworkAcls: only('NetworkAcls'),
        NetworkInterfaces: only('NetworkInterfaces'),
        Reservations: account.Reservations.slice(0, 2),
        VpcPeeringConnections: account.VpcPeeringConnections.map((peering) => ({
          ...peering,
          AccepterVpcInfo: {
            VpcId: 'vpc-w',
            OwnerId: '222222222222',
            Region: 'us-east-1',
            CidrBlock: '10.9.0.0/16',
            CidrBlockSet: [{ CidrBlock: '10.9.0.0/16' }, { CidrBlock: '10.8.0.0/16' }],
            ...change,
          },
        })),
      });
    };

    it('may send from any address that the connection lists, and the assumption is named', () => {
      const network = unseen();
      expect(verdict(network, { ...asked, from: '10.9.200.1' })).toBe('admitted');
      // Listed, but the route back covers the first block only.
      expect(verdict(network, { ...asked, from: '10.8.0.1' })).toBe('refused');
      expect(verdict(network, { ...asked, from: '10.8.0.1', semantics: 'one-way' })).toBe('admitted');
      expect(paths(network, 'eni-one', 'PeeredVPC').map(({ assumptions }) => assumptions)).toEqual([
        [
          'vpc-w (account 222222222222, us-east-1) is not in the snapshot: its route tables and network ACLs were assumed to let everything through',
        ],
      ]);
    });

    it('is undecided where not even its blocks are known', () => {
      expect(verdict(unseen({ CidrBlock: null, CidrBlockSet: [] }), asked)).toBe('undecided');
    });
  });

  it('is undecided for a connection that a route names and the snapshot lacks', () => {
    const { VpcPeeringConnections: _, ...account } = openAccount();
    expect(verdict(networkOf(account), asked)).toBe('undecided');
    expect(verdict(networkOf({ ...account, VpcPeeringConnections: [] }), asked)).toBe('undecided');
  });
});
