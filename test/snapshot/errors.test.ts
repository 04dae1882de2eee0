import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadSnapshot } from '../../src/snapshot/load.js';
import { errorOf, loadError, snapshotDirectory } from './snapshotDirectory.js';

const vpcs = { Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' }] };
const permission = (fields: object) => ({
  SecurityGroups: [{ GroupId: 'sg-1', IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, ...fields }] }],
});
const entry = (fields: object) => ({
  RuleNumber: 100,
  Egress: false,
  Protocol: '6',
  RuleAction: 'allow',
  CidrBlock: '0.0.0.0/0',
  ...fields,
});
const acl = (...entries: readonly object[]) => ({
  NetworkAcls: [{ NetworkAclId: 'acl-1', VpcId: 'vpc-1', Entries: entries }],
});

describe('directories', () => {
  test('one that is not there', async () => {
    expect(await loadError('/nowhere/at/all')).toBe('DIR: no such directory');
  });

  test('a file', async () => {
    const directory = await snapshotDirectory({ 'vpcs.json': vpcs });
    expect(await loadError(path.join(directory, 'vpcs.json'))).toBe('DIR: expected a directory, found a file');
    expect(await loadError(path.join(directory, 'vpcs.json', 'x'))).toBe('DIR: expected a directory, found a file');
  });

  test('one without JSON files', async () => {
    expect(await errorOf({ 'README.md': 'hello' })).toBe('DIR: expected `*.json` files, found none');
  });

  test('one without any key of the format', async () => {
    expect(await errorOf({ 'a.json': { Functions: [] }, 'b.json': {} })).toBe(
      'DIR: no JSON file in it holds the output of an AWS `describe-*` call (`Vpcs`, `NetworkInterfaces`, ...)',
    );
  });

  test('a half-written snapshot', async () => {
    expect(await errorOf({ 'vpcs.json': vpcs, '.reachproof-incomplete': '' })).toBe(
      'DIR: the snapshot was not written to its end (`.reachproof-incomplete` is there): take it again',
    );
  });

  test('a pipe instead of a file is refused, not waited for', async () => {
    const directory = await snapshotDirectory({ 'vpcs.json': vpcs });
    await symlink('/dev/null', path.join(directory, 'z.json'));
    expect(await loadError(directory)).toBe('z.json: expected a regular file');
  });

  test('a link that leads nowhere', async () => {
    const directory = await snapshotDirectory({ 'vpcs.json': vpcs });
    await symlink('gone.json', path.join(directory, 'z.json'));
    expect(await loadError(directory)).toBe('z.json: no such file');
  });

  test('directories that link to each other are read once', async () => {
    const directory = await snapshotDirectory({ 'a/vpcs.json': vpcs });
    await symlink('..', path.join(directory, 'a', 'up'));
    await symlink('a', path.join(directory, '0'));
    const snapshot = await loadSnapshot([directory]);
    expect(snapshot.files.map((file) => file.path)).toEqual(['a/vpcs.json']);
  });

  test('a link to itself', async () => {
    const directory = await snapshotDirectory({ 'vpcs.json': vpcs });
    await symlink('loop.json', path.join(directory, 'loop.json'));
    expect(await loadError(directory)).toBe('loop.json: the file cannot be read: the symbolic links form a loop');
  });
});

/** Root may read everything, so for the length of these tests the process gives its rights up, where it has them. */
const withoutRootRights = () => {
  const { seteuid } = process;
  if (process.geteuid?.() !== 0 || seteuid === undefined) return;
  seteuid.call(process, 65_534);
  onTestFinished(() => seteuid.call(process, 0));
};

describe.skipIf(process.platform === 'win32')('permissions', () => {
  test('a directory that may not be read', async () => {
    const directory = await snapshotDirectory({ 'a/vpcs.json': vpcs });
    await chmod(directory, 0o755);
    await chmod(path.join(directory, 'a'), 0o000);
    onTestFinished(() => chmod(path.join(directory, 'a'), 0o755));
    withoutRootRights();
    expect(await loadError(directory)).toBe('a: the directory cannot be read: no permission to read it');
    expect(await loadError(path.join(directory, 'a'))).toBe(
      'DIR: the directory cannot be read: no permission to read it',
    );
  });

  test('a file that may not be read', async () => {
    const directory = await snapshotDirectory({ 'vpcs.json': vpcs });
    await chmod(directory, 0o755);
    await chmod(path.join(directory, 'vpcs.json'), 0o000);
    withoutRootRights();
    expect(await loadError(directory)).toBe('vpcs.json: the file cannot be read: no permission to read it');
  });
});

