import { describe, expect, it } from 'vitest';
import {
  type Account,
  entry,
  everyone,
  type Json,
  networkInterface,
  networkOf,
  openAccount,
  permission,
  route,
} from '../scenarios/account.js';
import { type Asked, paths, verdict } from '../scenarios/verdict.js';

const arnOf = (name: string) =>
  `arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/${name}/50dc6c495c0c9188`;
const groupArn = 'arn:aws:elasticloadbalancing:us-east-1:111111111111:targetgroup/tg/73e2d6bc24d8a067';

const node = (id: string, name: string, subnet: 'a' | 'b', host: number, fields: Json = {}): Json =>
  networkInterface(id, subnet, host, {
    Description: `ELB ${name}/50dc6c495c0c9188`,
    RequesterId: 'amazon-elb',
    Groups: [{ GroupId: 'sg-lb' }],
    ...fields,
  });

const publicly = (private4: string, publicIp: string): Json => ({
  PrivateIpAddresses: [{ PrivateIpAddress: private4, Primary: true, Association: { PublicIp: publicIp } }],
});

interface Options {
  readonly type?: 'application' | 'network';
  readonly scheme?: 'internet-facing' | 'internal';
  readonly targetType?: 'instance' | 'ip' | 'alb' | 'lambda';
  readonly protocol?: string;
  readonly target?: Json;
  readonly groupAttributes?: Json[] | undefined;
  readonly balancerAttributes?: Json[] | undefined;
  readonly action?: Json;
  readonly rules?: Json[];
  readonly securityGroups?: string[];
  readonly nodes?: Json[];
}

/** A load balancer with a node in subnet a and one target, `i-two` in subnet b, port 8080, behind listener port 80. */
const balanced = (options: Options = {}): ReturnType<typeof openAccount> & Account => {
  const {
    type = 'application',
    scheme = 'internet-facing',
    protocol = type === 'application' ? 'HTTP' : 'TCP',
  } = options;
  const name = `${type === 'application' ? 'app' : 'net'}/lb`;
  const arn = arnOf(name);
  const listenerArn = arn.replace(':loadbalancer/', ':listener/').concat('/f2f7dc8efc522ab2');
  const account = openAccount();
  const securityGroups = options.securityGroups ?? ['sg-lb'];
  return {
    ...account,
    SecurityGroups: [
      ...account.SecurityGroups,
      { GroupId: 'sg-lb', VpcId: 'vpc-v', IpPermissions: [everyone], IpPermissionsEgress: [everyone] },
    ],
    NetworkInterfaces: [
      ...account.NetworkInterfaces,
      ...(options.nodes ?? [node('eni-node-a', name, 'a', 100, publicly('10.0.1.100', '198.51.100.100'))]),
    ],
    LoadBalancers: [
      {
        LoadBalancerArn: arn,
        LoadBalancerName: 'lb',
        Type: type,
        Scheme: scheme,
        VpcId: 'vpc-v',
        DNSName: 'lb.example',
        AvailabilityZones: [{ ZoneName: 'us-east-1a', SubnetId: 'subnet-a' }],
        SecurityGroups: securityGroups,
      },
    ],
    Listeners: [
      {
        ListenerArn: listenerArn,
        LoadBalancerArn: arn,
        Port: 80,
        Protocol: protocol,
        DefaultActions: [options.action ?? { Type: 'forward', TargetGroupArn: groupArn }],
      },
    ],
    Rules: options.rules ?? [
      { RuleArn: `${listenerArn.replace(':listener/', ':listener-rule/')}/1`, IsDefault: true, Actions: [] },
    ],
    TargetGroups: [
      {
        TargetGroupArn: groupArn,
        Protocol: protocol,
        Port: 8080,
        TargetType: options.targetType ?? 'instance',
        VpcId: 'vpc-v',
      },
    ],
    LoadBalancerTargetHealth: [
      { TargetGroupArn: groupArn, TargetHealthDescriptions: [{ Target: options.target ?? { Id: 'i-two' } }] },
    ],
    TargetGroupAttributes: [{ TargetGroupArn: groupArn, Attributes: options.groupAttributes ?? [] }],
    LoadBalancerAttributes: [
      {
        LoadBalancerArn: arn,
        Attributes: options.balancerAttributes ?? [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }],
      },
    ],
  };
};

const asked: Asked = { to: 'eni-two', route: 'Internet', from: '203.0.113.7', port: 8080 };

