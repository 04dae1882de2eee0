import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/engines/evaluator/evaluate.js';
import type { HopEvaluation } from '../../../src/engines/evaluator/evaluation.js';
import { AssignmentError } from '../../../src/engines/evaluator/operands.js';
import type { Gap } from '../../../src/network/gap.js';
import type { NetworkAclEntry } from '../../../src/network/networkAcl.js';
import type { RouteOutcome, RouteRow, RouteTarget, UnresolvedRoute } from '../../../src/network/routeTable.js';
import type {
  AdmittingRule,
  Assignment,
  ConditionHop,
  Hop,
  NetworkAclHop,
  Question,
  RouteTableHop,
  SecurityGroupsHop,
} from '../../../src/paths/path.js';
import { type Address, parseAddress } from '../../../src/values/address.js';
import { type Cidr, parseCidr } from '../../../src/values/cidr.js';
import { allPorts } from '../../../src/values/ports.js';

const address = (text: string): Address => {
  const parsed = parseAddress(text);
  if (parsed === undefined) throw new Error(`${text} is no address`);
  return parsed;
};
const cidr = (text: string): Cidr => {
  const parsed = parseCidr(text);
  if (parsed === undefined) throw new Error(`${text} is no block`);
  return parsed;
};
const gapOf = (resource: string): Gap => ({ resource, reason: 'missing', remedy: 'aws ec2 describe-it' });
const client = { of: 'client' } as const;
const base = { leg: 0, direction: 'request' } as const;
const igw: RouteTarget = { kind: 'internet-gateway', id: 'igw-1' };
const nat: RouteTarget = { kind: 'other', id: 'nat-1' };

const question = (hops: readonly Hop[], more: Partial<Question> = {}): Question => ({
  family: 'ipv4',
  protocols: ['tcp', 'udp'],
  sources: { family: 'ipv4', include: [cidr('0.0.0.0/0')], exclude: [cidr('10.0.0.0/8')] },
  destinationPorts: allPorts,
  nodes: [],
  hops,
  ...more,
});
const packet: Assignment = {
  protocol: 'tcp',
  source: address('8.8.8.8'),
  sourcePort: 50_000,
  destinationPort: 443,
  nodeAddresses: {},
  nodePorts: {},
};
const options = { semantics: 'two-way', sourcePorts: { from: 1, to: 65_535 } } as const;

const decide = (hop: Hop, more: Partial<Assignment> = {}): HopEvaluation => {
  const evaluation = evaluate(question([hop]), { ...packet, ...more }, options);
  const [only] = evaluation.hops;
  if (only === undefined) throw new Error('no hop was evaluated');
  expect(evaluation.verdict).toBe(only.verdict);
  return only;
};

