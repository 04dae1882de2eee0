/** Every way to change a certificate that we could think of, each with a digest made anew: none may check. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSmtEngine } from '../../src/engines/smt/engine.js';
import { buildCertificate, type CertificateContext } from '../../src/proofs/buildCertificate.js';
import { type CertificateJson, certificateDigest, sha256Of } from '../../src/proofs/certificate.js';
import { parseClaims } from '../../src/proofs/claimsFile.js';
import { prove } from '../../src/proofs/prove.js';
import { type Verification, verifyCertificate } from '../../src/proofs/verify.js';
import { InProcessZ3 } from '../../src/solver/z3/inProcess.js';
import { entry, type Json, networkAcl, networkOf, openAccount, permission } from '../scenarios/account.js';

const options = { semantics: 'two-way', sourcePorts: { from: 1, to: 65_535 } } as const;
const engine = createSmtEngine(options);
const solver = await InProcessZ3.start({ timeoutSeconds: 60 });
afterAll(async () => {
  await engine.close();
  await solver.close();
});

/** SSH from one block only, a denying entry before an allowing one. */
const network = networkOf({
  ...openAccount(),
  SecurityGroups: [
    {
      GroupId: 'sg-v',
      VpcId: 'vpc-v',
      IpPermissions: [
        permission({ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '203.0.113.0/24' }] }),
        permission({ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }),
      ],
    },
    ...openAccount().SecurityGroups.slice(1),
  ],
  NetworkAcls: [
    networkAcl(
      'acl-a',
      'vpc-v',
      ['subnet-a'],
      [
        entry(90, false, { Protocol: '6', PortRange: { From: 22, To: 22 }, CidrBlock: '203.0.113.0/25' }),
        entry(100, false, { RuleAction: 'allow' }),
        entry(100, true, { RuleAction: 'allow' }),
      ],
    ),
    ...openAccount().NetworkAcls.slice(1),
  ],
});
const snapshotSha256 = sha256Of('the snapshot');
const context: CertificateContext = {
  check: (script) => solver.check(script),
  solver: { name: 'Z3', version: 'test', wasmSha256: sha256Of('wasm') },
  snapshot: { sha256: snapshotSha256, files: [{ path: 'test.json', sha256: sha256Of('file') }] },
  options,
};

const certify = async (fields: string): Promise<CertificateJson> => {
  const claims = parseClaims(`claims: [{ name: c, to: { instance: i-one }, protocol: tcp, ${fields} }]`, 'claims.yaml');
  const [decided] = await prove(network, engine, claims, options);
  if (decided === undefined) throw new Error('no claim was decided');
  return buildCertificate(decided, context);
};

const verify = (certificate: unknown): Promise<Verification> =>
  verifyCertificate(typeof certificate === 'string' ? certificate : JSON.stringify(certificate), {
    check: context.check,
    opinions: [],
    source: { network, sha256: snapshotSha256 },
  });

/** Any JSON value: read with `at`, changed with `put`. */
type Changeable = unknown;

/** A deep copy that may be changed freely. */
const copyOf = (certificate: CertificateJson): Changeable => JSON.parse(JSON.stringify(certificate));

const isRecord = (value: unknown): value is Record<string | number, unknown> =>
  typeof value === 'object' && value !== null;
const recordOf = (value: Changeable): Record<string | number, unknown> => {
  if (!isRecord(value)) throw new Error('no object');
  return value;
};

let proof: CertificateJson;
let refutation: CertificateJson;
let witness: CertificateJson;
beforeAll(async () => {
  proof = await certify('from: 203.0.113.0/25, ports: 22, expect: unreachable');
  refutation = await certify('from: internet, ports: 22, expect: unreachable');
  witness = await certify('from: internet, ports: 80, expect: reachable');
});

