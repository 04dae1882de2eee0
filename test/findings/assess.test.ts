import { describe, expect, it } from 'vitest';
import type { Answer, Engine } from '../../src/engines/engine.js';
import type { Assessment } from '../../src/findings/assessment.js';
import type { PortFinding } from '../../src/findings/finding.js';
import { everything } from '../../src/findings/scope.js';
import { formatAddress, parseAddress } from '../../src/values/address.js';
import { formatPortRange } from '../../src/values/ports.js';
import { type Account, instance, type Json, networkAcl, openAccount, permission } from '../scenarios/account.js';
import { assessed } from './assessed.js';

const tcp = (from: number, to: number, cidr = '0.0.0.0/0'): Json =>
  permission({ IpProtocol: 'tcp', FromPort: from, ToPort: to, IpRanges: [{ CidrIp: cidr }] });

/** The open account, whose instances in vpc-v admit only these. */
const admitting = (permissions: readonly Json[]): ReturnType<typeof openAccount> => {
  const account = openAccount();
  account.SecurityGroups[0] = { GroupId: 'sg-v', VpcId: 'vpc-v', IpPermissions: permissions, IpPermissionsEgress: [] };
  return account;
};

const one = { ...everything, networkInterfaceIds: ['eni-one'] };

const rows = ({ exposures }: Assessment) =>
  exposures.map(({ networkInterface, route, componentId, address, tcp, udp }) => [
    networkInterface.id,
    route,
    componentId,
    formatAddress(address),
    tcp.map(formatPortRange).join(' '),
    udp.map(formatPortRange).join(' '),
  ]);

const portFindings = ({ findings }: Assessment): readonly PortFinding[] =>
  findings.filter((finding) => finding.type !== 'NetworkExposure');

describe('exposures', () => {
  it('are one for each interface, address, route and component with a reachable port', async () => {
    const assessment = await assessed(admitting([tcp(22, 22)]), { scope: one });
    expect(rows(assessment)).toEqual([
      ['eni-one', 'Internet', 'igw-v', '10.0.1.10', '22', ''],
      ['eni-one', 'PeeredVPC', 'pcx-vw', '10.0.1.10', '22', ''],
      ['eni-one', 'VGW', 'vgw-v', '10.0.1.10', '22', ''],
    ]);
    expect(assessment.incomplete).toEqual([]);
  });

  it('take a witness from each maximal range, sent to the public address', async () => {
    const assessment = await assessed(admitting([tcp(20, 22), tcp(23, 25), tcp(80, 80)]), {
      scope: one,
      routes: ['Internet'],
    });
    const [exposure] = assessment.exposures;
    expect(exposure?.tcp.map(formatPortRange)).toEqual(['20-25', '80']);
    for (const { from, to, witness } of exposure?.tcp ?? []) {
      expect(witness.delivered.destinationPort).toBeGreaterThanOrEqual(from);
      expect(witness.delivered.destinationPort).toBeLessThanOrEqual(to);
      expect(witness.destination).toEqual(parseAddress('198.51.100.10'));
      expect(witness.delivered.destination).toEqual(parseAddress('10.0.1.10'));
      expect(witness.admittedBy.map(({ groupId }) => groupId)).toContain('sg-v');
    }
  });

  it('join what the subnets of a peer reach, which are paths of their own', async () => {
    const account = admitting([tcp(20, 22, '10.9.1.0/24'), tcp(23, 25, '10.9.2.0/24')]);
    account.Subnets.push({ SubnetId: 'subnet-x', VpcId: 'vpc-w', CidrBlock: '10.9.2.0/24' });
    account.NetworkAcls.push(networkAcl('acl-x', 'vpc-w', ['subnet-x']));
    const assessment = await assessed(account, { scope: one, routes: ['PeeredVPC'] });
    expect(rows(assessment)).toEqual([['eni-one', 'PeeredVPC', 'pcx-vw', '10.0.1.10', '20-25', '']]);
    expect(assessment.exposures[0]?.paths.length).toBe(2);
    expect(
      portFindings(assessment)
        .map(({ port }) => port)
        .sort(),
    ).toEqual([21, 22, 23]);
  });

  it('keep instances that are stopped, and say so', async () => {
    const account = admitting([tcp(22, 22)]);
    account.Reservations[0] = instance('one', 'stopped');
    const { exposures } = await assessed(account, { scope: one, routes: ['Internet'] });
    expect(exposures[0]?.instance?.state).toBe('stopped');
    expect(exposures[0]?.assumptions.join()).toContain('instance i-one is stopped');
  });

  it('count distinct questions, interfaces and instances', async () => {
    const { summary } = await assessed(admitting([tcp(22, 22)]), { routes: ['Internet'] });
    // IPv4 and IPv6 of eni-one; the others have no public address.
    expect(summary).toMatchObject({ instances: 3, interfaces: 3, paths: 2, queries: 4 });
  });

  it('are never made of packets that the packet evaluator refuses', async () => {
    const source = parseAddress('203.0.113.7');
    if (source === undefined) throw new Error('no address');
    const lying: Engine = {
      description: { name: 'interval', solver: undefined },
      answer: async (asks) =>
        asks.map(({ protocol }): Answer => {
          const witness = {
            protocol,
            source,
            sourcePort: 5000,
            destinationPort: 443,
            nodeAddresses: {},
            nodePorts: {},
          };
          return { reachable: [{ from: 443, to: 443, witness }], undecided: [], reasons: [] };
        }),
      close: async () => undefined,
    };
    await expect(
      assessed(admitting([tcp(22, 22)]), { scope: one, routes: ['Internet'], engine: lying }),
    ).rejects.toThrow(/port 443 of eni-one .* answers `refused`/);
  });
});