describe('a network ACL', () => {
  const entry = (ruleNumber: number, action: 'allow' | 'deny', more: Partial<NetworkAclEntry> = {}) => ({
    ruleNumber,
    action,
    protocol: 'all' as const,
    cidr: cidr('0.0.0.0/0'),
    ports: allPorts,
    ...more,
  });
  const hop = (entries: readonly NetworkAclEntry[], more: Partial<NetworkAclHop> = {}): NetworkAclHop => ({
    ...base,
    kind: 'networkAcl',
    subnetId: 'subnet-1',
    acl: { id: 'acl-1', vpcId: 'vpc-1', inbound: entries, outbound: [] },
    aclDirection: 'inbound',
    remote: client,
    port: { of: 'destination' },
    gap: undefined,
    ...more,
  });

  it('is decided by the first entry that matches, and says which', () => {
    const entries = [
      entry(10, 'deny', { protocol: 6, ports: { from: 444, to: 500 } }),
      entry(20, 'deny', { protocol: 17 }),
      entry(30, 'deny', { cidr: cidr('9.0.0.0/8') }),
      entry(40, 'allow', { protocol: 6, ports: { from: 443, to: 443 } }),
      entry(50, 'deny'),
    ];
    expect(decide(hop(entries))).toMatchObject({ verdict: 'admitted', entry: { ruleNumber: 40 } });
    expect(decide(hop(entries), { destinationPort: 444 })).toMatchObject({
      verdict: 'refused',
      entry: { ruleNumber: 10 },
    });
    expect(decide(hop(entries), { protocol: 'udp' })).toMatchObject({ verdict: 'refused', entry: { ruleNumber: 20 } });
    expect(decide(hop(entries), { source: address('9.9.9.9') })).toMatchObject({ entry: { ruleNumber: 30 } });
    expect(decide(hop(entries), { destinationPort: 80 })).toMatchObject({ entry: { ruleNumber: 50 } });
  });

  it('denies what no entry matches', () => {
    expect(decide(hop([entry(10, 'allow', { protocol: 1 })]))).toMatchObject({ verdict: 'refused', entry: undefined });
  });

  it('ignores ports where the entry is for every protocol', () => {
    expect(decide(hop([entry(10, 'allow', { ports: { from: 1, to: 1 } })])).verdict).toBe('admitted');
  });

  it('looks at the entries of its own direction, at the address and port that the hop names', () => {
    const outbound: NetworkAclHop = {
      ...hop([entry(10, 'deny')]),
      acl: {
        id: 'acl-1',
        vpcId: 'vpc-1',
        inbound: [entry(10, 'deny')],
        outbound: [entry(10, 'allow', { cidr: cidr('10.0.0.7/32'), protocol: 6, ports: { from: 50_000, to: 50_000 } })],
      },
      aclDirection: 'outbound',
      direction: 'reply',
      remote: { of: 'fixed', address: address('10.0.0.7') },
      port: { of: 'clientSource' },
    };
    expect(decide(outbound).verdict).toBe('admitted');
    expect(decide(outbound, { sourcePort: 50_001 }).verdict).toBe('refused');
  });

  it('that is missing leaves the packet undecided', () => {
    expect(decide(hop([], { acl: undefined, gap: gapOf('acl-1') }))).toMatchObject({
      verdict: 'undecided',
      gaps: [{ resource: 'acl-1' }],
    });
  });
});

describe('a route table', () => {
  const to = (target: RouteTarget, active = true): RouteOutcome => ({ target, active });
  const row = (destination: string, ...outcomes: [RouteOutcome, ...RouteOutcome[]]): RouteRow => ({
    destination: cidr(destination),
    origin: 'static',
    prefixListId: undefined,
    outcomes,
    gap: outcomes.length > 1 ? gapOf('pl-2') : undefined,
  });
  const hop = (rows: readonly RouteRow[], unresolved: readonly RouteOutcome[] = []): RouteTableHop => ({
    ...base,
    kind: 'routeTable',
    subnetId: 'subnet-1',
    table: {
      id: 'rtb-1',
      vpcId: 'vpc-1',
      rows,
      unresolved: unresolved.map(
        (outcome, index): UnresolvedRoute => ({ prefixListId: `pl-${index}`, outcome, gap: gapOf(`pl-${index}`) }),
      ),
    },
    destination: client,
    via: igw,
    gap: undefined,
  });

  it('is decided by the first row that holds the address', () => {
    const rows = [row('8.8.0.0/16', to(igw)), row('0.0.0.0/0', to(nat))];
    expect(decide(hop(rows))).toMatchObject({ verdict: 'admitted', row: { destination: cidr('8.8.0.0/16') } });
    expect(decide(hop(rows), { source: address('9.9.9.9') })).toMatchObject({
      verdict: 'refused',
      row: { destination: cidr('0.0.0.0/0') },
    });
  });

  it('drops without a row, and where the row that wins is not active or leads to another target of the kind', () => {
    expect(decide(hop([row('9.0.0.0/8', to(igw))]))).toMatchObject({ verdict: 'refused', row: undefined });
    expect(decide(hop([row('8.0.0.0/8', to(igw, false)), row('0.0.0.0/0', to(igw))])).verdict).toBe('refused');
    expect(decide(hop([row('8.0.0.0/8', to({ kind: 'internet-gateway', id: 'igw-2' }))])).verdict).toBe('refused');
  });

  it('leads to a gateway of unknown kind by its id', () => {
    const unknown = (id: string): RouteTarget => ({ kind: 'unknown-gateway', id });
    expect(decide(hop([row('8.0.0.0/8', to(unknown('igw-1')))])).verdict).toBe('admitted');
    expect(decide(hop([row('8.0.0.0/8', to(unknown('igw-2')))])).verdict).toBe('refused');
    expect(decide({ ...hop([row('8.0.0.0/8', to(igw))]), via: unknown('igw-1') }).verdict).toBe('admitted');
  });

  it('with several outcomes admits where all lead to the target, refuses where none does', () => {
    expect(decide(hop([row('8.0.0.0/8', to(igw), to(igw))]))).toMatchObject({ verdict: 'admitted', gaps: [] });
    expect(decide(hop([row('8.0.0.0/8', to(nat), to(igw, false))])).verdict).toBe('refused');
    expect(decide(hop([row('8.0.0.0/8', to(igw), to(nat))]))).toMatchObject({
      verdict: 'undecided',
      gaps: [{ resource: 'pl-2' }],
    });
  });

  it('with an unknown prefix list decides only what both the known rows and the unknown route say', () => {
    expect(decide(hop([row('8.0.0.0/8', to(igw))], [to(igw)])).verdict).toBe('admitted');
    expect(decide(hop([row('8.0.0.0/8', to(nat))], [to(nat)])).verdict).toBe('refused');
    expect(decide(hop([], [to(nat)])).verdict).toBe('refused');
    expect(decide(hop([row('8.0.0.0/8', to(igw))], [to(nat)]))).toMatchObject({
      verdict: 'undecided',
      gaps: [{ resource: 'pl-0' }],
    });
    expect(decide(hop([], [to(igw)])).verdict).toBe('undecided');
    expect(decide(hop([row('8.0.0.0/8', to(igw))], [to(igw), to(igw, false)])).verdict).toBe('undecided');
  });

  it('that is missing leaves the packet undecided', () => {
    expect(decide({ ...hop([]), table: undefined, gap: gapOf('rtb-1') })).toMatchObject({
      verdict: 'undecided',
      gaps: [{ resource: 'rtb-1' }],
    });
  });
});

