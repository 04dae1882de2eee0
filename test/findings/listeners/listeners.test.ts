/** Listener reports: what each form says, and which packets a socket takes. */
import { describe, expect, it } from 'vitest';
import { KnownListeners } from '../../../src/findings/listeners/knownListeners.js';
import { parseListenerFile } from '../../../src/findings/listeners/parseListenerFile.js';
import { type Address, parseAddress } from '../../../src/values/address.js';
import type { Protocol } from '../../../src/values/protocol.js';

const address = (text: string): Address => {
  const parsed = parseAddress(text);
  if (parsed === undefined) throw new Error(`${text} is no address`);
  return parsed;
};
const parse = (text: string, file = 'reports/i-1.txt') => parseListenerFile({ file, text, modifiedAt: 5000 });
const known = (text: string, file?: string) => new KnownListeners(parse(text, file), new Set(['i-1']), undefined);
const v4 = address('10.0.0.5');
const v6 = address('2001:db8::5');
const kinds = (listeners: KnownListeners, port: number, protocol: Protocol = 'tcp') =>
  [v4, v6].map((at) => listeners.at('i-1', at, protocol, port).kind);

const ss = `Netid State  Recv-Q Send-Q     Local Address:Port Peer Address:Port Process
tcp   LISTEN 0      4096      127.0.0.53%lo:53        0.0.0.0:*     users:(("systemd-resolve",pid=5,fd=14))
udp   UNCONN 0      0              10.0.0.5:53        0.0.0.0:*
tcp   LISTEN 0      1                     *:80              *:*     users:(("java",pid=16,fd=1),("java",pid=17,fd=1))
tcp   LISTEN 0      1    [::ffff:127.0.0.1]:81           [::]:*
tcp   LISTEN 0      1               0.0.0.0:82        0.0.0.0:*
tcp   LISTEN 0      1                  [::]:83           [::]:*
tcp   LISTEN 0      1                    :::84             :::*
tcp   LISTEN 0      1         [2001:db8::5]:85           [::]:*
tcp   LISTEN 0      1              10.0.0.6:86        0.0.0.0:*
tcp   ESTAB  0      1              10.0.0.5:87       10.0.0.9:5000
`;

describe('which sockets take packets to an address', () => {
  it.each([
    [53, 'none', 'none'],
    [80, 'listening', 'listening'],
    [81, 'none', 'none'],
    [82, 'listening', 'none'],
    [83, 'none', 'listening'],
    [84, 'listening', 'listening'],
    [85, 'none', 'listening'],
    [86, 'none', 'none'],
    [87, 'none', 'none'],
  ])('port %i: IPv4 %s, IPv6 %s', (port, ipv4, ipv6) => {
    expect(kinds(known(ss), port)).toEqual([ipv4, ipv6]);
  });

  it('keeps protocols apart and names the first process', () => {
    expect(kinds(known(ss), 53, 'udp')).toEqual(['listening', 'none']);
    expect(known(ss).at('i-1', v4, 'tcp', 80)).toEqual({
      kind: 'listening',
      process: { name: 'java', pid: 16, path: undefined },
    });
    expect(known(ss).portsAt('i-1', [v4], 'tcp')).toEqual([80, 82, 84]);
  });

  it('knows nothing of instances without a report', () => {
    expect(known(ss).at('i-2', v4, 'tcp', 80)).toEqual({ kind: 'no-report' });
  });
});