const at = (value: Changeable, key: string | number): Changeable => {
  const found = recordOf(value)[key];
  if (found === undefined) throw new Error(`nothing at ${key}`);
  return found;
};
const put = (value: Changeable, key: string | number, replacement: unknown): void => {
  recordOf(value)[key] = replacement;
};
const list = (value: Changeable, key: string): unknown[] => {
  const found = at(value, key);
  if (!Array.isArray(found)) throw new Error(`no list at ${key}`);
  return found;
};
const text = (value: Changeable, key: string): string => String(at(value, key));
const first = (certificate: Changeable): Changeable => at(at(certificate, 'obligations'), 0);
/** Replaces the script, and its hash as well. */
const rewrite = (obligation: Changeable, script: string): void => {
  put(obligation, 'script', script);
  put(obligation, 'scriptSha256', sha256Of(script));
};
const hopOf = (obligation: Changeable, kind: string): Changeable => {
  const found = list(at(obligation, 'question'), 'hops').find((hop) => text(hop, 'kind') === kind);
  if (found === undefined) throw new Error(`no ${kind}`);
  return found;
};
const digestAgain = (certificate: Changeable): void =>
  put(certificate, 'sha256', certificateDigest(recordOf(certificate)));

const proofChanges: readonly (readonly [string, (certificate: Changeable) => void])[] = [
  ['the verdict', (c) => put(c, 'verdict', 'refuted')],
  ['the verdict to undecided', (c) => put(c, 'verdict', 'undecided')],
  ['the expectation of the claim', (c) => put(at(c, 'claim'), 'expect', 'reachable')],
  ['the ports of the claim', (c) => put(at(c, 'claim'), 'ports', '1-100')],
  ['the protocol of the claim', (c) => put(at(c, 'claim'), 'protocol', 'any')],
  ['the source of the claim', (c) => put(at(c, 'claim'), 'from', 'internet')],
  ['the source of the claim to a wider block', (c) => put(at(c, 'claim'), 'from', '203.0.113.0/24')],
  ['the target of the claim', (c) => put(at(c, 'claim'), 'to', { instance: 'i-two' })],
  ['the target of the claim to all', (c) => put(at(c, 'claim'), 'to', { all: true })],
  ['the target of the claim to nothing', (c) => put(at(c, 'claim'), 'to', { instance: 'i-gone' })],
  ['the semantics', (c) => put(c, 'semantics', 'one-way')],
  ['the source ports', (c) => put(c, 'sourcePorts', { from: 1, to: 2 })],
  ['the hash of the snapshot', (c) => put(at(c, 'snapshot'), 'sha256', sha256Of('another'))],
  ['an obligation, dropped', (c) => put(c, 'obligations', list(c, 'obligations').slice(1))],
  ['all obligations, dropped', (c) => put(c, 'obligations', [])],
  ['an obligation, doubled in place of another', (c) => put(at(c, 'obligations'), 1, first(c))],
  [
    'the script, with an assertion less',
    (c) => {
      const lines = text(first(c), 'script').split('\n');
      rewrite(first(c), lines.filter((line) => !line.includes('claimed_ports')).join('\n'));
    },
  ],
  [
    'the script, with a contradiction added',
    (c) => rewrite(first(c), text(first(c), 'script').replace('(check-sat)', '(assert false)\n(check-sat)')),
  ],
  ['the script, emptied', (c) => rewrite(first(c), '(set-logic QF_BV)\n(assert false)\n(check-sat)\n')],
  ['the script, not SMT-LIB', (c) => rewrite(first(c), 'unsat')],
  ['the hash of the script', (c) => put(first(c), 'scriptSha256', sha256Of('x'))],
  ['the core, with a name less', (c) => put(first(c), 'core', list(first(c), 'core').slice(1))],
  ['the core, with a name that the script lacks', (c) => put(first(c), 'core', ['nothing'])],
  [
    'the core, with a name more than it needs',
    (c) => {
      const obligation = first(c);
      const core = list(obligation, 'core');
      put(obligation, 'core', [...core, core.includes('claimed_ports') ? 'source_ports' : 'claimed_ports']);
    },
  ],
  [
    'the meaning of a name',
    (c) => {
      const names = recordOf(at(first(c), 'names'));
      put(names, Object.keys(names)[0] ?? '', 'acl-a inbound entry 90: deny everything');
    },
  ],
  ['the answer expected', (c) => put(first(c), 'expected', 'sat')],
  ['the mode', (c) => put(first(c), 'mode', 'must')],
  ['the ports of an obligation', (c) => put(first(c), 'ports', [{ from: 23, to: 23 }])],
  ['the protocol of an obligation', (c) => put(first(c), 'protocol', 'udp')],
  ['the route of an obligation', (c) => put(first(c), 'route', 'VGW')],
  ['the interface of an obligation', (c) => put(first(c), 'networkInterfaceId', 'eni-two')],
  [
    'an entry of the network ACL',
    (c) => {
      const entries = at(at(hopOf(first(c), 'networkAcl'), 'acl'), 'inbound');
      put(at(entries, 0), 'action', 'allow');
    },
  ],
  [
    'a hop, dropped',
    (c) => {
      const question = at(first(c), 'question');
      put(question, 'hops', list(question, 'hops').slice(0, -1));
    },
  ],
  ['the sources of the question', (c) => put(at(at(first(c), 'question'), 'sources'), 'include', ['10.0.0.0/8'])],
  ['something said to be missing', (c) => put(c, 'incomplete', [{ resource: 'r', reason: 'r', remedy: 'r' }])],
];