const withGroup = (account: Account, id: string, fields: Json): Account => ({
  ...account,
  SecurityGroups: (account.SecurityGroups ?? []).map((group) =>
    group.GroupId === id ? { ...group, ...fields } : group,
  ),
});

const withEntries = (account: Account, id: string, ...entries: Json[]): Account => ({
  ...account,
  NetworkAcls: (account.NetworkAcls ?? []).map((acl) => ({
    ...acl,
    Entries: [...(acl.NetworkAclId === id ? entries : []), ...(Array.isArray(acl.Entries) ? acl.Entries : [])],
  })),
});

const ask = (account: Account, change: Partial<Asked> = {}) => verdict(networkOf(account), { ...asked, ...change });

describe('through a load balancer (semantics.md section 6)', () => {
  it('reaches the port of the target, not that of the listener', () => {
    expect(ask(balanced())).toBe('admitted');
    expect(ask(balanced(), { port: 80 })).toBe('refused');
    expect(ask(balanced({ target: { Id: 'i-two', Port: 9090 } }), { port: 9090 })).toBe('admitted');
  });

  it('names the load balancer and shows both packets', () => {
    const [path, ...others] = paths(networkOf(balanced()), 'eni-two', 'Internet');
    expect(others).toEqual([]);
    expect(path?.loadBalancer).toMatchObject({
      name: 'lb',
      type: 'application',
      listenerPort: 80,
      listenerProtocol: 'HTTP',
    });
    expect(path?.componentId).toBe('igw-v');
    expect(path?.legs).toHaveLength(2);
    expect(path?.legs[0].destination).toMatchObject({ of: 'fixed', address: { value: 0xc6336464n } });
    expect(path?.legs[0].destinationPort).toEqual({ of: 'fixed', port: 80 });
    expect(path?.legs[1]?.source).toMatchObject({ of: 'fixed', address: { value: 0x0a000164n } });
    expect(path?.legs[1]?.delivered).toMatchObject({ of: 'fixed', address: { value: 0x0a000214n } });
  });

  it('serves the internet when internet-facing, peers and virtual private gateways when internal', () => {
    const facing = balanced();
    const internal = balanced({ scheme: 'internal' });
    const byPeer = { route: 'PeeredVPC', from: '10.9.1.5' } as const;
    const through = (account: Account, by: 'Internet' | 'PeeredVPC' | 'VGW') =>
      paths(networkOf(account), 'eni-two', by).filter(({ loadBalancer }) => loadBalancer !== undefined).length;
    expect((['Internet', 'PeeredVPC', 'VGW'] as const).map((by) => through(facing, by))).toEqual([1, 0, 0]);
    expect((['Internet', 'PeeredVPC', 'VGW'] as const).map((by) => through(internal, by))).toEqual([0, 1, 1]);
    expect(ask(internal, byPeer)).toBe('admitted');
  });

  describe('client to node', () => {
    it('asks the groups of the load balancer about client and listener port', () => {
      const narrow = withGroup(balanced(), 'sg-lb', {
        IpPermissions: [
          permission({ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '203.0.113.0/24' }] }),
        ],
      });
      expect(ask(narrow)).toBe('admitted');
      expect(ask(narrow, { from: '203.0.114.1' })).toBe('refused');
      const wrongPort = withGroup(balanced(), 'sg-lb', {
        IpPermissions: [
          permission({ IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }),
        ],
      });
      expect(ask(wrongPort)).toBe('refused');
    });

    it('asks the network ACL and the route table of the node subnet', () => {
      expect(
        ask(withEntries(balanced(), 'acl-a', entry(10, false, { Protocol: '6', PortRange: { From: 80, To: 80 } }))),
      ).toBe('refused');
      const account = balanced();
      const noRoute = {
        ...account,
        RouteTables: [
          ...account.RouteTables,
          {
            RouteTableId: 'rtb-a',
            VpcId: 'vpc-v',
            Associations: [{ SubnetId: 'subnet-a' }],
            Routes: [route('10.0.0.0/16', { GatewayId: 'local' })],
          },
        ],
      };
      expect(ask(noRoute)).toBe('refused');
      expect(ask(noRoute, { semantics: 'one-way' })).toBe('admitted');
    });

    it('does not ask the route table of the target', () => {
      const account = balanced();
      const noRoute = {
        ...account,
        RouteTables: [
          ...account.RouteTables,
          { RouteTableId: 'rtb-b', VpcId: 'vpc-v', Associations: [{ SubnetId: 'subnet-b' }], Routes: [] },
        ],
      };
      expect(ask(noRoute)).toBe('admitted');
    });

    it('admits everything where the load balancer has no groups', () => {
      expect(ask(balanced({ type: 'network', securityGroups: [] }))).toBe('admitted');
    });
  });

  describe('node to target, client address not kept', () => {
    const fromNode = (fields: Json) => withGroup(balanced(), 'sg-v', { IpPermissions: [permission(fields)] });

    it('shows the node to the groups of the target, by address and by group', () => {
      expect(ask(fromNode({ IpRanges: [{ CidrIp: '10.0.1.100/32' }] }))).toBe('admitted');
      expect(ask(fromNode({ UserIdGroupPairs: [{ GroupId: 'sg-lb' }] }))).toBe('admitted');
      expect(ask(fromNode({ UserIdGroupPairs: [{ GroupId: 'sg-v' }] }))).toBe('refused');
      expect(ask(fromNode({ IpRanges: [{ CidrIp: '203.0.113.0/24' }] }))).toBe('refused');
    });

    it('asks the egress rules of the load balancer, by address and by group', () => {
      const egress = (fields: Json) => withGroup(balanced(), 'sg-lb', { IpPermissionsEgress: [permission(fields)] });
      expect(ask(egress({ IpRanges: [{ CidrIp: '10.0.2.20/32' }] }))).toBe('admitted');
      expect(ask(egress({ IpRanges: [{ CidrIp: '10.0.2.21/32' }] }))).toBe('refused');
      expect(ask(egress({ UserIdGroupPairs: [{ GroupId: 'sg-v' }] }))).toBe('admitted');
      expect(ask(egress({ UserIdGroupPairs: [{ GroupId: 'sg-lb' }] }))).toBe('refused');
      expect(ask(egress({ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }))).toBe(
        'refused',
      );
    });

    it.each([
      ['acl-a', true, '10.0.2.20/32', 8080],
      ['acl-b', false, '10.0.1.100/32', 8080],
    ] as const)('asks %s about the request (egress: %s)', (acl, egress, CidrBlock, port) => {
      const denied = entry(10, egress, { Protocol: '6', CidrBlock, PortRange: { From: port, To: port } });
      expect(ask(withEntries(balanced(), acl, denied))).toBe('refused');
      expect(ask(withEntries(balanced(), acl, { ...denied, PortRange: { From: 80, To: 80 } }))).toBe('admitted');
    });

    it.each([
      ['acl-b', true, '10.0.1.100/32'],
      ['acl-a', false, '10.0.2.20/32'],
    ] as const)('asks %s about the reply to the port of the node (egress: %s)', (acl, egress, CidrBlock) => {
      const denied = entry(10, egress, { Protocol: '6', CidrBlock, PortRange: { From: 40_000, To: 40_000 } });
      expect(ask(withEntries(balanced(), acl, denied))).toBe('refused');
      expect(ask(withEntries(balanced(), acl, denied), { nodePort: 40_001 })).toBe('admitted');
      expect(ask(withEntries(balanced(), acl, denied), { semantics: 'one-way' })).toBe('admitted');
    });

    it('uses source ports from 1024 only', () => {
      expect(ask(balanced(), { nodePort: 1023 })).toBe('refused');
      expect(ask(balanced(), { nodePort: 1024 })).toBe('admitted');
    });

    it('passes no network ACL inside one subnet', () => {
      const inside = balanced({ target: { Id: 'i-one' } });
      const closed = withEntries(
        inside,
        'acl-a',
        entry(10, true, { CidrBlock: '10.0.1.0/24' }),
        entry(11, false, { CidrBlock: '10.0.1.0/24' }),
      );
      const through = paths(networkOf(closed), 'eni-one', 'Internet').filter(({ loadBalancer }) => loadBalancer);
      expect(through).toHaveLength(1);
      expect(ask(closed, { to: 'eni-one' })).toBe('admitted');
    });
  });

  describe('node to target, client address kept', () => {
    const kept = (options: Options = {}) => balanced({ type: 'network', ...options });

    it('is the default for instances, not for addresses, and is set by attribute', () => {
      const onlyClient = { IpPermissions: [permission({ IpRanges: [{ CidrIp: '203.0.113.7/32' }] })] };
      const onlyNode = { IpPermissions: [permission({ IpRanges: [{ CidrIp: '10.0.1.100/32' }] })] };
      const both = (options: Options) => [
        ask(withGroup(kept(options), 'sg-v', onlyClient)),
        ask(withGroup(kept(options), 'sg-v', onlyNode)),
      ];
      const attribute = (Value: string) => [{ Key: 'preserve_client_ip.enabled', Value }];
      expect(both({})).toEqual(['admitted', 'refused']);
      expect(both({ groupAttributes: attribute('false') })).toEqual(['refused', 'admitted']);
      expect(both({ targetType: 'ip', target: { Id: '10.0.2.20' } })).toEqual(['refused', 'admitted']);
      expect(both({ targetType: 'ip', target: { Id: '10.0.2.20' }, groupAttributes: attribute('true') })).toEqual([
        'admitted',
        'refused',
      ]);
    });

    it('is always so for UDP and TCP_UDP', () => {
      const attributes = [{ Key: 'preserve_client_ip.enabled', Value: 'false' }];
      for (const protocol of ['UDP', 'TCP_UDP']) {
        const account = withGroup(kept({ protocol, groupAttributes: attributes }), 'sg-v', {
          IpPermissions: [permission({ IpRanges: [{ CidrIp: '203.0.113.7/32' }] })],
        });
        expect(ask(account, { protocol: 'udp' })).toBe('admitted');
        expect(ask(account, { protocol: 'tcp' })).toBe(protocol === 'UDP' ? 'refused' : 'admitted');
      }
    });

    it('lets a rule that references a group of the load balancer match too', () => {
      const account = withGroup(kept(), 'sg-v', {
        IpPermissions: [permission({ UserIdGroupPairs: [{ GroupId: 'sg-lb' }] })],
      });
      expect(ask(account)).toBe('admitted');
    });

    it('shows the client to the network ACL of the target, both ways', () => {
      const inbound = withEntries(kept(), 'acl-b', entry(10, false, { CidrBlock: '203.0.113.7/32' }));
      expect(ask(inbound)).toBe('refused');
      expect(ask(inbound, { from: '203.0.113.8' })).toBe('admitted');
      const outbound = withEntries(
        kept(),
        'acl-b',
        entry(10, true, { Protocol: '6', CidrBlock: '203.0.113.7/32', PortRange: { From: 50_000, To: 50_000 } }),
      );
      expect(ask(outbound)).toBe('refused');
      expect(ask(outbound, { sourcePort: 50_001 })).toBe('admitted');
    });

    it('asks the network ACL of the node about the reply from the target to the port of the client', () => {
      const inbound = withEntries(
        kept(),
        'acl-a',
        entry(10, false, { Protocol: '6', CidrBlock: '10.0.2.20/32', PortRange: { From: 50_000, To: 50_000 } }),
      );
      expect(ask(inbound)).toBe('refused');
      expect(ask(inbound, { sourcePort: 50_001 })).toBe('admitted');
      expect(ask(inbound, { semantics: 'one-way' })).toBe('admitted');
    });
  });

  describe('listeners and rules', () => {
    it.each(['redirect', 'fixed-response', 'authenticate-oidc', 'authenticate-cognito'])(
      'forward nothing by %s',
      (Type) => {
        expect(ask(balanced({ action: { Type } }))).toBe('refused');
      },
    );

    it('forward by any rule, whatever its conditions', () => {
      const account = balanced({ action: { Type: 'fixed-response' } });
      const listenerArn = String(account.Listeners?.[0]?.ListenerArn);
      const ruled = (Actions: Json[]) => ({
        ...account,
        Rules: [
          {
            RuleArn: `${listenerArn.replace(':listener/', ':listener-rule/')}/9683b2d02a6cabee`,
            Priority: '1',
            Actions,
          },
        ],
      });
      expect(ask(ruled([{ Type: 'forward', TargetGroupArn: groupArn }]))).toBe('admitted');
      expect(ask(ruled([{ Type: 'redirect' }]))).toBe('refused');
      expect(ask(ruled([{ Type: 'authenticate-oidc' }, { Type: 'forward', TargetGroupArn: groupArn }]))).toBe(
        'admitted',
      );
    });

    it('forward to every group with a weight above 0', () => {
      const weighted = (Weight: number) =>
        balanced({
          action: { Type: 'forward', ForwardConfig: { TargetGroups: [{ TargetGroupArn: groupArn, Weight }] } },
        });
      expect(ask(weighted(1))).toBe('admitted');
      expect(ask(weighted(0))).toBe('refused');
    });
  });

  describe('targets', () => {
    it('of type instance receive on the primary interface at its primary address', () => {
      const account = balanced();
      const second = {
        ...account,
        NetworkInterfaces: [
          ...account.NetworkInterfaces.filter(({ NetworkInterfaceId }) => NetworkInterfaceId !== 'eni-two'),
          networkInterface('eni-two', 'b', 20, { Attachment: { InstanceId: 'i-two', DeviceIndex: 0 } }),
          networkInterface('eni-two-b', 'b', 21, { Attachment: { InstanceId: 'i-two', DeviceIndex: 1 } }),
        ],
      };
      expect(ask(second)).toBe('admitted');
      expect(paths(networkOf(second), 'eni-two-b', 'Internet')).toEqual([]);
    });

    it('of type ip that are elsewhere leave a gap', () => {
      const network = networkOf(balanced({ targetType: 'ip', target: { Id: '10.77.0.1' } }));
      expect(network.gaps.map(({ resource }) => resource)).toEqual(['10.77.0.1']);
    });

    it('of type lambda are no interfaces', () => {
      const network = networkOf(
        balanced({ targetType: 'lambda', target: { Id: 'arn:aws:lambda:us-east-1:1:function:f' } }),
      );
      expect(paths(network, 'eni-two', 'Internet')).toEqual([]);
      expect(network.gaps).toEqual([]);
    });

    it('of type alb go on through that load balancer', () => {
      const inner = balanced();
      const outer = balanced({
        type: 'network',
        targetType: 'alb',
        target: { Id: arnOf('app/lb'), Port: 80 },
        nodes: [
          node('eni-nlb', 'net/lb', 'a', 101, publicly('10.0.1.101', '198.51.100.101')),
          node('eni-node-a', 'app/lb', 'a', 100),
        ],
      });
      const outerGroup = `${groupArn}-outer`;
      const renamed = JSON.parse(JSON.stringify(outer).replaceAll(groupArn, outerGroup)) as typeof outer;
      const merged: Account = {
        ...renamed,
        LoadBalancers: [...(renamed.LoadBalancers ?? []), { ...inner.LoadBalancers?.[0], Scheme: 'internal' }],
        Listeners: [...(renamed.Listeners ?? []), ...(inner.Listeners ?? [])],
        Rules: [...(inner.Rules ?? [])],
        TargetGroups: [...(renamed.TargetGroups ?? []), ...(inner.TargetGroups ?? [])],
        LoadBalancerTargetHealth: [
          ...(renamed.LoadBalancerTargetHealth ?? []),
          ...(inner.LoadBalancerTargetHealth ?? []),
        ],
        TargetGroupAttributes: [...(renamed.TargetGroupAttributes ?? []), ...(inner.TargetGroupAttributes ?? [])],
      };
      const [path, ...others] = paths(networkOf(merged), 'eni-two', 'Internet');
      expect(others).toEqual([]);
      expect(path?.legs).toHaveLength(3);
      expect(ask(merged)).toBe('admitted');
      // The Application Load Balancer sees the client, whose address the Network Load Balancer keeps.
      const innerOnly = (cidr: string) =>
        withGroup(merged, 'sg-lb', { IpPermissions: [permission({ IpRanges: [{ CidrIp: cidr }] })] });
      expect(ask(innerOnly('203.0.113.7/32'))).toBe('admitted');
      expect(ask(innerOnly('203.0.113.8/32'))).toBe('refused');
    });
  });

  describe('zones', () => {
    const crossZone = (Value: string) => [{ Key: 'load_balancing.cross_zone.enabled', Value }];

    it('a node serves other zones only with cross-zone load balancing', () => {
      expect(ask(balanced({ type: 'network', balancerAttributes: crossZone('false') }))).toBe('refused');
      expect(ask(balanced({ type: 'network', balancerAttributes: crossZone('true') }))).toBe('admitted');
      expect(ask(balanced({ groupAttributes: crossZone('false') }))).toBe('refused');
      expect(ask(balanced({ balancerAttributes: crossZone('false') }))).toBe('admitted');
      expect(
        ask(balanced({ type: 'network', balancerAttributes: crossZone('false'), target: { Id: 'i-one', Port: 9 } }), {
          to: 'eni-one',
          port: 9,
        }),
      ).toBe('admitted');
    });

    it('missing attributes let it through and are named', () => {
      const { LoadBalancerAttributes: _, ...account } = balanced({ type: 'network' });
      expect(ask(account)).toBe('admitted');
      const [path] = paths(networkOf(account), 'eni-two', 'Internet');
      expect(path?.assumptions).toEqual(['cross-zone load balancing of lb was assumed to be on']);
    });
  });

  it('a node that the snapshot does not hold may have any address of its subnet', () => {
    const account = withGroup(balanced({ nodes: [] }), 'sg-v', {
      IpPermissions: [permission({ IpRanges: [{ CidrIp: '10.0.1.200/32' }] })],
    });
    expect(ask(account, { nodeAddress: '10.0.1.200' })).toBe('admitted');
    expect(ask(account, { nodeAddress: '10.0.1.201' })).toBe('refused');
    expect(ask(withGroup(account, 'sg-v', { IpPermissions: [everyone] }), { nodeAddress: '10.0.2.1' })).toBe('refused');
    const [path] = paths(networkOf(account), 'eni-two', 'Internet');
    expect(path?.assumptions).toEqual([
      'no node of lb in subnet-a is in the snapshot: any address of the subnet was assumed to be one, with a public address',
    ]);
  });

  describe('Classic', () => {
    const classic = (options: { instance?: string; crossZone?: boolean } = {}): Account => {
      const account = openAccount();
      return {
        ...account,
        SecurityGroups: [
          ...account.SecurityGroups,
          { GroupId: 'sg-lb', VpcId: 'vpc-v', IpPermissions: [everyone], IpPermissionsEgress: [everyone] },
        ],
        NetworkInterfaces: [
          ...account.NetworkInterfaces,
          networkInterface('eni-clb', 'a', 110, {
            Description: 'ELB old',
            Groups: [{ GroupId: 'sg-lb' }],
            ...publicly('10.0.1.110', '198.51.100.110'),
          }),
        ],
        LoadBalancerDescriptions: [
          {
            LoadBalancerName: 'old',
            Scheme: 'internet-facing',
            VPCId: 'vpc-v',
            Subnets: ['subnet-a'],
            SecurityGroups: ['sg-lb'],
            Instances: [{ InstanceId: options.instance ?? 'i-two' }],
            ListenerDescriptions: [
              { Listener: { Protocol: 'TCP', LoadBalancerPort: 443, InstanceProtocol: 'TCP', InstancePort: 8443 } },
            ],
          },
        ],
        ClassicLoadBalancerAttributes: [
          {
            LoadBalancerName: 'old',
            LoadBalancerAttributes: { CrossZoneLoadBalancing: { Enabled: options.crossZone ?? true } },
          },
        ],
      };
    };

    it('forwards to its registered instances', () => {
      expect(ask(classic(), { port: 8443 })).toBe('admitted');
      expect(ask(classic(), { port: 443 })).toBe('refused');
      expect(ask(classic({ crossZone: false }), { port: 8443 })).toBe('refused');
    });

    it('applies the network ACL outbound even inside one subnet, and nothing else of it', () => {
      const inside = classic({ instance: 'i-one' });
      const to = { to: 'eni-one', port: 8443 } as const;
      const refused = (account: Account) =>
        paths(networkOf(account), 'eni-one', 'Internet').filter(({ loadBalancer }) => loadBalancer).length === 1 &&
        verdict(
          networkOf({
            ...account,
            NetworkInterfaces:
              account.NetworkInterfaces?.map(({ Association: _, ...rest }) =>
                rest.NetworkInterfaceId === 'eni-one'
                  ? { ...rest, PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.10', Primary: true }] }
                  : rest,
              ) ?? [],
          }),
          { ...asked, ...to },
        ) === 'refused';
      expect(refused(inside)).toBe(false);
      expect(refused(withEntries(inside, 'acl-a', entry(10, true, { CidrBlock: '10.0.1.10/32' })))).toBe(true);
      expect(refused(withEntries(inside, 'acl-a', entry(10, false, { CidrBlock: '10.0.1.0/24' })))).toBe(false);
    });
  });

  it('leaves a gap for each thing about a load balancer that the snapshot lacks', () => {
    const account = balanced();
    const gapsWithout = (key: keyof typeof account) => {
      const { [key]: _, ...rest } = account;
      return networkOf(rest).gaps.map(({ vpcId }) => vpcId);
    };
    expect(networkOf(account).gaps).toEqual([]);
    for (const key of ['LoadBalancers', 'Listeners', 'Rules', 'TargetGroups', 'LoadBalancerTargetHealth'] as const) {
      expect([key, gapsWithout(key)]).toEqual([key, ['vpc-v']]);
    }
  });
});
