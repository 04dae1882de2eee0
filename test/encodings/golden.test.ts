import { describe, expect, it } from 'vitest';
import { encodeQuestion } from '../../encodings/question.js';
import type { Question } from '../../src/paths/path.js';
import { questionScript } from '../../src/terms/smtLib/script.js';
import { TermFactory } from '../../src/terms/termFactory.js';
import { type Cidr, parseCidr } from '../../src/values/cidr.js';
import { allPorts } from '../../src/values/ports.js';

const cidr = (text: string): Cidr => {
  const parsed = parseCidr(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
};

const igw = { kind: 'internet-gateway', id: 'igw-1' } as const;

/** The internet to a web server: a NACL with an exception, a group with three rules, and a table that keeps one block. */
const question: Question = {
  family: 'ipv4',
  protocols: ['tcp', 'udp'],
  sources: { family: 'ipv4', include: [cidr('0.0.0.0/0')], exclude: [cidr('10.0.0.0/8'), cidr('192.168.0.0/16')] },
  destinationPorts: allPorts,
  nodes: [],
  hops: [
    {
      kind: 'condition',
      leg: 0,
      direction: 'request',
      code: 'BAD_STATE_ATTACHMENT',
      element: 'igw-1',
      statement: 'igw-1 is attached to vpc-1',
      holds: true,
      gap: undefined,
    },
    {
      kind: 'networkAcl',
      leg: 0,
      direction: 'request',
      subnetId: 'subnet-1',
      aclDirection: 'inbound',
      remote: { of: 'client' },
      port: { of: 'destination' },
      gap: undefined,
      acl: {
        id: 'acl-1',
        vpcId: 'vpc-1',
        inbound: [
          { ruleNumber: 90, action: 'deny', protocol: 6, cidr: cidr('203.0.113.0/24'), ports: { from: 22, to: 22 } },
          { ruleNumber: 95, action: 'deny', protocol: 17, cidr: cidr('0.0.0.0/0'), ports: allPorts },
          { ruleNumber: 100, action: 'allow', protocol: 'all', cidr: cidr('0.0.0.0/0'), ports: allPorts },
        ],
        outbound: [],
      },
    },
    {
      kind: 'securityGroups',
      leg: 0,
      direction: 'request',
      groupIds: ['sg-1'],
      ruleDirection: 'ingress',
      remote: { of: 'client' },
      port: { of: 'destination' },
      gaps: [],
      rules: [
        rule('tcp 22', 6, 22, 22, '203.0.112.0/23'),
        rule('tcp 8000-8999', 6, 8000, 8999, '0.0.0.0/0'),
        rule('tcp 3306', 6, 3306, 3306, '10.1.0.0/16'),
      ],
    },
    {
      kind: 'routeTable',
      leg: 0,
      direction: 'reply',
      subnetId: 'subnet-1',
      destination: { of: 'client' },
      via: igw,
      gap: undefined,
      table: {
        id: 'rtb-1',
        vpcId: 'vpc-1',
        unresolved: [],
        rows: [
          row('10.0.0.0/8', 'local', true),
          row('198.51.100.0/24', 'eni-1', true),
          row('0.0.0.0/0', 'igw-1', true),
        ],
      },
    },
    {
      kind: 'networkAcl',
      leg: 0,
      direction: 'reply',
      subnetId: 'subnet-1',
      aclDirection: 'outbound',
      remote: { of: 'client' },
      port: { of: 'clientSource' },
      gap: undefined,
      acl: {
        id: 'acl-1',
        vpcId: 'vpc-1',
        inbound: [],
        outbound: [
          {
            ruleNumber: 100,
            action: 'allow',
            protocol: 6,
            cidr: cidr('0.0.0.0/0'),
            ports: { from: 32_768, to: 65_535 },
          },
        ],
      },
    },
  ],
};

function rule(traffic: string, protocol: number, from: number, to: number, remote: string) {
  const label = `sg-1 ingress ${traffic} from ${remote}`;
  return { groupId: 'sg-1', label, protocol, ports: { from, to }, remotes: [cidr(remote)], gap: undefined };
}

function row(destination: string, id: string, active: boolean) {
  const kind = id === 'igw-1' ? igw.kind : id === 'local' ? ('local' as const) : ('other' as const);
  return {
    destination: cidr(destination),
    origin: 'static' as const,
    prefixListId: undefined,
    outcomes: [{ target: { kind, id }, active }] as const,
    gap: undefined,
  };
}

describe('the script of a small question', () => {
  it('reads like the configuration', () => {
    const options = { semantics: 'two-way' as const, sourcePorts: { from: 1, to: 65_535 } };
    const terms = encodeQuestion(new TermFactory(), question, 'tcp', options, 'must');
    expect(questionScript(terms.map((term) => ({ name: undefined, term }))).text).toBe(
      `(set-logic QF_BV)
(declare-const destinationPort (_ BitVec 16))
(declare-const source (_ BitVec 32))
(declare-const sourcePort (_ BitVec 16))
(define-fun t1 () Bool (= destinationPort #x0016))
(assert (and (not (= ((_ extract 31 24) source) #x0a)) (not (= ((_ extract 31 16) source) #xc0a8))))
(assert (bvule #x0001 sourcePort))
(assert (not (and (= ((_ extract 31 8) source) #xcb0071) t1)))
(assert (or (and t1 (= ((_ extract 31 9) source) #b11001011000000000111000)) (and (bvule #x1f40 destinationPort) (bvule destinationPort #x2327))))
(assert (not (= ((_ extract 31 8) source) #xc63364)))
(assert (bvule #x8000 sourcePort))
(check-sat)
`,
    );
  });
});
