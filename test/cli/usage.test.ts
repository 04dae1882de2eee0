/** Wrong usage and bad input: one line on standard error, exit status 2, nothing on standard output. */
import { chmod, mkdir, mkdtemp, open, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtMain, example, execute, type Run, reachproof } from './reachproof.js';

let directory: string;
beforeAll(async () => {
  builtMain();
  directory = await mkdtemp(path.join(tmpdir(), 'reachproof-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const expectRefused = ({ code, stdout, stderr }: Run, ...parts: readonly (string | RegExp)[]): void => {
  expect(stderr).toMatch(/^reachproof: [^\n]+\n$/);
  expect(stderr).not.toContain('internal error');
  for (const part of parts) expect(stderr).toMatch(part);
  expect(stdout).toBe('');
  expect(code).toBe(2);
};

const assess = (...args: readonly string[]): Promise<Run> =>
  reachproof(['assess', '--snapshot', example('three-tier'), ...args]);

describe('wrong usage', () => {
  it.each([
    [[], 'expected a command'],
    [['asess'], 'did you mean `assess`'],
    [['assess', '--snapshott', 'x'], 'unknown flag or argument `snapshott`'],
    [['assess', '--snapshot'], 'expected a value after `--snapshot`'],
    [['assess', '--snapshot', 'x', 'y'], 'unknown flag or argument `y`'],
    [['assess', '--snapshot', 'x', '--format', 'jsn'], '`--format` is `jsn`, expected table, json'],
    [['assess', '--snapshot', 'x', '--format', 'json', '--format', 'table'], '`--format` is given 2 times'],
    [['assess', '--snapshot', 'x', '--engine', 'magic'], '`--engine` is `magic`, expected smt'],
    [['assess', '--snapshot', 'x', '--semantics', 'both'], '`--semantics` is `both`, expected two-way, one-way'],
    [['assess', '--snapshot', 'x', '--route', 'NAT'], '`--route` is `NAT`, expected Internet, PeeredVPC, VGW'],
    [['assess', '--snapshot', 'x', '--source-ports', '9-8'], '`--source-ports` is `9-8`, expected FROM-TO'],
    [['assess', '--snapshot', 'x', '--source-ports', '0-8'], '`--source-ports` is `0-8`'],
    [['assess', '--snapshot', 'x', '--source-ports', '1-65536'], '`--source-ports` is `1-65536`'],
    [['assess', '--snapshot', 'x', '--jobs', '1.5'], '`--jobs` is `1.5`, expected a whole number'],
    [['assess', '--snapshot', 'x', '--solver-timeout', '-1'], '--solver-timeout'],
    [['assess', '--snapshot', 'x', '--tag', 'env'], '`--tag` is `env`, expected KEY=VALUE'],
    [['assess', '--snapshot', 'x', '--fail-on', 'Critical'], '`--fail-on` is `Critical`, expected High, Medium'],
    [['assess', '--snapshot', 'x', '--log-level', 'loud'], '`--log-level` is `loud`'],
  ])('%j', async (args, message) => {
    expectRefused(await reachproof(args), message, /; see `reachproof( assess)? --help`/);
  });

  it('is not help, a version or a completion script', async () => {
    for (const args of [['--help'], ['assess', '--help'], ['--version'], ['completion']]) {
      const { code, stdout, stderr } = await reachproof(args);
      expect(stderr).toBe('');
      expect(code).toBe(0);
      expect(stdout).not.toBe('');
    }
    expect((await reachproof(['assess', '--help'])).stdout).toContain('Examples:');
    expect((await reachproof(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('a scope that matches nothing', () => {
  it.each([
    [['--vpc', 'vpc-0'], 'no VPC `vpc-0`'],
    [['--instance', 'i-0'], 'no instance `i-0`'],
    [['--interface', 'eni-0'], 'no network interface `eni-0`'],
    [['--tag', 'env=nowhere'], '`env=nowhere`'],
    [['--instance', 'i-0ba57100000000001', '--tag', 'role=web'], 'no network interface matches'],
  ])('%j', async (args, message) => expectRefused(await assess(...args), message));
});

describe('bad input', () => {
  const snapshot = async (name: string, content: string): Promise<string> => {
    const folder = path.join(directory, name);
    await mkdir(folder);
    await writeFile(path.join(folder, 'data.json'), content);
    return folder;
  };
  const run = (folder: string): Promise<Run> => reachproof(['assess', '--snapshot', folder]);

  it('no such directory', async () => {
    expectRefused(await run(path.join(directory, 'missing')), /missing: no such directory/);
  });

  it('an empty directory', async () => {
    const folder = path.join(directory, 'empty');
    await mkdir(folder);
    expectRefused(await run(folder), /empty: expected `\*\.json` files, found none/);
  });

  it('a file in place of a directory', async () => {
    expectRefused(await run(path.join(example('three-tier'), 'vpcs.json')), /expected a directory, found a file/);
  });

  const acl = (entry: object): string =>
    JSON.stringify({ NetworkAcls: [{ NetworkAclId: 'acl-1', VpcId: 'vpc-1', Entries: [entry] }] });
  const entry = { RuleNumber: 1, Egress: false, Protocol: '6', RuleAction: 'allow', CidrBlock: '0.0.0.0/0' };
  const group = (permission: object): string =>
    JSON.stringify({ SecurityGroups: [{ GroupId: 'sg-1', VpcId: 'vpc-1', IpPermissions: [permission] }] });

  it.each([
    ['truncated', '{"Vpcs": [{"VpcId": "vpc-1"', [/data\.json/]],
    ['no-json', 'Unable to locate credentials', [/data\.json/]],
    [
      'cidr',
      '{"Vpcs":[{"VpcId":"vpc-1","CidrBlock":"10.0.0.0/33"}]}',
      [/data\.json/, /vpc-1/, /CidrBlock/, /10\.0\.0\.0\/33/],
    ],
    ['port', group({ IpProtocol: 'tcp', FromPort: 22, ToPort: 70_000 }), [/sg-1/, /ToPort/, /70000/]],
    ['swapped', group({ IpProtocol: 'tcp', FromPort: 23, ToPort: 22 }), [/sg-1/, /IpPermissions/, /23/]],
    ['protocol', acl({ ...entry, Protocol: '999' }), [/acl-1/, /Protocol/, /999/]],
    ['acl-ports', acl({ ...entry, PortRange: { From: 2, To: 1 } }), [/acl-1/, /PortRange/]],
    ['type', '{"Subnets":[{"SubnetId":7,"VpcId":"vpc-1"}]}', [/data\.json/, /SubnetId/]],
    [
      'subnet',
      '{"Subnets":[{"SubnetId":"subnet-1","VpcId":"vpc-1"}],"NetworkInterfaces":[{"NetworkInterfaceId":"eni-1","VpcId":"vpc-1","SubnetId":"subnet-2"}]}',
      [/eni-1/, /subnet-2/],
    ],
    ['nothing-known', '{"Parameters": []}', [/describe-/]],
    ['deep', `{"Vpcs": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`, [/data\.json/]],
  ])('%s', async (name, content, parts) => {
    expectRefused(await run(await snapshot(name, content)), ...parts);
  });

  it('the same resource twice with different content', async () => {
    const folder = await snapshot('twice', '{"Vpcs":[{"VpcId":"vpc-1","CidrBlock":"10.0.0.0/16"}]}');
    await writeFile(path.join(folder, 'other.json'), '{"Vpcs":[{"VpcId":"vpc-1","CidrBlock":"10.1.0.0/16"}]}');
    expectRefused(await run(folder), /vpc-1/, /data\.json/, /other\.json/);
  });

  it('`__proto__` keys do no harm', async () => {
    const folder = await snapshot(
      'proto',
      '{"__proto__":{"Vpcs":[]},"Vpcs":[{"VpcId":"vpc-1","__proto__":{"CidrBlock":"x"}}]}',
    );
    const { code, stderr } = await run(folder);
    expect(stderr).toBe('');
    expect(code).toBe(3);
  });

  it('200 MB of garbage', async () => {
    const folder = path.join(directory, 'garbage');
    await mkdir(folder);
    const file = await open(path.join(folder, 'garbage.json'), 'w');
    const block = Buffer.alloc(4_000_000, 'x7 ');
    for (let written = 0; written < 200_000_000; written += block.length) await file.write(block);
    await file.close();
    const started = performance.now();
    expectRefused(await run(folder), /garbage\.json/);
    expect(performance.now() - started).toBeLessThan(60_000);
  });

  it('a directory without read permission', async (context) => {
    // The superuser may read everything, so somebody else has to try, unless the clone itself is closed to others.
    const asNobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};
    context.skip((await execute('test', ['-r', builtMain()], asNobody)).code !== 0);
    const folder = await snapshot('locked', '{}');
    await chmod(directory, 0o755);
    await chmod(folder, 0o000);
    try {
      const refused = await reachproof(['assess', '--snapshot', folder], asNobody);
      expectRefused(refused, /locked: .*no permission to read it/);
    } finally {
      await chmod(folder, 0o700);
    }
  });

  it('a severities file that cannot be read or understood', async () => {
    expectRefused(await assess('--severities', path.join(directory, 'none.yaml')), /none\.yaml/);
    const file = path.join(directory, 'own.yaml');
    await writeFile(file, 'severities:\n  - { service: SSH, severity: Worst }\n');
    expectRefused(await assess('--severities', file), /own\.yaml:2:\d+: severities\[0\]\.severity: expected High/);
  });

  it('characters that a terminal acts on', async () => {
    const { stderr } = await run(path.join(directory, 'a\u001b[2Jb\nc'));
    expect(stderr).toMatch(/^reachproof: [^\n]+\n$/);
    expect([...stderr].filter((character) => character < ' ' && character !== '\n')).toEqual([]);
  });

  it('shows a stack only with --log-level debug', async () => {
    const args = ['assess', '--snapshot', path.join(directory, 'missing')];
    expect((await reachproof(args)).stderr).not.toContain('    at ');
    expect((await reachproof([...args, '--log-level', 'debug'])).stderr).toContain('    at ');
  });
});

describe('--output', () => {
  it('writes the file and nothing else', async () => {
    const file = path.join(directory, 'report.json');
    const { code, stdout, stderr } = await assess('--format', 'json', '--output', file);
    expect([code, stdout, stderr]).toEqual([0, '', '']);
    expect(JSON.parse(await readFile(file, 'utf8')).schemaVersion).toBe(1);
    expect((await readdir(directory)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('replaces the file that a symbolic link leads to', async () => {
    const target = path.join(directory, 'target.json');
    const link = path.join(directory, 'link.json');
    await writeFile(target, 'before');
    await symlink(target, link);
    await assess('--format', 'json', '--output', link);
    expect(JSON.parse(await readFile(target, 'utf8')).schemaVersion).toBe(1);
  });

  it('leaves the file alone when the run fails', async () => {
    const file = path.join(directory, 'kept.json');
    await writeFile(file, 'before');
    expectRefused(await reachproof(['assess', '--snapshot', path.join(directory, 'missing'), '--output', file]));
    expect(await readFile(file, 'utf8')).toBe('before');
  });

  it('is refused before any work where it cannot be', async () => {
    expectRefused(await assess('--output', path.join(directory, 'no/such/report.json')), /cannot be written/);
    expectRefused(await assess('--output', directory), /found a directory/);
  });

  it('writes to devices as they are', async () => {
    const { code } = await assess('--output', '/dev/null');
    expect(code).toBe(0);
    expect((await execute('test', ['-c', '/dev/null'])).code).toBe(0);
  });
});
