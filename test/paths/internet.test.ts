import { describe, expect, it } from 'vitest';
import { entry, networkAcl, networkOf, openAccount, permission, route } from '../scenarios/account.js';
import { type Asked, paths, verdict } from '../scenarios/verdict.js';

const asked: Asked = { to: 'eni-one', route: 'Internet', from: '203.0.113.7', port: 22 };

describe('route Internet (semantics.md section 3)', () => {
  it('lets a packet in where everything is open', () => {
    const network = networkOf(openAccount());
    expect(verdict(network, asked)).toBe('admitted');
    expect(verdict(network, { ...asked, from: '2001:db8:ffff::7' })).toBe('admitted');
  });

  it('has no way to an address without a public one in front', () => {
    expect(paths(networkOf(openAccount()), 'eni-two', 'Internet')).toEqual([]);
  });

  it('takes public addresses from describe-addresses too, on any private address', () => {
    const account = openAccount();
    const network = networkOf({
      ...account,
      NetworkInterfaces: [
        ...account.NetworkInterfaces.slice(0, 1),
        {
          ...account.NetworkInterfaces[1],
          PrivateIpAddresses: [
            { PrivateIpAddress: '10.0.2.20', Primary: true },
            { PrivateIpAddress: '10.0.2.21', Primary: false },
          ],
        },
      ],
      Addresses: [
        { PublicIp: '198.51.100.21', PrivateIpAddress: '10.0.2.21', NetworkInterfaceId: 'eni-two', AllocationId: 'a' },
      ],
      Reservations: account.Reservations.slice(0, 2),
    });
    const [path, ...others] = paths(network, 'eni-two', 'Internet');
    expect(others).toEqual([]);
    expect(path?.address.value).toBe(0x0a000215n);
    expect(path?.publicAddress?.value).toBe(0xc6336415n);
  });

  it.each([
    '0.1.2.3',
    '10.77.0.1',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.1.1',
    '172.16.0.1',
    '192.168.1.1',
    '224.0.0.1',
    '240.0.0.1',
  ])('takes no packet from %s', (from) => {
    expect(verdict(networkOf(openAccount()), { ...asked, from })).toBe('refused');
  });

  it.each(['100.128.0.0', '172.32.0.1', '203.0.113.0', '223.255.255.255', '1.0.0.0'])(
    'takes packets from %s',
    (from) => {
      expect(verdict(networkOf(openAccount()), { ...asked, from })).toBe('admitted');
    },
  );

  it('takes IPv6 packets from 2000::/3 only, and not from the VPC itself', () => {
    const network = networkOf(openAccount());
    expect(verdict(network, { ...asked, from: 'fc00::1' })).toBe('refused');
    expect(verdict(network, { ...asked, from: '4000::1' })).toBe('refused');
    expect(verdict(network, { ...asked, from: '2001:db8:a:2::20' })).toBe('refused');
  });

  it('takes the own CIDRs of the VPC from all its associations, if they are associated', () => {
    const account = openAccount();
    const withSecondary = (state: string) =>
      networkOf({
        ...account,
        Vpcs: [
          {
            ...account.Vpcs[0],
            CidrBlockAssociationSet: [{ CidrBlock: '203.0.113.0/24', CidrBlockState: { State: state } }],
          },
          ...account.Vpcs.slice(1),
        ],
      });
    expect(verdict(withSecondary('associated'), asked)).toBe('refused');
    expect(verdict(withSecondary('disassociated'), asked)).toBe('admitted');
  });

  it('has no way through a gateway that is not attached', () => {
    const account = openAccount();
    for (const Attachments of [
      [],
      [{ VpcId: 'vpc-v', State: 'detaching' }],
      [{ VpcId: 'vpc-w', State: 'available' }],
    ]) {
      const network = networkOf({ ...account, InternetGateways: [{ InternetGatewayId: 'igw-v', Attachments }] });
      expect(verdict(network, { ...asked, semantics: 'one-way' })).toBe('refused');
    }
  });

  it('asks the inbound network ACL about source and destination port', () => {
    const account = openAccount();
    const withEntries = (fields: Record<string, unknown>) =>
      networkOf({
        ...account,
        NetworkAcls: [
          networkAcl(
            'acl-a',
            'vpc-v',
            ['subnet-a'],
            [
              entry(50, false, fields),
              entry(100, false, { RuleAction: 'allow' }),
              entry(100, true, { RuleAction: 'allow' }),
            ],
          ),
          ...account.NetworkAcls.slice(1),
        ],
      });
    const denied = withEntries({ Protocol: '6', PortRange: { From: 22, To: 22 }, CidrBlock: '203.0.113.0/24' });
    expect(verdict(denied, asked)).toBe('refused');
    expect(verdict(denied, { ...asked, port: 23 })).toBe('admitted');
    expect(verdict(denied, { ...asked, from: '203.0.112.255' })).toBe('admitted');
    expect(verdict(denied, { ...asked, protocol: 'udp' })).toBe('admitted');
    // Source ports mean nothing to an entry for requests.
    expect(verdict(withEntries({ Protocol: '6', PortRange: { From: 50_000, To: 50_000 } }), asked)).toBe('admitted');
  });

  it('needs the outbound network ACL for the reply, in two-way semantics only', () => {
    const account = openAccount();
    const network = networkOf({
      ...account,
      NetworkAcls: [
        networkAcl(
          'acl-a',
          'vpc-v',
          ['subnet-a'],
          [
            entry(100, false, { RuleAction: 'allow' }),
            entry(100, true, { RuleAction: 'allow', Protocol: '6', PortRange: { From: 1024, To: 4999 } }),
          ],
        ),
        ...account.NetworkAcls.slice(1),
      ],
    });
    expect(verdict(network, asked)).toBe('refused');
    expect(verdict(network, { ...asked, sourcePort: 4999 })).toBe('admitted');
    expect(verdict(network, { ...asked, semantics: 'one-way' })).toBe('admitted');
  });

  it('needs a route for the reply that leads to the gateway, in two-way semantics only', () => {
    const account = openAccount();
    const withRoutes = (...Routes: Record<string, unknown>[]) =>
      networkOf({ ...account, RouteTables: [{ ...account.RouteTables[0], Routes }, ...account.RouteTables.slice(1)] });
    const local = route('10.0.0.0/16', { GatewayId: 'local' });
    const none = withRoutes(local);
    expect(verdict(none, asked)).toBe('refused');
    expect(verdict(none, { ...asked, semantics: 'one-way' })).toBe('admitted');
    const narrow = withRoutes(local, route('203.0.113.0/25', { GatewayId: 'igw-v' }));
    expect(verdict(narrow, asked)).toBe('admitted');
    expect(verdict(narrow, { ...asked, from: '203.0.113.128' })).toBe('refused');
    const blackholed = withRoutes(local, route('0.0.0.0/0', { GatewayId: 'igw-v' }), {
      ...route('203.0.113.0/24', { NetworkInterfaceId: 'eni-x' }),
      State: 'blackhole',
    });
    expect(verdict(blackholed, asked)).toBe('refused');
    expect(verdict(blackholed, { ...asked, from: '203.0.114.1' })).toBe('admitted');
  });

  it('prefers an explicit association over the main table, and ignores edge associations', () => {
    const account = openAccount();
    const empty = (Associations: Record<string, unknown>[]) => ({
      RouteTableId: 'rtb-empty',
      VpcId: 'vpc-v',
      Associations,
      Routes: [route('10.0.0.0/16', { GatewayId: 'local' })],
    });
    const withTable = (Associations: Record<string, unknown>[]) =>
      networkOf({ ...account, RouteTables: [...account.RouteTables, empty(Associations)] });
    expect(verdict(withTable([{ SubnetId: 'subnet-a' }]), asked)).toBe('refused');
    expect(verdict(withTable([{ SubnetId: 'subnet-b' }]), asked)).toBe('admitted');
    expect(verdict(withTable([{ GatewayId: 'igw-v' }]), asked)).toBe('admitted');
  });

  it('never matches a rule that references a group', () => {
    const account = openAccount();
    const network = networkOf({
      ...account,
      SecurityGroups: [
        {
          GroupId: 'sg-v',
          VpcId: 'vpc-v',
          IpPermissions: [
            permission({ UserIdGroupPairs: [{ GroupId: 'sg-v' }, { GroupId: 'sg-w' }, { GroupId: 'sg-x' }] }),
          ],
        },
      ],
    });
    expect(verdict(network, asked)).toBe('refused');
    expect(verdict(network, { ...asked, route: 'VGW', from: '192.168.0.1' })).toBe('refused');
  });

  it('honours DenyAllIgwTraffic', () => {
    const account = openAccount();
    const network = networkOf({
      ...account,
      NetworkInterfaces: [
        { ...account.NetworkInterfaces[0], DenyAllIgwTraffic: true },
        ...account.NetworkInterfaces.slice(1),
      ],
    });
    expect(paths(network, 'eni-one', 'Internet')).toEqual([]);
  });

  it('honours VPC Block Public Access and its exclusions', () => {
    const account = openAccount();
    const withMode = (InternetGatewayBlockMode: string, ...exclusions: [mode: string, resource: string][]) =>
      networkOf({
        ...account,
        VpcBlockPublicAccessOptions: [
          { AwsAccountId: '111111111111', AwsRegion: 'us-east-1', InternetGatewayBlockMode },
        ],
        VpcBlockPublicAccessExclusions: exclusions.map(([InternetGatewayExclusionMode, resource]) => ({
          ExclusionId: `x-${resource}`,
          InternetGatewayExclusionMode,
          ResourceArn: `arn:aws:ec2:us-east-1:111111111111:${resource}`,
          State: 'create-complete',
        })),
      });
    expect(verdict(withMode('off'), asked)).toBe('admitted');
    expect(verdict(withMode('block-bidirectional'), asked)).toBe('refused');
    expect(verdict(withMode('block-ingress'), asked)).toBe('refused');
    expect(verdict(withMode('block-ingress', ['allow-bidirectional', 'vpc/vpc-v']), asked)).toBe('admitted');
    expect(verdict(withMode('block-ingress', ['allow-bidirectional', 'subnet/subnet-a']), asked)).toBe('admitted');
    expect(verdict(withMode('block-ingress', ['allow-bidirectional', 'subnet/subnet-b']), asked)).toBe('refused');
    expect(verdict(withMode('block-ingress', ['allow-egress', 'vpc/vpc-v']), asked)).toBe('refused');
  });

  it('takes an appliance before the interface to forward everything, and says so', () => {
    const account = openAccount();
    const edge = (State: string) =>
      networkOf({
        ...account,
        RouteTables: [
          {
            ...account.RouteTables[0],
            Routes: [route('10.0.0.0/16', { GatewayId: 'local' }), route('0.0.0.0/0', { GatewayId: 'vpce-fw' })],
          },
          {
            RouteTableId: 'rtb-edge',
            VpcId: 'vpc-v',
            Associations: [{ GatewayId: 'igw-v' }],
            Routes: [
              route('10.0.0.0/16', { GatewayId: 'local' }),
              { ...route('10.0.1.0/24', { GatewayId: 'vpce-fw' }), State },
            ],
          },
          ...account.RouteTables.slice(1),
        ],
      });
    expect(verdict(edge('active'), asked)).toBe('admitted');
    const [path] = paths(edge('active'), 'eni-one', 'Internet');
    expect(path?.assumptions.join()).toContain('vpce-fw');
    expect(path?.assumptions.join()).toContain('10.0.1.10');
    expect(paths(edge('blackhole'), 'eni-one', 'Internet').filter(({ family }) => family === 'ipv4')).toEqual([]);
  });

  it('is undecided where something that decides is missing, unless it cannot matter', () => {
    const account = openAccount();
    const without = (key: keyof typeof account, replacement: Record<string, unknown>[] | undefined) => {
      const { [key]: _, ...rest } = account;
      return networkOf(replacement === undefined ? rest : { ...rest, [key]: replacement });
    };
    expect(verdict(without('NetworkAcls', undefined), asked)).toBe('undecided');
    expect(verdict(without('NetworkAcls', []), asked)).toBe('undecided');
    expect(verdict(without('RouteTables', undefined), asked)).toBe('undecided');
    expect(verdict(without('SecurityGroups', undefined), asked)).toBe('undecided');
    expect(verdict(without('InternetGateways', undefined), asked)).toBe('undecided');
    expect(verdict(without('InternetGateways', []), asked)).toBe('undecided');
    expect(verdict(without('Vpcs', undefined), asked)).toBe('undecided');
    expect(verdict(without('Subnets', undefined), asked)).toBe('undecided');
    expect(verdict(without('VpnGateways', undefined), asked)).toBe('admitted');
  });
});