describe('what is missing', () => {
  const withPrefixList = (): Account =>
    admitting([
      tcp(22, 22),
      permission({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, PrefixListIds: [{ PrefixListId: 'pl-unknown' }] }),
    ]);

  it('leaves what is reachable in spite of it', async () => {
    const assessment = await assessed(withPrefixList(), { scope: one, routes: ['Internet'] });
    expect(rows(assessment)).toEqual([['eni-one', 'Internet', 'igw-v', '10.0.1.10', '22', '']]);
  });

  it('is listed once, with the interfaces and routes that it may change', async () => {
    const { incomplete } = await assessed(withPrefixList());
    expect(incomplete).toHaveLength(1);
    expect(incomplete[0]).toMatchObject({
      resource: 'pl-unknown',
      remedy: 'aws ec2 get-managed-prefix-list-entries --prefix-list-id pl-unknown',
      networkInterfaceIds: ['eni-one', 'eni-two'],
      routes: ['Internet', 'PeeredVPC', 'VGW'],
    });
  });

  it('of other VPCs does not matter to a scope that leaves them out', async () => {
    const account = admitting([tcp(22, 22)]);
    account.Reservations.splice(2, 1);
    const all = await assessed(account);
    expect(all.incomplete.map(({ resource }) => resource)).toEqual(['i-w']);
    const some = await assessed(account, { scope: { ...everything, vpcIds: ['vpc-v'] } });
    expect(some.incomplete).toEqual([]);
  });

  it('names the interface where the solver gave up', async () => {
    const unsure: Engine = {
      description: { name: 'smt', solver: 'none' },
      answer: async (asks) =>
        asks.map(
          (): Answer => ({
            reachable: [],
            undecided: [{ from: 0, to: 65_535 }],
            reasons: [{ kind: 'solver', message: 'timeout' }],
          }),
        ),
      close: async () => undefined,
    };
    const { incomplete, exposures } = await assessed(admitting([]), { scope: one, routes: ['VGW'], engine: unsure });
    expect(exposures).toEqual([]);
    expect(incomplete.map(({ resource, networkInterfaceIds }) => [resource, networkInterfaceIds])).toEqual([
      ['eni-one', ['eni-one']],
      ['eni-one', ['eni-one']],
    ]);
    expect(incomplete[0]?.remedy).toContain('--solver-timeout');
  });
});