describe('content that is no JSON object', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['an empty file', '', 'x.json: expected JSON, found an empty file (did the command that wrote it fail?)'],
    ['white space', ' \n', 'x.json: expected JSON, found white space only'],
    ['an array', '[1]', 'x.json: expected a JSON object at the top level, found `[1]`'],
    ['text', 'An error occurred', 'x.json: expected a JSON object at the top level, found `An error occurred`'],
    [
      'cut in a string',
      '{"Vpcs": [{"VpcId": "vp',
      'x.json: expected JSON, found its beginning only: it ends in the middle',
    ],
    ['cut in an array', '{"Vpcs": [', 'x.json: expected JSON, found its beginning only: it ends in the middle'],
    [
      'a missing comma',
      '{\n  "Vpcs": []\n  "Subnets": []\n}',
      "x.json: expected JSON, found an error at line 3, column 3: expected ',' or '}' after property value",
    ],
    ['null bytes', '{\0"Vpcs": []}', expectUtf16()],
    ['UTF-16', Buffer.from('\ufeff{"Vpcs": []}', 'utf16le'), expectUtf16()],
    ['UTF-16 without a mark', Buffer.from('{"Vpcs": []}', 'utf16le'), expectUtf16()],
    ['Latin-1', Buffer.from('{"Vpcs": [], "é": 1}', 'latin1'), 'x.json: expected UTF-8, found other bytes'],
  ])('%s', async (_name, content, message) => {
    expect(await errorOf({ 'x.json': content })).toBe(message);
  });

  test('control characters in a file and in its name do not reach the terminal', async () => {
    const message = await errorOf({ 'a\u001b[31m.json': '{"Vpcs": \u001b[31m}' });
    expect(message).toContain('a\\u{1b}[31m.json: expected JSON, found an error');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    expect(message).not.toMatch(/[\u0000-\u001f]/);
  });

  test('a UTF-8 byte order mark is taken', async () => {
    const directory = await snapshotDirectory({ 'x.json': `\ufeff${JSON.stringify(vpcs)}` });
    expect((await loadSnapshot([directory])).resources.Vpcs).toHaveLength(1);
  });

  test('200 MB of garbage fail without being read, and 200 MB after a brace without many times their size', async () => {
    const garbage = Buffer.alloc(200_000_000, 'garbage ');
    const directory = await snapshotDirectory({ 'x.json': garbage });
    const started = performance.now();
    expect(await loadError(directory)).toContain('x.json: expected a JSON object at the top level, found `garbage');
    expect(performance.now() - started).toBeLessThan(1000);
    garbage.write('{"Vpcs": [');
    await writeFile(path.join(directory, 'x.json'), garbage);
    const before = process.resourceUsage().maxRSS;
    expect(await loadError(directory)).toContain('x.json: expected JSON, found an error');
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(600_000);
  });

  test('200 MB of opening brackets', async () => {
    const brackets = Buffer.alloc(200_000_000, '[');
    brackets.write('{"x":');
    expect(await errorOf({ 'x.json': brackets })).toBe(
      'x.json: expected AWS output, found values that are nested too deeply to be read',
    );
  });
});

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('deep nesting and odd keys', () => {
  test('below an unknown key does no harm', async () => {
    const directory = await snapshotDirectory({
      'x.json': `{"Other": ${nested(100_000)}, "Vpcs": [{"VpcId": "vpc-1", "Other": ${nested(100_000)}}]}`,
    });
    expect((await loadSnapshot([directory])).resources.Vpcs).toMatchObject([{ VpcId: 'vpc-1' }]);
  });

  test('in place of a known value is an error', async () => {
    expect(await errorOf({ 'x.json': `{"Vpcs": ${nested(100_000)}}` })).toBe(
      'x.json: Vpcs[0]: expected an object, found an array of 1',
    );
    expect(await errorOf({ 'x.json': `{"Vpcs": [{"VpcId": ${nested(100_000)}}]}` })).toBe(
      'x.json: Vpcs[0]: VpcId: expected a non-empty string, found an array of 1',
    );
  });

  test('`__proto__` and other inherited names are keys like any other', async () => {
    const directory = await snapshotDirectory({
      'x.json':
        '{"__proto__": {"Subnets": [{"SubnetId": "s"}]}, "constructor": [], "Vpcs": [{"VpcId": "vpc-1", "__proto__": {"OwnerId": "evil"}}]}',
    });
    const { resources } = await loadSnapshot([directory]);
    expect(resources.Subnets).toBeUndefined();
    expect(resources.Vpcs?.[0]?.OwnerId).toBeUndefined();
    expect(Object.hasOwn(Object.prototype, 'OwnerId')).toBe(false);
  });
});

