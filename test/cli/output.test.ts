/** Exit statuses, streams, colours and terminals. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAssessment } from './assessmentJson.js';
import { builtMain, example, execute, reachproof } from './reachproof.js';

const esc = String.fromCharCode(27);
let directory: string;
beforeAll(async () => {
  builtMain();
  directory = await mkdtemp(path.join(tmpdir(), 'reachproof-'));
  const incomplete = path.join(directory, 'incomplete');
  await cp(example('three-tier'), incomplete, { recursive: true });
  await rm(path.join(incomplete, 'network-acls.json'));
});
afterAll(() => rm(directory, { recursive: true }));

const assess = (snapshot: string, ...args: readonly string[]) =>
  reachproof(['assess', '--snapshot', snapshot, ...args]);

describe('the exit status', () => {
  const bastion = ['--instance', 'i-0ba57100000000001'];

  it('is 0 when everything was decided', async () => {
    expect((await assess(example('three-tier'), ...bastion)).code).toBe(0);
  });

  it('is 1 with a finding at or above --fail-on, in any case', async () => {
    expect((await assess(example('three-tier'), ...bastion, '--fail-on', 'Medium')).code).toBe(1);
    expect((await assess(example('three-tier'), ...bastion, '--fail-on', 'low')).code).toBe(1);
    expect((await assess(example('three-tier'), ...bastion, '--fail-on', 'High')).code).toBe(0);
  });

  it('follows --severities', async () => {
    const file = path.join(directory, 'own.yaml');
    await writeFile(file, 'severities:\n  - { service: SSH, route: Internet, severity: High }\n');
    expect((await assess(example('three-tier'), ...bastion, '--severities', file, '--fail-on', 'High')).code).toBe(1);
  });

  it('is 3 when something stayed undecided, and 1 wins over it', async () => {
    const incomplete = path.join(directory, 'incomplete');
    const { code, stdout } = await assess(incomplete, '--format', 'json');
    expect(code).toBe(3);
    const { exposures, incomplete: missing } = parseAssessment(stdout);
    expect(exposures).toEqual([]);
    expect(missing.every(({ remedy }) => remedy.startsWith('aws ec2 describe-network-acls'))).toBe(true);
    expect(missing.length).toBeGreaterThan(0);
    const noInstances = path.join(directory, 'no-instances');
    await cp(example('three-tier'), noInstances, { recursive: true });
    await rm(path.join(noInstances, 'instances.json'));
    expect((await assess(noInstances)).code).toBe(3);
    expect((await assess(noInstances, '--fail-on', 'Medium')).code).toBe(1);
  });
});

describe('streams', () => {
  it('logs go to standard error, results to standard output', async () => {
    const plain = await assess(example('three-tier'), '--format', 'json');
    const logged = await assess(example('three-tier'), '--format', 'json', '--log-level', 'debug');
    expect(plain.stderr).toBe('');
    expect(logged.stdout).toBe(plain.stdout);
    expect(logged.stderr).toContain('INFO');
    expect(logged.stderr).toContain('security-groups.json');
  });

  it('logs are JSON lines with --log-format json', async () => {
    const { stderr } = await assess(example('three-tier'), '--log-level', 'info', '--log-format', 'json');
    const lines = stderr.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ level: 30, msg: expect.any(String) });
  });

  it('--quiet wins over --log-level', async () => {
    expect((await assess(example('three-tier'), '--quiet', '--log-level', 'debug')).stderr).toBe('');
  });

  it('a reader that goes away is no error', async () => {
    const command = `"${process.execPath}" "${builtMain()}" assess --snapshot "${example('every-way-in')}" --format json | head -c 1; exit "\${PIPESTATUS[0]}"`;
    const { code, stdout, stderr } = await execute('bash', ['-c', command]);
    expect(stderr).toBe('');
    expect(stdout).toBe('{');
    expect(code).toBe(0);
  });
});

describe('the table', () => {
  /** Runs with a pseudo-terminal of the given width as standard output. */
  const onTerminal = (columns: number, env: Readonly<Record<string, string>> = {}) => {
    const command = `stty cols ${columns}; "${process.execPath}" "${builtMain()}" assess --snapshot "${example('three-tier')}"`;
    return execute('script', ['--quiet', '--return', '--command', command, '/dev/null'], { env });
  };

  it('has no colours in a pipe, and as many columns as it needs', async () => {
    const { stdout } = await assess(example('three-tier'));
    expect(stdout).not.toContain(esc);
    expect(stdout).toMatch(
      /^Medium +bastion-a \(i-0ba57100000000001\) +203\.0\.113\.10 → 10\.20\.0\.10 +Internet +tcp 22 +SSH +\S+ → \S+$/m,
    );
    expect(stdout).toContain('Every other port is proved unreachable.');
  });

  it('has colours on a terminal, and fits it', async () => {
    const { stdout, code } = await onTerminal(110);
    expect(code).toBe(0);
    expect(stdout).toContain(`${esc}[33mMedium`);
    const lines = stdout.replaceAll(new RegExp(`${esc}\\[\\d+m`, 'g'), '').split(/\r?\n/);
    const rows = lines.slice(
      0,
      lines.findIndex((line) => line.startsWith('* ')),
    );
    expect(rows.length).toBeGreaterThan(20);
    expect(Math.max(...rows.map((line) => line.length))).toBeLessThanOrEqual(110);
  });

  it('honours NO_COLOR on a terminal, and FORCE_COLOR in a pipe', async () => {
    expect((await onTerminal(110, { NO_COLOR: '1' })).stdout).not.toContain(esc);
    const forced = await reachproof(['assess', '--snapshot', example('three-tier')], { env: { FORCE_COLOR: '1' } });
    expect(forced.stdout).toContain(esc);
  });
});