describe('findings', () => {
  it('have a witness to their very port, also where no single client reaches the whole range', async () => {
    const assessment = await assessed(admitting([tcp(20, 22, '198.51.100.0/24'), tcp(23, 25, '203.0.113.0/24')]), {
      scope: one,
      routes: ['Internet'],
    });
    expect(assessment.exposures[0]?.tcp.map(formatPortRange)).toEqual(['20-25']);
    const found = portFindings(assessment);
    expect(found.map(({ port }) => port).sort()).toEqual([21, 22, 23]);
    for (const { port, witness } of found) expect(witness.delivered.destinationPort).toBe(port);
    const telnet = found.find(({ port }) => port === 23);
    expect(telnet && formatAddress(telnet.witness.source)).toMatch(/^203\.0\.113\./);
    expect(telnet?.severity).toBe('High');
  });

  it('name the groups whose rules let the packets in, and no others', async () => {
    const account = admitting([tcp(22, 22)]);
    account.SecurityGroups.push({ GroupId: 'sg-web', VpcId: 'vpc-v', IpPermissions: [tcp(80, 80)] });
    account.SecurityGroups.push({ GroupId: 'sg-idle', VpcId: 'vpc-v', IpPermissions: [tcp(443, 443, '10.0.0.0/8')] });
    const [first] = account.NetworkInterfaces;
    const Groups = ['sg-v', 'sg-web', 'sg-idle'].map((GroupId) => ({ GroupId }));
    account.NetworkInterfaces[0] = { ...first, Groups };
    const { findings } = await assessed(account, { scope: one, routes: ['Internet'] });
    const named = findings.map(({ type, securityGroupIds, ...rest }) => [
      type === 'NetworkExposure' ? 'all' : 'port' in rest && rest.port,
      securityGroupIds,
    ]);
    expect(named).toHaveLength(3);
    expect(named).toContainEqual([22, ['sg-v']]);
    expect(named).toContainEqual([80, ['sg-web']]);
    expect(named).toContainEqual(['all', ['sg-v', 'sg-web']]);
  });

  it('are one for all addresses of an interface, and keep their ids', async () => {
    const account = admitting([
      permission({
        IpProtocol: 'tcp',
        FromPort: 22,
        ToPort: 22,
        IpRanges: [{ CidrIp: '0.0.0.0/0' }],
        Ipv6Ranges: [{ CidrIpv6: '::/0' }],
      }),
    ]);
    const first = await assessed(account, { scope: one, routes: ['Internet'] });
    expect(first.exposures).toHaveLength(2);
    expect(first.findings.map(({ type }) => type).sort()).toEqual(['NetworkExposure', 'RecognizedPortNoAgent']);
    expect(first.findings.every(({ exposures }) => exposures.length === 2)).toBe(true);
    const narrower = await assessed(admitting([tcp(22, 22, '203.0.113.0/24')]), { scope: one, routes: ['Internet'] });
    expect(narrower.findings.map(({ id }) => id)).toEqual(first.findings.map(({ id }) => id));
    const other = await assessed(account, { scope: { ...one, networkInterfaceIds: ['eni-two'] }, routes: ['VGW'] });
    const ids = new Set(first.findings.map(({ id }) => id));
    expect(other.findings.some(({ id }) => ids.has(id))).toBe(false);
    expect(other.findings).toHaveLength(2);
  });

  it('are of instances only', async () => {
    const account = admitting([tcp(22, 22)]);
    const [first] = account.NetworkInterfaces;
    account.NetworkInterfaces[0] = {
      ...first,
      Attachment: undefined,
      InterfaceType: 'lambda',
      Description: 'a lambda',
    };
    account.Reservations.splice(0, 1);
    const { exposures, findings } = await assessed(account, {
      scope: { ...everything, allInterfaces: true },
      routes: ['Internet'],
    });
    expect(exposures.map(({ networkInterface }) => networkInterface.id)).toEqual(['eni-one']);
    expect(findings).toEqual([]);
    const instancesOnly = await assessed(account, { routes: ['Internet'] });
    expect(instancesOnly.exposures).toEqual([]);
  });
});