describe('malformed resources', () => {
  test.each<[string, object, string]>([
    ['a key that is no array', { Vpcs: { VpcId: 'vpc-1' } }, 'x.json: Vpcs: expected an array, found an object'],
    [
      'a resource without id',
      { Vpcs: [vpcs.Vpcs[0], {}] },
      'x.json: Vpcs[1]: VpcId: expected a non-empty string, found nothing',
    ],
    [
      'a CIDR block',
      { Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/33' }] },
      'x.json: Vpcs vpc-1: CidrBlock: expected an IPv4 CIDR block, found `10.0.0.0/33`',
    ],
    [
      'an IPv6 block where IPv4 belongs',
      permission({ IpRanges: [{ CidrIp: '::/0' }] }),
      'x.json: SecurityGroups sg-1: IpPermissions[0].IpRanges[0].CidrIp: expected an IPv4 CIDR block, found `::/0`',
    ],
    [
      'a port out of range',
      permission({ ToPort: 65_536 }),
      'x.json: SecurityGroups sg-1: IpPermissions[0].ToPort: expected a port from 0 to 65535, found `65536`',
    ],
    [
      'swapped ports',
      permission({ FromPort: 443, ToPort: 80 }),
      'x.json: SecurityGroups sg-1: IpPermissions[0].FromPort: expected FromPort to be at most ToPort (`80`), found `443`',
    ],
    [
      'one port of two',
      permission({ ToPort: null }),
      'x.json: SecurityGroups sg-1: IpPermissions[0].ToPort: expected both FromPort and ToPort or neither, found `null`',
    ],
    [
      'a port as text',
      permission({ FromPort: '22' }),
      'x.json: SecurityGroups sg-1: IpPermissions[0].FromPort: expected an integer, found `22`',
    ],
    [
      'a protocol name',
      permission({ IpProtocol: 'htcp' }),
      'x.json: SecurityGroups sg-1: IpPermissions[0].IpProtocol: expected `-1`, `tcp`, `udp`, `icmp`, `icmpv6` or a protocol number from 0 to 255, found `htcp`',
    ],
    [
      'a protocol number',
      acl(entry({ Protocol: '999' })),
      'x.json: NetworkAcls acl-1: Entries[0].Protocol: expected `-1` or a protocol number from 0 to 255, found `999`',
    ],
    [
      'swapped ports of a network ACL',
      acl(entry({ PortRange: { From: 2, To: 1 } })),
      'x.json: NetworkAcls acl-1: Entries[0].PortRange.From: expected From to be at most To (`1`), found `2`',
    ],
    [
      'an action',
      acl(entry({ RuleAction: 'drop' })),
      'x.json: NetworkAcls acl-1: Entries[0].RuleAction: expected `allow` or `deny`, found `drop`',
    ],
    [
      'an entry for no address',
      acl(entry({ CidrBlock: '' })),
      'x.json: NetworkAcls acl-1: Entries[0].CidrBlock: expected either CidrBlock or Ipv6CidrBlock, found an empty string',
    ],
    [
      'two entries of one number',
      acl(entry({}), entry({ Egress: true }), entry({ RuleAction: 'deny' })),
      'x.json: NetworkAcls acl-1: Entries[2].RuleNumber: expected one inbound entry of a number, found `100`',
    ],
    [
      'an address',
      { NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1', PrivateIpAddress: '10.0.0.256' }] },
      'x.json: NetworkInterfaces eni-1: PrivateIpAddress: expected an IPv4 address, found `10.0.0.256`',
    ],
    [
      'an instance',
      { Reservations: [{ ReservationId: 'r-1', Instances: [{ InstanceId: 'i-1', Tags: [{ Key: 1 }] }] }] },
      'x.json: Reservations r-1: Instances[0].Tags[0].Key: expected a string, found `1`',
    ],
    [
      'an unprintable value',
      { Vpcs: [{ VpcId: 'vpc-1', CidrBlock: `\u001b[2J${'x'.repeat(500)}` }] },
      `x.json: Vpcs vpc-1: CidrBlock: expected an IPv4 CIDR block, found \`\\u{1b}[2J${'x'.repeat(76)}…\``,
    ],
  ])('%s', async (_name, content, message) => {
    expect(await errorOf({ 'x.json': content })).toBe(message);
  });

  test('the first file by path is named, whatever the order of the disk', async () => {
    const bad = { Vpcs: [{ VpcId: 'vpc-1', CidrBlock: 'x' }] };
    expect(await errorOf({ 'c.json': bad, 'b/d.json': bad, 'b.json': bad })).toMatch(/^b\.json: /);
  });

  test('exact duplicates of an entry, and the final entries of both families, are no contradiction', async () => {
    const final = entry({ RuleNumber: 32_767, Protocol: '-1', RuleAction: 'deny' });
    const directory = await snapshotDirectory({
      'x.json': acl(entry({}), entry({}), final, { ...final, CidrBlock: null, Ipv6CidrBlock: '::/0' }),
    });
    const { resources } = await loadSnapshot([directory]);
    expect(resources.NetworkAcls?.[0]?.Entries).toHaveLength(3);
  });
});

test('a directory named like a JSON file is a directory', async () => {
  const directory = await snapshotDirectory({ 'x.json/vpcs.json': vpcs });
  await mkdir(path.join(directory, 'empty.json'));
  expect((await loadSnapshot([directory])).files).toMatchObject([{ path: 'x.json/vpcs.json' }]);
});

function expectUtf16(): string {
  return 'x.json: expected UTF-8, found UTF-16, as `>` of Windows PowerShell writes it: convert the file, or write it with `| Out-File -Encoding utf8`';
}