describe('JSON reports', () => {
  const own = (extra = '') =>
    `{"reachproofListeners":1,"host":{"instanceId":"i-1","collectedAt":"2026-11-20T08:00:00Z"},"listeners":[{"protocol":"tcp","address":"::","port":22,"process":"sshd","path":"/usr/sbin/sshd","pid":871${extra}}]}`;

  it('reads our own, in which `::` serves IPv4 unless it says v6only', () => {
    expect(kinds(known(own(), 'x.json'), 22)).toEqual(['listening', 'listening']);
    expect(kinds(known(own(',"v6only":true'), 'x.json'), 22)).toEqual(['none', 'listening']);
    expect(parse(own())[0]?.collectedAt).toBe(Date.UTC(2026, 10, 20, 8));
  });

  const row = { pid: '9', port: '22', protocol: '6', address: '0.0.0.0', name: 'sshd', path: '/usr/sbin/sshd' };
  const local = { pid: '1', port: '0', protocol: '0', address: '', name: 'systemd', path: '' };

  it('reads rows of osquery, the instance from the file name or a column', () => {
    expect(known(JSON.stringify([row, local]), '/a/i-1.json').at('i-1', v4, 'tcp', 22)).toEqual({
      kind: 'listening',
      process: { name: 'sshd', pid: 9, path: '/usr/sbin/sshd' },
    });
    const two = parse(JSON.stringify([row, { ...row, instance_id: 'i-2' }]), 'i-1.json');
    expect(two.map(({ instanceId }) => instanceId)).toEqual(['i-1', 'i-2']);
  });

  it('reads a fleet: osquery snapshots and inventory, as an array or one record a line', () => {
    const records = [
      { hostIdentifier: 'i-1', unixTime: '1000', snapshot: [row] },
      {
        InstanceId: 'i-2',
        CaptureTime: '2026-11-20T08:00:00Z',
        Entries: [{ Protocol: 'udp', Address: '*', Port: '53' }],
      },
    ];
    const asArray = parse(JSON.stringify(records));
    expect(asArray.map(({ instanceId, collectedAt }) => [instanceId, collectedAt])).toEqual([
      ['i-1', 1_000_000],
      ['i-2', Date.UTC(2026, 10, 20, 8)],
    ]);
    expect(asArray[1]?.listeners[0]?.binding).toEqual({ kind: 'wildcard', families: ['ipv4', 'ipv6'] });
    expect(parse(records.map((record) => JSON.stringify(record)).join('\n'))).toEqual(asArray);
  });

  it.each([
    ['{"reachproofListeners":2,"host":{},"listeners":[]}', /i-1\.txt: reachproofListeners: /],
    [own().replace('"::"', '"nowhere"'), /listener 1: `nowhere` is not an address/],
    [own().replace('22', '70000'), /`70000` is not a port/],
    [own().replace('2026-11-20T08:00:00Z', 'soon'), /`soon` is not a time/],
    ['{"a":1}', /expected a listener report \(reachproofListeners: 1\)/],
    ['{', /not valid JSON/],
    ['hello', /expected JSON, or what `ss -lntup` prints/],
    ['tcp LISTEN 0 1 *:ssh *:*', /i-1\.txt:1: expected a local address and port in numbers/],
  ])('tells what is wrong with %s', (text, message) => {
    expect(() => parse(text)).toThrow(message);
  });
});

describe('reports that do not count', () => {
  const report = (source: string, collectedAt: number | undefined) => ({
    source,
    instanceId: 'i-1',
    collectedAt,
    listeners: [],
  });

  it('counts stale and undated reports as none, and says so', () => {
    const reports = [report('old', 1000), report('undated', undefined)];
    const listeners = new KnownListeners(reports, new Set(['i-1']), { now: 10_000, maximumAge: 5000 });
    expect(listeners.at('i-1', v4, 'tcp', 22).kind).toBe('no-report');
    expect(listeners.warnings).toEqual([
      'old: the listener report of i-1 of 1970-01-01T00:00:01.000Z is too old; it counts as none',
      'undated: the listener report of i-1 does not tell when it was collected; it counts as none',
    ]);
  });

  it('counts a report that is just young enough', () => {
    const listeners = new KnownListeners([report('a', 5000)], new Set(['i-1']), { now: 10_000, maximumAge: 5000 });
    expect(listeners.at('i-1', v4, 'tcp', 22).kind).toBe('none');
  });

  it('warns about instances that the snapshot does not hold', () => {
    expect(new KnownListeners([report('a', 1)], new Set(), undefined).warnings).toEqual([
      'a: the snapshot does not hold instance `i-1`; its listener report is not used',
    ]);
  });

  it('uses the newest of several, in whatever order they come', () => {
    const [newer] = parse(ss);
    if (newer === undefined) throw new Error('no report');
    for (const reports of [
      [report('a', 1), newer],
      [newer, report('a', 1)],
    ]) {
      const listeners = new KnownListeners(reports, new Set(['i-1']), undefined);
      expect(listeners.at('i-1', v4, 'tcp', 80).kind).toBe('listening');
      expect(listeners.warnings).toHaveLength(1);
    }
  });
});
