import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createSmtEngine } from '../../src/engines/smt/engine.js';
import type { Path } from '../../src/paths/path.js';
import type { Change } from '../../src/proofs/change.js';
import type { Claim } from '../../src/proofs/claim.js';
import { explain, type PathExplanation } from '../../src/proofs/explain.js';
import { cidrOf } from '../../src/values/cidr.js';
import type { PortRange } from '../../src/values/ports.js';
import { type Account, entry, everyone, networkOf, openAccount, permission, route } from '../scenarios/account.js';
import { address } from '../scenarios/verdict.js';
import { applyChange } from './applyChange.js';

const options = { semantics: 'two-way', sourcePorts: { from: 1, to: 65_535 } } as const;
const engine = createSmtEngine({ ...options, jobs: 1 });
afterAll(() => engine.close());

/** Ways to close something, each a small change of the open account. */
const closings: Readonly<Record<string, (account: Account) => Account>> = {
  'group without rules': (account) => ({
    ...account,
    SecurityGroups: [
      { GroupId: 'sg-v', VpcId: 'vpc-v' },
      { GroupId: 'sg-w', VpcId: 'vpc-w', IpPermissions: [everyone] },
    ],
  }),
  'group for another port': (account) => ({
    ...account,
    SecurityGroups: [
      {
        GroupId: 'sg-v',
        VpcId: 'vpc-v',
        IpPermissions: [
          permission({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }),
        ],
      },
      { GroupId: 'sg-w', VpcId: 'vpc-w', IpPermissions: [everyone] },
    ],
  }),
  'requests denied': (account) =>
    withEntry(account, entry(50, false, { Protocol: '6', PortRange: { From: 0, To: 1023 } })),
  'one source denied': (account) => withEntry(account, entry(60, false, { CidrBlock: '203.0.113.0/24' })),
  'replies denied': (account) => withEntry(account, entry(70, true, {})),
  'replies to high ports denied': (account) =>
    withEntry(account, entry(80, true, { Protocol: '6', PortRange: { From: 1024, To: 65_535 } })),
  'no default route': (account) =>
    withRoutes(account, (table) => table.filter(({ DestinationCidrBlock }) => DestinationCidrBlock !== '0.0.0.0/0')),
  'a blackhole': (account) =>
    withRoutes(account, (table) => [
      ...table,
      { ...route('203.0.113.0/25', { NetworkInterfaceId: 'eni-x' }), State: 'blackhole' },
    ]),
  'a detour': (account) =>
    withRoutes(account, (table) => [
      ...table,
      route('128.0.0.0/1', { NatGatewayId: 'nat-1' }),
      route('10.9.1.0/24', { GatewayId: 'vgw-v' }),
    ]),
  'no public address': (account) => ({
    ...account,
    NetworkInterfaces: (account.NetworkInterfaces ?? []).map(({ Association: _, ...described }) =>
      described.NetworkInterfaceId === 'eni-one'
        ? { ...described, PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.10', Primary: true }] }
        : described,
    ),
  }),
  DenyAllIgwTraffic: (account) => ({
    ...account,
    NetworkInterfaces: (account.NetworkInterfaces ?? []).map((described) => ({
      ...described,
      DenyAllIgwTraffic: true,
    })),
  }),
  'Block Public Access': (account) => ({
    ...account,
    VpcBlockPublicAccessOptions: [{ InternetGatewayBlockMode: 'block-ingress' }],
  }),
  'internet gateway detached': (account) => ({
    ...account,
    InternetGateways: [{ InternetGatewayId: 'igw-v', Attachments: [{ VpcId: 'vpc-v', State: 'detached' }] }],
  }),
  'VPN gateway detached': (account) => ({
    ...account,
    VpnGateways: [{ VpnGatewayId: 'vgw-v', VpcAttachments: [{ VpcId: 'vpc-v', State: 'detached' }] }],
  }),
  'peering pending': (account) => ({
    ...account,
    VpcPeeringConnections: (account.VpcPeeringConnections ?? []).map((peering) => ({
      ...peering,
      Status: { Code: 'pending-acceptance' },
    })),
  }),
  'peer denies': (account) => ({
    ...account,
    NetworkAcls: (account.NetworkAcls ?? []).map((acl) =>
      acl.NetworkAclId === 'acl-w'
        ? { ...acl, Entries: [entry(10, true, { CidrBlock: '10.0.1.0/24' }), ...entriesOf(acl)] }
        : acl,
    ),
  }),
  'peer has no route': (account) => ({
    ...account,
    RouteTables: (account.RouteTables ?? []).map((table) =>
      table.RouteTableId === 'rtb-w' ? { ...table, Routes: [route('10.9.0.0/16', { GatewayId: 'local' })] } : table,
    ),
  }),
};

const entriesOf = (acl: Record<string, unknown>): unknown[] => (Array.isArray(acl.Entries) ? acl.Entries : []);

const withEntry = (account: Account, added: Record<string, unknown>): Account => ({
  ...account,
  NetworkAcls: (account.NetworkAcls ?? []).map((acl) =>
    acl.NetworkAclId === 'acl-a' ? { ...acl, Entries: [added, ...entriesOf(acl)] } : acl,
  ),
});

const withRoutes = (
  account: Account,
  change: (routes: Record<string, unknown>[]) => Record<string, unknown>[],
): Account => ({
  ...account,
  RouteTables: (account.RouteTables ?? []).map((table) =>
    table.RouteTableId === 'rtb-v' && Array.isArray(table.Routes) ? { ...table, Routes: change(table.Routes) } : table,
  ),
});

const closing = fc
  .uniqueArray(fc.constantFrom(...Object.keys(closings)), { minLength: 1, maxLength: 5 })
  .map((names) => ({
    names,
    account: names.reduce<Account>((account, name) => closings[name]?.(account) ?? account, openAccount()),
  }));

const packet = fc.record({
  from: fc.constantFrom('203.0.113.7', '203.0.113.200', '198.51.100.1', '8.8.8.8', '10.9.1.30', '192.168.3.4'),
  port: fc.constantFrom(22, 443, 5432),
  sourcePorts: fc.constantFrom({ from: 1, to: 65_535 }, { from: 50_000, to: 50_000 }, { from: 443, to: 443 }),
});

const claimOf = ({ from, port }: { readonly from: string; readonly port: number }): Claim => ({
  name: 'c',
  from: { kind: 'cidr', cidr: cidrOf(address(from)) },
  to: { kind: 'instance', id: 'i-one' },
  protocols: ['tcp'],
  ports: [{ from: port, to: port }],
  expect: 'reachable',
});

const sameWay = (a: Path, b: Path): boolean =>
  a.route === b.route && a.componentId === b.componentId && a.address.value === b.address.value;

/** What the explanation says about one way after some changes. */
const afterwards = async (
  account: Account,
  changes: readonly Change[],
  claim: Claim,
  way: Path,
  sourcePorts: PortRange,
): Promise<PathExplanation['verdict'] | undefined> => {
  const network = networkOf(changes.reduce(applyChange, account));
  const { paths } = await explain(network, engine, claim, { ...options, sourcePorts });
  return paths.find(({ path }) => sameWay(path, way))?.verdict;
};

const runs = Number(process.env.REACHPROOF_RUNS ?? 50);

describe('explain', () => {
  it(`proposes sets of changes that open the way, none of them needless (${runs} accounts)`, async () => {
    let blocked = 0;
    await fc.assert(
      fc.asyncProperty(closing, packet, async ({ account }, { sourcePorts, ...rest }) => {
        const claim = claimOf(rest);
        const { paths } = await explain(networkOf(account), engine, claim, { ...options, sourcePorts });
        for (const explained of paths) {
          if (explained.verdict !== 'blocked') continue;
          for (const { changes } of explained.corrections.slice(0, 2)) {
            blocked += 1;
            const all = changes.map(({ change }) => change);
            expect(all.length).toBeGreaterThan(0);
            expect(await afterwards(account, all, claim, explained.path, sourcePorts)).toBe('open');
            for (const left of all) {
              const rest = all.filter((change) => change !== left);
              expect(await afterwards(account, rest, claim, explained.path, sourcePorts)).toBe('blocked');
            }
          }
        }
      }),
      { numRuns: runs },
    );
    expect(blocked).toBeGreaterThan(runs / 2);
  });

  it('shows every hop of an open way with the element that admits', async () => {
    const { verdict, paths } = await explain(
      networkOf(openAccount()),
      engine,
      claimOf({ from: '203.0.113.7', port: 22 }),
      options,
    );
    expect(verdict).toBe('reachable');
    const [first] = paths;
    if (first?.verdict !== 'open') throw new Error('the first way is not open');
    expect(first.trace.hops.map(({ kind, verdict: decided }) => `${kind} ${decided}`)).toEqual([
      'condition admitted',
      'networkAcl admitted',
      'securityGroups admitted',
      'networkAcl admitted',
      'routeTable admitted',
    ]);
  });

  it.each([
    ['no default route', 'NO_ROUTE_TO_DESTINATION'],
    ['a blackhole', 'BAD_STATE_ROUTE'],
    ['a detour', 'MORE_SPECIFIC_ROUTE'],
    ['requests denied', 'SUBNET_ACL_RESTRICTION'],
    ['replies denied', 'SUBNET_ACL_RESTRICTION'],
    ['group without rules', 'SG_HAS_NO_RULES'],
    ['group for another port', 'ENI_SG_RULES_MISMATCH'],
    ['no public address', 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS'],
    ['internet gateway detached', 'BAD_STATE_ATTACHMENT'],
  ])('names %s with the public code %s', async (name, code) => {
    const account = closings[name]?.(openAccount()) ?? openAccount();
    const { verdict, paths } = await explain(
      networkOf(account),
      engine,
      claimOf({ from: '203.0.113.7', port: 22 }),
      options,
    );
    expect(verdict).toBe('unreachable');
    const way = paths.find(({ path }) => path.route === 'Internet');
    if (way?.verdict !== 'blocked') throw new Error('the way is not blocked');
    expect(way.corrections[0]?.changes.map((change) => change.code)).toEqual([code]);
  });

  it('is undecided where something is missing', async () => {
    const { NetworkAcls: _, ...account } = openAccount();
    const { verdict, paths } = await explain(
      networkOf(account),
      engine,
      claimOf({ from: '203.0.113.7', port: 22 }),
      options,
    );
    expect(verdict).toBe('undecided');
    expect(paths[0]).toMatchObject({ verdict: 'undecided', gaps: [{ resource: 'subnet-a' }] });
  });
});
