import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { createSmtEngine } from '../../src/engines/smt/engine.js';
import { buildNetwork } from '../../src/network/buildNetwork.js';
import { parseClaims } from '../../src/proofs/claimsFile.js';
import { ProveError, prove } from '../../src/proofs/prove.js';
import { loadSnapshot } from '../../src/snapshot/load.js';
import { networkOf, openAccount } from '../scenarios/account.js';

const options = { semantics: 'two-way', sourcePorts: { from: 1, to: 65_535 } } as const;
const engine = createSmtEngine(options);
afterAll(() => engine.close());

const claim = (fields: string) => parseClaims(`claims:\n  - { name: c, ${fields} }`, 'claims.yaml');

describe('prove', () => {
  it('decides the bundled claims about the bundled account', async () => {
    const network = buildNetwork(await loadSnapshot(['examples/three-tier']));
    const claims = parseClaims(await readFile('examples/three-tier-claims.yaml', 'utf8'), 'claims.yaml');
    const decided = await prove(network, engine, claims, options);
    const expected: { name: string; verdict: string }[] = JSON.parse(
      await readFile('test/fixtures/expected/three-tier-claims.json', 'utf8'),
    );
    expect(decided.map(({ claim: { name }, outcome }) => [name, outcome.verdict])).toEqual(
      expected.map(({ name, verdict }) => [name, verdict]),
    );
  });

  it.each([
    ['from: internet, to: { instance: i-one }, protocol: tcp, ports: 22, expect: unreachable', 'refuted'],
    ['from: internet, to: { instance: i-one }, protocol: tcp, ports: 22, expect: reachable', 'proved'],
    ['from: internet, to: { instance: i-two }, protocol: any, ports: all, expect: unreachable', 'proved'],
    ['from: internet, to: { vpc: vpc-v }, protocol: any, ports: [1, 2], expect: reachable', 'refuted'],
    ['from: vgw, to: { subnet: subnet-b }, protocol: udp, ports: 53, expect: reachable', 'proved'],
    ['from: 10.9.1.0/24, to: { securityGroup: sg-v }, protocol: tcp, ports: 1-9, expect: reachable', 'proved'],
    ['from: 10.9.2.0/24, to: { all: true }, protocol: any, ports: all, expect: unreachable', 'proved'],
    ['from: 192.168.0.0/24, to: { interface: eni-two }, protocol: any, ports: all, expect: unreachable', 'refuted'],
    ['from: peered-vpc, to: { interface: eni-w }, protocol: tcp, ports: 22, expect: reachable', 'proved'],
  ])('of %s is %s', async (fields, verdict) => {
    const [decided] = await prove(networkOf(openAccount()), engine, claim(fields), options);
    expect(decided?.outcome.verdict).toBe(verdict);
  });

  it('is undecided where something is missing, unless something is reachable in spite of it', async () => {
    const { NetworkAcls: _, ...account } = openAccount();
    const network = networkOf(account);
    const [closed] = await prove(
      network,
      engine,
      claim('from: internet, to: { instance: i-one }, protocol: tcp, ports: 22, expect: unreachable'),
      options,
    );
    expect(closed?.outcome).toMatchObject({
      verdict: 'undecided',
      gaps: [
        {
          resource: 'subnet-a',
          remedy: 'aws ec2 describe-network-acls --filters Name=association.subnet-id,Values=subnet-a',
        },
      ],
    });
    const [open] = await prove(
      network,
      engine,
      claim('from: internet, to: { instance: i-one }, protocol: tcp, ports: 22, expect: reachable'),
      options,
    );
    expect(open?.outcome.verdict).toBe('undecided');
  });

  it('does not prove anything unreachable in a VPC about which something is missing', async () => {
    const account = openAccount();
    const network = networkOf({ ...account, NetworkInterfaces: account.NetworkInterfaces.slice(1) });
    const [decided] = await prove(
      network,
      engine,
      claim('from: internet, to: { interface: eni-two }, protocol: tcp, ports: 22, expect: unreachable'),
      options,
    );
    expect(decided?.outcome).toMatchObject({ verdict: 'undecided' });
  });

  it('refuses a selector that matches nothing, and too many ports to witness', async () => {
    const network = networkOf(openAccount());
    const ask = (fields: string) => prove(network, engine, claim(fields), options);
    await expect(
      ask('from: internet, to: { tag: { role: x } }, protocol: tcp, ports: 22, expect: unreachable'),
    ).rejects.toThrow(new ProveError('claim `c`: its selector `to` matches nothing in the snapshot'));
    await expect(
      ask('from: internet, to: { all: true }, protocol: tcp, ports: all, expect: reachable'),
    ).rejects.toThrow('takes at most 256, found 65536');
  });

  it('gives a packet to a claimed port against each way in', async () => {
    const [decided] = await prove(
      networkOf(openAccount()),
      engine,
      claim('from: anywhere, to: { instance: i-one }, protocol: udp, ports: 5000-5001, expect: unreachable'),
      options,
    );
    expect(decided?.outcome.verdict).toBe('refuted');
    if (decided?.outcome.verdict !== 'refuted') return;
    expect(
      decided.outcome.witnesses.map(({ path, assignment }) => [path.route, path.family, assignment.destinationPort]),
    ).toEqual([
      ['Internet', 'ipv4', 5000],
      ['Internet', 'ipv6', 5000],
      ['PeeredVPC', 'ipv4', 5000],
      ['VGW', 'ipv4', 5000],
    ]);
  });
});
