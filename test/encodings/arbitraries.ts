/**
 * Random questions, small enough to be decided by brute force. Addresses and ports come from small pools of
 * neighbouring values, so that rules, entries and routes overlap, nest and shadow each other. Everything shrinks towards
 * fewer hops, fewer rules and wider blocks.
 */
import fc from 'fast-check';
import type { Gap } from '../../src/network/gap.js';
import type { NetworkAclEntry } from '../../src/network/networkAcl.js';
import type { RouteOutcome, RouteTable, RouteTarget } from '../../src/network/routeTable.js';
import type { AddressOperand, AdmittingRule, Assignment, Hop, PortOperand, Question } from '../../src/paths/path.js';
import type { Address, Family } from '../../src/values/address.js';
import type { AddressSet } from '../../src/values/addressSet.js';
import { type Cidr, cidrOf, firstOf, lastOf } from '../../src/values/cidr.js';
import { allPorts, type PortRange } from '../../src/values/ports.js';

const gap: Gap = {
  resource: 'pl-1',
  reason: 'the entries of prefix list pl-1 are not in the snapshot',
  remedy: 'look',
};
const rarely = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 8, nil: undefined });

const width: Readonly<Record<Family, number>> = { ipv4: 32, ipv6: 128 };
const base: Readonly<Record<Family, bigint>> = { ipv4: 0x0800_0000n, ipv6: 0x2001_0db8n << 96n };

/** An address whose highest and lowest bits vary, so that blocks of every length tell some of them apart. */
const addressOf = (family: Family): fc.Arbitrary<Address> =>
  fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)).map(([high, middle, low]) => ({
    family,
    value:
      base[family] +
      (BigInt(high) << BigInt(width[family] - 8)) +
      (BigInt(middle) << BigInt(width[family] / 2)) +
      BigInt(low),
  }));

const cidr = (family: Family): fc.Arbitrary<Cidr> =>
  fc
    .tuple(addressOf(family), fc.constantFrom(0, 0, 6, 7, 8, width[family] / 2 - 1, width[family] - 1, width[family]))
    .map(([address, length]) => cidrOf(address, length));

const everyAddress = (family: Family): Cidr => ({ family, value: 0n, length: 0 });

const addressSet = (family: Family): fc.Arbitrary<AddressSet> =>
  fc.record({
    family: fc.constant(family),
    include: fc.array(cidr(family), { minLength: 1, maxLength: 2 }),
    exclude: fc.array(
      cidr(family).filter(({ length }) => length > 0),
      { maxLength: 2 },
    ),
  });

const port = fc.constantFrom(0, 1, 22, 23, 24, 80, 443, 1023, 1024, 1025, 49_151, 49_152, 65_534, 65_535);

const portRange: fc.Arbitrary<PortRange> = fc.oneof(
  fc.constant(allPorts),
  fc.tuple(port, port).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
  port.map((only) => ({ from: only, to: only })),
);

const protocol = fc.constantFrom<(number | 'all')[]>(6, 6, 6, 17, 'all', 1);

const entry = (family: Family): fc.Arbitrary<NetworkAclEntry> =>
  fc.record({
    ruleNumber: fc.constant(0),
    action: fc.constantFrom('allow' as const, 'allow' as const, 'deny' as const),
    protocol,
    cidr: cidr(family),
    ports: portRange,
  });

/** Most lists end in an entry that allows what is left, or hardly a packet would pass several of them. */
const entries = (family: Family): fc.Arbitrary<readonly NetworkAclEntry[]> =>
  fc
    .tuple(fc.array(entry(family), { minLength: 1, maxLength: 5 }), fc.constantFrom(true, true, true, false))
    .map(([list, open]): readonly NetworkAclEntry[] => {
      const rest = { action: 'allow' as const, protocol: 'all' as const, cidr: everyAddress(family), ports: allPorts };
      return [...list, ...(open ? [{ ruleNumber: 0, ...rest }] : [])].map((each, index) => ({
        ...each,
        ruleNumber: 100 + index,
        ports: each.protocol === 'all' ? allPorts : each.ports,
      }));
    });