const witnessChanges: readonly (readonly [string, (certificate: Changeable) => void])[] = [
  ['the source of the witness', (c) => put(at(first(c), 'witness'), 'source', '10.0.0.1')],
  ['the source port of the witness', (c) => put(at(first(c), 'witness'), 'sourcePort', 0)],
  ['the port of the witness', (c) => put(at(first(c), 'witness'), 'destinationPort', 23)],
  ['the protocol of the witness', (c) => put(at(first(c), 'witness'), 'protocol', 'udp')],
  ['the witness, dropped', (c) => put(first(c), 'witness', null)],
  ['the verdict', (c) => put(c, 'verdict', text(c, 'verdict') === 'proved' ? 'refuted' : 'proved')],
  [
    'a rule of the security group',
    (c) => put(at(at(hopOf(first(c), 'securityGroups'), 'rules'), 0), 'remotes', ['198.51.100.0/24']),
  ],
  ['the expected answer', (c) => put(first(c), 'expected', 'unsat')],
];

describe('a certificate', () => {
  it('that nobody changed checks', async () => {
    for (const certificate of [proof, refutation, witness]) {
      expect((await verify(certificate)).problems).toEqual([]);
    }
    expect([proof.verdict, refutation.verdict, witness.verdict]).toEqual(['proved', 'refuted', 'proved']);
    expect(proof.obligations.length).toBeGreaterThan(1);
  });

  it('is the same to the byte when it is written again', async () => {
    const again = await certify('from: 203.0.113.0/25, ports: 22, expect: unreachable');
    expect(JSON.stringify(again)).toBe(JSON.stringify(proof));
  });

  it('names the entry that closes the way', () => {
    const names = proof.obligations.flatMap((obligation) => Object.values(obligation.names));
    expect(names).toContain('acl-a inbound entry 90: deny tcp 22 from 203.0.113.0/25 (request)');
  });

  it.each(proofChanges)('of unreachability does not check with a change of %s', async (_, change) => {
    const changed = copyOf(proof);
    change(changed);
    expect((await verify(changed)).problems.length).toBeGreaterThan(0);
    digestAgain(changed);
    expect((await verify(changed)).problems.length).toBeGreaterThan(0);
  });

  it.each(
    witnessChanges.flatMap((change) => (['refutation', 'witness'] as const).map((kind) => [kind, ...change] as const)),
  )('(%s) does not check with a change of %s', async (kind, _, change) => {
    const changed = copyOf(kind === 'refutation' ? refutation : witness);
    change(changed);
    digestAgain(changed);
    expect((await verify(changed)).problems.length).toBeGreaterThan(0);
  });

  it.each([
    ['of no bytes', '', 'not JSON'],
    ['cut off', '{"format":', 'not JSON'],
    ['of another kind', '{}', 'expected `format`'],
    ['that is a list', '[]', 'expected'],
    ['of another version', '{"format":"reachproof-certificate","schemaVersion":2}', 'expected schemaVersion 1'],
    ['with nothing in it', '{"format":"reachproof-certificate","schemaVersion":1}', 'not a certificate'],
  ])('%s is refused in one line', async (_, content, problem) => {
    const { problems } = await verify(content);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
    expect(problems[0]).not.toContain('\n');
  });

  it('with a field that nobody knows is refused', async () => {
    const changed: Json = { ...proof, note: 'trust me' };
    expect((await verify(changed)).problems.length).toBeGreaterThan(0);
  });
});