describe('security groups', () => {
  const rule = (label: string, more: Partial<AdmittingRule> = {}): AdmittingRule => ({
    groupId: 'sg-1',
    label,
    protocol: 6,
    ports: { from: 443, to: 443 },
    remotes: [cidr('8.8.0.0/16')],
    gap: undefined,
    ...more,
  });
  const hop = (rules: readonly AdmittingRule[], gaps: readonly Gap[] = []): SecurityGroupsHop => ({
    ...base,
    kind: 'securityGroups',
    groupIds: ['sg-1'],
    ruleDirection: 'ingress',
    rules,
    remote: client,
    port: { of: 'destination' },
    gaps,
  });

  it('admit by any rule that matches, and name all of them', () => {
    const rules = [rule('other port', { ports: { from: 22, to: 22 } }), rule('a'), rule('b', { remotes: 'any' })];
    const decision = decide(hop(rules));
    expect(decision).toMatchObject({ verdict: 'admitted', rules: [{ label: 'a' }, { label: 'b' }] });
    expect(decide(hop([rule('a')]), { source: address('9.9.9.9') })).toMatchObject({ verdict: 'refused', rules: [] });
    expect(decide(hop([rule('a')]), { protocol: 'udp' }).verdict).toBe('refused');
    expect(decide(hop([rule('a', { remotes: [] })])).verdict).toBe('refused');
  });

  it('ignore ports in rules for every protocol', () => {
    expect(decide(hop([rule('a', { protocol: 'all', ports: { from: 1, to: 1 } })])).verdict).toBe('admitted');
  });

  it('leave undecided what only a rule with an unknown peer may match, if protocol and port fit', () => {
    const unknown = rule('unknown', { remotes: [], gap: gapOf('pl-1') });
    expect(decide(hop([unknown]))).toMatchObject({ verdict: 'undecided', gaps: [{ resource: 'pl-1' }] });
    expect(decide(hop([unknown]), { destinationPort: 22 }).verdict).toBe('refused');
    expect(decide(hop([unknown]), { protocol: 'udp' }).verdict).toBe('refused');
    expect(decide(hop([unknown, rule('a')])).verdict).toBe('admitted');
  });

  it('that are missing leave undecided what no rule certainly admits', () => {
    expect(decide(hop([], [gapOf('sg-2')]))).toMatchObject({ verdict: 'undecided', gaps: [{ resource: 'sg-2' }] });
    expect(decide(hop([rule('a')], [gapOf('sg-2')])).verdict).toBe('admitted');
  });
});