const rules = (family: Family): fc.Arbitrary<readonly AdmittingRule[]> =>
  fc
    .array(
      fc.record({
        groupId: fc.constantFrom('sg-1', 'sg-2'),
        label: fc.constant(''),
        protocol,
        ports: portRange,
        remotes: fc.oneof(
          { weight: 5, arbitrary: fc.array(cidr(family), { maxLength: 2 }) },
          {
            weight: 1,
            arbitrary: fc.constant('any' as const),
          },
        ),
        gap: fc.constantFrom<(Gap | undefined)[]>(undefined, undefined, undefined, undefined, undefined, gap),
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map((list) => list.map((rule, index) => ({ ...rule, label: `${rule.groupId} ingress rule ${index}` })));

const via: RouteTarget = { kind: 'internet-gateway', id: 'igw-1' };
const outcome: fc.Arbitrary<RouteOutcome> = fc.record({
  target: fc.constantFrom<RouteTarget[]>(
    via,
    via,
    via,
    { kind: 'unknown-gateway', id: 'igw-1' },
    { kind: 'vpn-gateway', id: 'igw-1' },
    { kind: 'local', id: 'local' },
    { kind: 'other', id: 'nat-1' },
  ),
  active: fc.constantFrom(true, true, true, true, false),
});

const defaultRow = (family: Family) => ({
  destination: everyAddress(family),
  origin: 'static' as const,
  prefixListId: undefined,
  outcomes: [{ target: via, active: true }] as const,
  gap,
});

const table = (family: Family): fc.Arbitrary<RouteTable> =>
  fc.record({
    id: fc.constant('rtb-1'),
    vpcId: fc.constant('vpc-1'),
    rows: fc
      .array(
        fc.record({
          destination: cidr(family),
          origin: fc.constant('static' as const),
          prefixListId: fc.constant(undefined),
          outcomes: fc
            .tuple(outcome, fc.constantFrom(0, 0, 0, 0, 1), outcome)
            .map(([first, more, second]): readonly [RouteOutcome, ...RouteOutcome[]] =>
              more === 0 ? [first] : [first, second],
            ),
          gap: fc.constant(gap),
        }),
        { minLength: 1, maxLength: 4 },
      )
      .chain((rows) => fc.constantFrom(rows, [...rows, defaultRow(family)], [...rows, defaultRow(family)]))
      .map((rows) => rows.map((row) => ({ ...row, gap: row.outcomes.length > 1 ? gap : undefined }))),
    unresolved: fc
      .array(fc.record({ prefixListId: fc.constant('pl-1'), outcome, gap: fc.constant(gap) }), {
        maxLength: 1,
      })
      .chain((list) => fc.constantFrom([], [], [], [], list)),
  });

const leg = fc.constantFrom(0, 0, 1);

const addressOperand = (family: Family): fc.Arbitrary<AddressOperand> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constant({ of: 'client' as const }) },
    { weight: 2, arbitrary: fc.constant({ of: 'node' as const, leg: 1 }) },
    { weight: 1, arbitrary: addressOf(family).map((address) => ({ of: 'fixed' as const, address })) },
  );

const portOperand: fc.Arbitrary<PortOperand> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ of: 'destination' as const }) },
  { weight: 3, arbitrary: fc.constant({ of: 'clientSource' as const }) },
  { weight: 1, arbitrary: fc.constant({ of: 'nodeSource' as const, leg: 1 }) },
  { weight: 1, arbitrary: port.map((fixed) => ({ of: 'fixed' as const, port: fixed })) },
);

const direction = fc.constantFrom('request' as const, 'request' as const, 'reply' as const);

export const hopOf = (family: Family): fc.Arbitrary<Hop> =>
  fc.oneof(
    {
      weight: 1,
      arbitrary: fc
        .record({
          kind: fc.constant('condition' as const),
          leg,
          direction,
          code: fc.constant('BAD_STATE_ATTACHMENT' as const),
          element: fc.constant('igw-1'),
          statement: fc.constant('igw-1 is attached to vpc-1'),
          holds: fc.constantFrom<(boolean | 'unknown')[]>(...Array<true>(12).fill(true), 'unknown', false),
          gap: fc.constant(undefined),
        })
        .map((hop) => ({ ...hop, gap: hop.holds === 'unknown' ? gap : undefined })),
    },
    {
      weight: 2,
      arbitrary: fc
        .record({
          kind: fc.constant('routeTable' as const),
          leg,
          direction,
          subnetId: fc.constant('subnet-1'),
          table: fc.oneof({ weight: 19, arbitrary: table(family) }, { weight: 1, arbitrary: fc.constant(undefined) }),
          destination: addressOperand(family),
          via: fc.constant(via),
          gap: fc.constant(undefined),
        })
        .map((hop) => ({ ...hop, gap: hop.table === undefined ? gap : undefined })),
    },
    {
      weight: 4,
      arbitrary: fc
        .record({
          kind: fc.constant('networkAcl' as const),
          leg,
          direction,
          subnetId: fc.constant('subnet-1'),
          acl: fc.oneof(
            {
              weight: 9,
              arbitrary: fc.record({
                id: fc.constant('acl-1'),
                vpcId: fc.constant('vpc-1'),
                inbound: entries(family),
                outbound: entries(family),
              }),
            },
            { weight: 1, arbitrary: fc.constant(undefined) },
          ),
          aclDirection: fc.constantFrom('inbound' as const, 'outbound' as const),
          remote: addressOperand(family),
          port: portOperand,
          gap: fc.constant(undefined),
        })
        .map((hop) => ({ ...hop, gap: hop.acl === undefined ? gap : undefined })),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('securityGroups' as const),
        leg,
        direction: fc.constant('request' as const),
        groupIds: fc.constant(['sg-1', 'sg-2']),
        ruleDirection: fc.constantFrom('ingress' as const, 'egress' as const),
        rules: rules(family),
        remote: addressOperand(family),
        port: portOperand,
        gaps: rarely(fc.constant(gap)).chain((missing) =>
          fc.constantFrom([], [], [], missing === undefined ? [] : [missing]),
        ),
      }),
    },
  );

