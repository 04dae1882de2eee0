/**
 * Hops of every kind, made directly (not from a configuration): some could not come from one, and engines must agree on
 * them all the same. Addresses that hops look at are of the families that their question gives to its variables.
 * Lists of entries, rows and rules shrink towards shorter ones, missing parts towards present ones.
 */
import fc from 'fast-check';
import type { Gap } from '../../../src/network/gap.js';
import type { NetworkAclEntry } from '../../../src/network/networkAcl.js';
import type { RouteOutcome, RouteRow, RouteTable, RouteTarget } from '../../../src/network/routeTable.js';
import type {
  AddressOperand,
  AdmittingRule,
  ConditionHop,
  Hop,
  NetworkAclHop,
  PortOperand,
  RouteTableHop,
  SecurityGroupsHop,
} from '../../../src/paths/path.js';
import type { Family } from '../../../src/values/address.js';
import { addressIn, cidrIn, port, portRange, ruleProtocol } from './values.js';

const gapOf = (resource: string): Gap => ({
  resource,
  reason: `${resource} is not in the snapshot`,
  remedy: `aws ec2 describe ${resource}`,
});

/** Legs (and so variables) that a question's hops may be about: the client's packet and those of two nodes. */
export const legs = [0, 1, 2] as const;

/** Families of the variables of a question: the client's address, and node addresses by leg. */
export interface VariableFamilies {
  readonly client: Family;
  readonly nodes: ReadonlyMap<number, Family>;
}

const direction = fc.constantFrom('request' as const, 'request' as const, 'reply' as const);
const leg = fc.constantFrom(...legs);

/** An address that a hop looks at, with its family. */
const addressOperand = ({ client, nodes }: VariableFamilies): fc.Arbitrary<readonly [AddressOperand, Family]> => {
  const clients = fc.constant([{ of: 'client' }, client] satisfies readonly [AddressOperand, Family]);
  const fixed = addressIn(client).map(
    (address) => [{ of: 'fixed', address }, client] satisfies readonly [AddressOperand, Family],
  );
  const ofNodes = [...nodes].map(([nodeLeg, family]) => ({
    weight: 2,
    arbitrary: fc.constant([{ of: 'node', leg: nodeLeg }, family] satisfies readonly [AddressOperand, Family]),
  }));
  return fc.oneof({ weight: 5, arbitrary: clients }, { weight: 1, arbitrary: fixed }, ...ofNodes);
};

const portOperand: fc.Arbitrary<PortOperand> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ of: 'destination' } satisfies PortOperand) },
  { weight: 3, arbitrary: fc.constant({ of: 'clientSource' } satisfies PortOperand) },
  { weight: 2, arbitrary: fc.constantFrom<PortOperand[]>({ of: 'nodeSource', leg: 1 }, { of: 'nodeSource', leg: 2 }) },
  { weight: 1, arbitrary: port.map((fixed): PortOperand => ({ of: 'fixed', port: fixed })) },
);

const condition: fc.Arbitrary<ConditionHop> = fc
  .record({
    leg,
    direction,
    holds: fc.constantFrom<ConditionHop['holds'][]>(true, true, true, true, true, true, true, 'unknown', false),
  })
  .map(({ holds, ...rest }) => ({
    ...rest,
    kind: 'condition',
    code: 'BAD_STATE_ATTACHMENT',
    element: 'igw-1',
    statement: 'igw-1 is attached to vpc-1',
    holds,
    gap: holds === 'unknown' ? gapOf('igw-1') : undefined,
  }));

const entries = (family: Family): fc.Arbitrary<readonly NetworkAclEntry[]> =>
  fc
    .array(
      fc.record({
        action: fc.constantFrom('allow' as const, 'allow' as const, 'deny' as const),
        protocol: ruleProtocol,
        cidr: fc.oneof(
          { weight: 9, arbitrary: cidrIn(family) },
          { weight: 1, arbitrary: cidrIn(family === 'ipv4' ? 'ipv6' : 'ipv4') },
        ),
        ports: portRange,
      }),
      { maxLength: 7 },
    )
    .map((list) => list.map((entry, index) => ({ ...entry, ruleNumber: 10 * (index + 1) })));

const networkAcl = (families: VariableFamilies): fc.Arbitrary<NetworkAclHop> =>
  addressOperand(families).chain(([remote, family]) =>
    fc
      .record({
        leg,
        direction,
        entries: fc.option(entries(family), { nil: undefined, freq: 15 }),
        aclDirection: fc.constantFrom('inbound' as const, 'outbound' as const),
        port: portOperand,
      })
      .map(({ entries: list, ...rest }) => ({
        ...rest,
        kind: 'networkAcl',
        subnetId: 'subnet-1',
        acl:
          list === undefined
            ? undefined
            : {
                id: 'acl-1',
                vpcId: 'vpc-1',
                inbound: rest.aclDirection === 'inbound' ? list : [],
                outbound: rest.aclDirection === 'outbound' ? list : [],
              },
        remote,
        gap: list === undefined ? gapOf('acl-1') : undefined,
      })),
  );

