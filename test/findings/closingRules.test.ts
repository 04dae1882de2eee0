import { afterAll, describe, expect, it } from 'vitest';
import { createSmtEngine } from '../../src/engines/smt/engine.js';
import { assess } from '../../src/findings/assess.js';
import { builtInSeverities } from '../../src/findings/severityTable.js';
import { allRoutes } from '../../src/paths/path.js';
import { type Account, type Json, networkOf, openAccount, permission } from '../scenarios/account.js';

const options = { semantics: 'two-way', sourcePorts: { from: 1, to: 65_535 } } as const;
const engine = createSmtEngine({ ...options, jobs: 1 });
afterAll(() => engine.close());

const assessed = (account: Account) =>
  assess(networkOf(account), engine, {
    ...options,
    severities: builtInSeverities,
    routes: allRoutes,
    scope: { vpcIds: [], instanceIds: [], networkInterfaceIds: [], tags: [], allInterfaces: false },
    snapshot: { sha256: '', accounts: [], regions: [] },
  });

const from = (port: number, ...cidrs: string[]): Json =>
  permission({ IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: cidrs.map((CidrIp) => ({ CidrIp })) });

const withRules = (...IpPermissions: Json[]): Account => {
  const account = openAccount();
  return {
    ...account,
    SecurityGroups: account.SecurityGroups.map((group) =>
      group.GroupId === 'sg-v' ? { ...group, IpPermissions } : group,
    ),
  };
};

const closing = async (account: Account, route: string, port: number) => {
  const { findings } = await assessed(account);
  const found = findings.find(
    (finding) =>
      finding.type !== 'NetworkExposure' &&
      finding.route === route &&
      finding.port === port &&
      finding.networkInterface.id === 'eni-one',
  );
  return found?.closingRules;
};

describe('the rules that close a finding', () => {
  it('are those that let a packet in on its route, each of them and no others', async () => {
    const account = withRules(
      from(22, '203.0.113.0/24', '198.51.100.0/24', '10.9.0.0/16', '192.168.0.0/16'),
      from(80, '0.0.0.0/0'),
    );
    expect(await closing(account, 'Internet', 22)).toEqual([
      'sg-v ingress tcp 22 from 198.51.100.0/24',
      'sg-v ingress tcp 22 from 203.0.113.0/24',
    ]);
    expect(await closing(account, 'PeeredVPC', 22)).toEqual(['sg-v ingress tcp 22 from 10.9.0.0/16']);
    expect(await closing(account, 'VGW', 22)).toEqual(['sg-v ingress tcp 22 from 192.168.0.0/16']);
  });

  it('close it when they are gone, and not while one of them is left', async () => {
    const cidrs = ['203.0.113.0/24', '203.0.113.0/25', '198.51.100.7/32'];
    const account = withRules(from(22, ...cidrs));
    const rules = await closing(account, 'Internet', 22);
    expect(rules).toHaveLength(3);
    expect(await closing(withRules(from(23, '10.0.0.0/8')), 'Internet', 22)).toBeUndefined();
    for (const left of cidrs) expect(await closing(withRules(from(22, left)), 'Internet', 22)).toHaveLength(1);
  });

  it('of an aggregate are those of all its ports', async () => {
    const { findings } = await assessed(withRules(from(22, '203.0.113.0/24'), from(8080, '0.0.0.0/0')));
    const aggregate = findings.find(({ type, route }) => type === 'NetworkExposure' && route === 'Internet');
    expect(aggregate?.closingRules).toEqual([
      'sg-v ingress tcp 22 from 203.0.113.0/24',
      'sg-v ingress tcp 8080 from 0.0.0.0/0',
    ]);
  });
});