export const family = fc.constantFrom<Family[]>('ipv4', 'ipv4', 'ipv6');

export const question: fc.Arbitrary<Question> = family.chain((of) =>
  fc.record({
    family: fc.constant(of),
    protocols: fc.constantFrom<Question['protocols'][]>(['tcp', 'udp'], ['tcp', 'udp'], ['tcp']),
    sources: addressSet(of),
    destinationPorts: fc.oneof({ weight: 3, arbitrary: fc.constant(allPorts) }, { weight: 1, arbitrary: portRange }),
    nodes: addressSet(of).map((addresses) => [{ leg: 1, addresses }]),
    hops: fc.array(hopOf(of), { minLength: 1, maxLength: 5 }),
  }),
);

/** Every address at which some comparison of the question changes its answer. */
const boundaryAddresses = ({ family: of, sources, nodes, hops }: Question): readonly Address[] => {
  const blocks: Cidr[] = [...sources.include, ...sources.exclude];
  for (const { addresses } of nodes) blocks.push(...addresses.include, ...addresses.exclude);
  for (const hop of hops) {
    if (hop.kind === 'networkAcl') for (const entry of hop.acl?.[hop.aclDirection] ?? []) blocks.push(entry.cidr);
    if (hop.kind === 'routeTable') for (const row of hop.table?.rows ?? []) blocks.push(row.destination);
    if (hop.kind === 'securityGroups') {
      for (const { remotes } of hop.rules) if (remotes !== 'any') blocks.push(...remotes);
    }
  }
  const highest = (1n << BigInt(width[of])) - 1n;
  const values = new Set(blocks.flatMap((block) => [firstOf(block), lastOf(block) + 1n]));
  return [...values].filter((value) => value <= highest).map((value) => ({ family: of, value }));
};

/** Every port at which some comparison of the question changes its answer. */
const boundaryPorts = ({ destinationPorts, hops }: Question, more: readonly PortRange[]): readonly number[] => {
  const ranges: PortRange[] = [allPorts, destinationPorts, ...more];
  for (const hop of hops) {
    if (hop.kind === 'networkAcl') for (const { ports } of hop.acl?.[hop.aclDirection] ?? []) ranges.push(ports);
    if (hop.kind === 'securityGroups') for (const { ports } of hop.rules) ranges.push(ports);
  }
  const values = new Set(ranges.flatMap(({ from, to }) => [from, to + 1]));
  return [...values].filter((value) => value <= 65_535).sort((a, b) => a - b);
};

/**
 * One representative of each class of values that no comparison of the question tells apart: trying all combinations is
 * trying all packets.
 */
export const representatives = (of: Question, sourcePorts: PortRange) => ({
  addresses: boundaryAddresses(of),
  ports: boundaryPorts(of, [sourcePorts, { from: 1024, to: 65_535 }]),
});

/** A packet at representatives of the question, picked by five numbers. */
export const packetAt = (
  of: Question,
  sourcePorts: PortRange,
  picks: readonly [number, number, number, number, number],
  protocolOf: Assignment['protocol'],
): Assignment => {
  const { addresses, ports } = representatives(of, sourcePorts);
  const pick = <T>(list: readonly T[], index: number): T => {
    const value = list[index % list.length];
    if (value === undefined) throw new Error('nothing to pick from');
    return value;
  };
  return {
    protocol: protocolOf,
    source: pick(addresses, picks[0]),
    sourcePort: pick(ports, picks[1]),
    destinationPort: pick(ports, picks[2]),
    nodeAddresses: { 1: pick(addresses, picks[3]) },
    nodePorts: { 1: pick(ports, picks[4]) },
  };
};

export const sourcePortRange: fc.Arbitrary<PortRange> = fc.constantFrom(
  { from: 1, to: 65_535 },
  { from: 1, to: 65_535 },
  { from: 1024, to: 65_535 },
  { from: 443, to: 443 },
);