describe('a packet', () => {
  const condition = (holds: ConditionHop['holds'], direction: 'request' | 'reply' = 'request'): ConditionHop => ({
    leg: 0,
    direction,
    kind: 'condition',
    code: 'BAD_STATE_ATTACHMENT',
    element: 'igw-1',
    statement: 'igw-1 is attached to vpc-1',
    holds,
    gap: holds === 'unknown' ? gapOf('igw-1') : undefined,
  });
  const verdict = (hops: readonly Hop[], more: Partial<Assignment> = {}, asked: Partial<Question> = {}) =>
    evaluate(question(hops, asked), { ...packet, ...more }, options);

  it('is refused where any hop refuses, else undecided where any is, else admitted; all hops are evaluated', () => {
    expect(verdict([]).verdict).toBe('admitted');
    expect(verdict([condition(true)]).verdict).toBe('admitted');
    expect(verdict([condition(true), condition('unknown')]).verdict).toBe('undecided');
    const refused = verdict([condition(false), condition('unknown'), condition(true)]);
    expect(refused.verdict).toBe('refused');
    expect(refused.hops.map((hop) => hop.verdict)).toEqual(['refused', 'undecided', 'admitted']);
  });

  it('needs no reply in one-way semantics', () => {
    const hops = [condition(true), condition(false, 'reply')];
    expect(verdict(hops).verdict).toBe('refused');
    const oneWay = evaluate(question(hops), packet, { ...options, semantics: 'one-way' });
    expect(oneWay).toMatchObject({ verdict: 'admitted', hops: [{ verdict: 'admitted' }] });
  });

  it('must be one that the question is about', () => {
    const kinds = (more: Partial<Assignment>, asked: Partial<Question> = {}, sourcePorts = options.sourcePorts) => {
      const { verdict: decided, obstacles } = evaluate(
        question([], asked),
        { ...packet, ...more },
        { ...options, sourcePorts },
      );
      expect(decided).toBe('refused');
      return obstacles.map(({ kind }) => kind);
    };
    expect(kinds({}, { protocols: ['udp'] })).toEqual(['protocol']);
    expect(kinds({ source: address('10.1.1.1') })).toEqual(['source']);
    expect(kinds({ source: address('2001:db8::1') })).toEqual(['source']);
    expect(kinds({ sourcePort: 0 })).toEqual(['sourcePort']);
    expect(kinds({ destinationPort: 22 }, { destinationPorts: { from: 80, to: 80 } })).toEqual(['destinationPort']);
    const nodes = [{ leg: 1, addresses: { family: 'ipv4' as const, include: [cidr('10.0.1.0/24')], exclude: [] } }];
    expect(kinds({}, { nodes })).toEqual(['nodeAddress']);
    expect(kinds({ nodeAddresses: { 1: address('10.0.2.1') } }, { nodes })).toEqual(['nodeAddress']);
    expect(kinds({ nodePorts: { 1: 1023 } })).toEqual(['nodePort']);
  });

  it('without a value for a variable is a mistake of the caller', () => {
    const hop: SecurityGroupsHop = {
      ...base,
      kind: 'securityGroups',
      groupIds: [],
      ruleDirection: 'ingress',
      rules: [],
      remote: { of: 'node', leg: 1 },
      port: { of: 'nodeSource', leg: 1 },
      gaps: [],
    };
    expect(() => evaluate(question([hop]), packet, options)).toThrow(AssignmentError);
    expect(() => evaluate(question([hop]), { ...packet, nodeAddresses: { 1: packet.source } }, options)).toThrow(
      'the assignment has no source port of the node on leg 1',
    );
  });
});
