import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { reportTable } from '../../src/report/table/assessment.js';
import { assessed } from '../findings/assessed.js';
import { openAccount, permission } from '../scenarios/account.js';

const esc = String.fromCharCode(27);

const account = openAccount();
account.Reservations[0] = {
  Instances: [
    {
      InstanceId: 'i-one',
      State: { Name: 'stopped' },
      Tags: [{ Key: 'Name', Value: `web${esc}[2J${esc}]0;pwned\u0007\nnext line \u202egnp 表` }],
    },
  ],
};
account.SecurityGroups[0] = {
  GroupId: 'sg-v',
  VpcId: 'vpc-v',
  IpPermissions: [
    permission({ IpProtocol: 'tcp', FromPort: 22, ToPort: 23, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }),
    permission({ IpProtocol: 'udp', FromPort: 9000, ToPort: 9010, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }),
    permission({ IpProtocol: 'tcp', FromPort: 99, ToPort: 99, PrefixListIds: [{ PrefixListId: 'pl-unknown' }] }),
  ],
};
const assessment = await assessed(account, {
  scope: { vpcIds: [], instanceIds: ['i-one'], networkInterfaceIds: [], tags: [], allInterfaces: false },
  routes: ['Internet'],
});
const table = (color: boolean, width?: number): string => [...reportTable(assessment, { color, width })].join('');

describe('the table', () => {
  it('tells severity, instance, address, route, port, service and witness, the worst first', () => {
    const [telnet = '', ssh = ''] = table(false)
      .split('\n')
      .filter((line) => /^(High|Medium|Low|Informational) /.test(line));
    expect(telnet).toMatch(
      /^High +web.* \(i-one\) \[stopped\] +198\.51\.100\.10 → 10\.0\.1\.10 +Internet +tcp 23 +Telnet +\S+:\d+ → 198\.51\.100\.10:23$/,
    );
    expect(ssh).toMatch(/^Medium .* tcp 22 +SSH /);
  });

  it('then shows every reachable port, the counts, and what stayed undecided', () => {
    const text = table(false);
    const order = [
      'Findings',
      'Reachable ports',
      'tcp 22-23\n',
      'udp 9000-9010',
      '* instance i-one is stopped',
      '3 findings: 1 High, 1 Medium, 0 Low, 1 Informational',
      'Undecided: one thing is missing',
      'pl-unknown',
      'aws ec2 get-managed-prefix-list-entries',
    ];
    const at = order.map((part) => text.indexOf(part.trimEnd()));
    expect(at.every((position) => position >= 0)).toBe(true);
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(text).not.toContain('Every other port is proved unreachable');
  });

  it('lets no character through that a terminal acts on', () => {
    const controls = [...table(false)].filter((character) => /\p{Cc}|\p{Cf}/u.test(character) && character !== '\n');
    expect(controls).toEqual([]);
    expect(table(false)).toContain('web\\u{1b}[2J');
  });

  it('colours where it may, and nothing else', () => {
    expect(table(true)).toContain(`${esc}[31mHigh`);
    expect(stripVTControlCharacters(table(true))).toBe(table(false));
  });

  it.each([100, 120, 160])('fits a terminal of %i columns', (width) => {
    const lines = stripVTControlCharacters(table(true, width)).split('\n');
    const rows = lines.slice(
      0,
      lines.findIndex((line) => line.startsWith('* ')),
    );
    expect(rows.length).toBeGreaterThan(5);
    for (const line of rows) expect(stringWidth(line)).toBeLessThanOrEqual(width);
  });
});