const via: RouteTarget = { kind: 'internet-gateway', id: 'igw-1' };

const outcome: fc.Arbitrary<RouteOutcome> = fc.record({
  target: fc.constantFrom<RouteTarget[]>(
    via,
    via,
    via,
    via,
    { kind: 'other', id: 'nat-1' },
    { kind: 'local', id: 'local' },
    { kind: 'internet-gateway', id: 'igw-2' },
    { kind: 'unknown-gateway', id: 'igw-1' },
  ),
  active: fc.constantFrom(true, true, true, true, false),
});

const outcomes: fc.Arbitrary<RouteRow['outcomes']> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(outcome) },
  { weight: 1, arbitrary: fc.tuple(outcome, outcome) },
);

const row = (family: Family): fc.Arbitrary<RouteRow> =>
  fc.record({ destination: cidrIn(family), outcomes }).map(({ destination, outcomes: several }) => ({
    destination,
    origin: several.length > 1 ? 'prefix-list' : 'static',
    prefixListId: several.length > 1 ? 'pl-1' : undefined,
    outcomes: several,
    gap: several.length > 1 ? gapOf('pl-1') : undefined,
  }));

/** Rows in any order: engines take the first that holds the address, whatever its length. */
const table = (family: Family): fc.Arbitrary<RouteTable> =>
  fc.record({
    id: fc.constant('rtb-1'),
    vpcId: fc.constant('vpc-1'),
    rows: fc.array(row(family), { maxLength: 5 }),
    unresolved: fc.oneof(
      { weight: 6, arbitrary: fc.constant([]) },
      {
        weight: 1,
        arbitrary: fc.array(
          outcome.map((only) => ({ prefixListId: 'pl-2', outcome: only, gap: gapOf('pl-2') })),
          { minLength: 1, maxLength: 2 },
        ),
      },
    ),
  });

const routeTable = (families: VariableFamilies): fc.Arbitrary<RouteTableHop> =>
  addressOperand(families).chain(([destination, family]) =>
    fc
      .record({ leg, direction, table: fc.option(table(family), { nil: undefined, freq: 15 }) })
      .map(({ table: drawn, ...rest }) => ({
        ...rest,
        kind: 'routeTable',
        subnetId: 'subnet-1',
        table: drawn,
        destination,
        via,
        gap: drawn === undefined ? gapOf('rtb-1') : undefined,
      })),
  );

const rules = (family: Family): fc.Arbitrary<readonly AdmittingRule[]> =>
  fc
    .array(
      fc.record({
        groupId: fc.constantFrom('sg-1', 'sg-2'),
        protocol: ruleProtocol,
        ports: portRange,
        remotes: fc.oneof(
          { weight: 8, arbitrary: fc.array(cidrIn(family), { maxLength: 3 }) },
          { weight: 1, arbitrary: fc.constant('any' as const) },
        ),
        gap: fc.constantFrom(...new Array<undefined>(7).fill(undefined), gapOf('pl-3')),
      }),
      { maxLength: 6 },
    )
    .map((list) => list.map((rule, index) => ({ ...rule, label: `${rule.groupId} ingress rule ${index}` })));

const securityGroups = (families: VariableFamilies): fc.Arbitrary<SecurityGroupsHop> =>
  addressOperand(families).chain(([remote, family]) =>
    fc.record({
      leg,
      direction: fc.constant('request' as const),
      kind: fc.constant('securityGroups' as const),
      groupIds: fc.constant(['sg-1', 'sg-2']),
      ruleDirection: fc.constantFrom('ingress' as const, 'egress' as const),
      rules: rules(family),
      remote: fc.constant(remote),
      port: portOperand,
      gaps: fc.constantFrom<(readonly Gap[])[]>(...new Array<readonly Gap[]>(9).fill([]), [gapOf('sg-2')]),
    }),
  );

/** A hop of any kind. */
export const hop = (families: VariableFamilies): fc.Arbitrary<Hop> =>
  fc.oneof(
    { weight: 1, arbitrary: condition },
    { weight: 3, arbitrary: routeTable(families) },
    { weight: 5, arbitrary: networkAcl(families) },
    { weight: 5, arbitrary: securityGroups(families) },
  );
