import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { apiCalls } from '../../src/snapshot/aws/apiCalls.js';
import { minimalIamPolicy } from '../../src/snapshot/aws/iamPolicy.js';
import { loadSnapshot } from '../../src/snapshot/load.js';
import { type BuiltNetwork, builders, buildNetwork } from '../snapshot-aws/awsNetwork.js';
import { testEnvironment } from '../snapshot-aws/environment.js';
import { type FaultProxy, startFaultProxy } from '../snapshot-aws/faultProxy.js';
import { type MotoServer, pythonWithMoto, startMoto } from '../snapshot-aws/motoServer.js';
import { buildCli } from './builtCli.js';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface ShownRange {
  readonly from: number;
  readonly to: number;
}

/** An exposure of `assess --format json` (interface.md). */
interface ShownExposure {
  readonly instanceId: string;
  readonly route: string;
  readonly componentId: string;
  readonly loadBalancer: { readonly name: string } | null;
  readonly tcp: readonly ShownRange[];
  readonly udp: readonly ShownRange[];
}

describe.skipIf(pythonWithMoto === undefined)('reachproof against an EC2 API server', () => {
  let main: string;
  let moto: MotoServer;
  let proxy: FaultProxy;
  let built: BuiltNetwork;
  let directory: string;

  beforeAll(async () => {
    main = buildCli();
    moto = await startMoto();
    built = await buildNetwork(builders(moto.url, 'us-east-1'));
    proxy = await startFaultProxy(moto.url);
    directory = await mkdtemp(path.join(os.tmpdir(), 'reachproof-'));
  });
  afterEach(() => {
    proxy.fault = () => undefined;
    proxy.calls.length = 0;
  });
  afterAll(async () => {
    await proxy.stop();
    await moto.stop();
    await rm(directory, { recursive: true });
  });

  const start = (args: readonly string[], node: readonly string[] = []): ChildProcess =>
    spawn(process.execPath, [...node, main, ...args], {
      cwd: directory,
      env: { PATH: process.env.PATH, ...testEnvironment, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: undefined },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const ended = (child: ChildProcess): Promise<Ended> =>
    new Promise((resolve) => {
      const output = { stdout: '', stderr: '' };
      for (const name of ['stdout', 'stderr'] as const) {
        child[name]?.on('data', (chunk: Buffer) => {
          output[name] += chunk.toString('utf8');
        });
      }
      child.once('close', (code) => resolve({ code, ...output }));
    });
  const reachproof = (...args: string[]): Promise<Ended> => ended(start(args));
  const live = () => ['--endpoint-url', proxy.url, '--region', 'us-east-1'];

  test('snapshot writes a directory and says what is in it; nothing else is written to a pipe', async () => {
    const output = path.join(directory, 'quiet');
    expect(await reachproof('snapshot', '--output', output, ...live())).toEqual({
      code: 0,
      stdout: `${output}: 1 account, 1 region, 33 calls\n`,
      stderr: '',
    });
    expect((await loadSnapshot([output])).resources.Vpcs).toHaveLength(3);
  });

  test('progress is shown on a terminal, and taken away at the end', async () => {
    const output = path.join(directory, 'terminal');
    const command = [process.execPath, main, 'snapshot', '--output', output, ...live()];
    const terminal = spawn(String(pythonWithMoto), ['-c', 'import pty, sys; pty.spawn(sys.argv[1:])', ...command], {
      cwd: directory,
      env: { PATH: process.env.PATH, TERM: 'xterm', ...testEnvironment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { stdout } = await ended(terminal);
    expect(stdout).toMatch(/reading 123456789012 us-east-1 \[[^\]]+\] \d+\/\d+ lists, \d+ resources/);
    expect(stdout.trimEnd().split('\n').at(-1)).toContain(`${output}: 1 account, 1 region, 33 calls`);
  });

  test('snapshot says which permission is missing, and exits with 3', async () => {
    proxy.fault = ({ operation }) =>
      operation === 'DescribeNetworkAcls' ? { kind: 'error', status: 403, code: 'UnauthorizedOperation' } : undefined;
    const output = path.join(directory, 'denied');
    const { code, stdout, stderr } = await reachproof(
      'snapshot',
      '--output',
      output,
      ...live(),
      '--log-format',
      'json',
    );
    expect([code, stdout]).toEqual([
      3,
      `${output}: 1 account, 1 region, 33 calls
1 call failed; what depends on them stays undecided:
  ec2:DescribeNetworkAcls in 123456789012 us-east-1: access denied (UnauthorizedOperation): no
`,
    ]);
    expect(
      stderr
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([{ level: 40, failed: { action: 'ec2:DescribeNetworkAcls', key: 'NetworkAcls' } }]);
    const saved = await reachproof('assess', '--snapshot', output, '--format', 'json');
    expect(saved.code).toBe(3);
    expect(JSON.parse(saved.stdout).incomplete).toContainEqual(
      expect.objectContaining({ reason: expect.stringContaining('ec2:DescribeNetworkAcls failed') }),
    );
  });

  test('live and saved runs are the same to the byte, and find what was built', async () => {
    const output = path.join(directory, 'same');
    await reachproof('snapshot', '--output', output, ...live());
    const fromFiles = await reachproof('assess', '--snapshot', output, '--format', 'json');
    const fromAws = await reachproof('assess', ...live(), '--format', 'json');
    expect(fromAws).toEqual(fromFiles);
    expect([fromAws.code, fromAws.stderr]).toEqual([0, '']);
    const { exposures, incomplete, snapshot } = JSON.parse(fromAws.stdout);
    expect([incomplete, snapshot.accounts, snapshot.regions]).toEqual([[], ['123456789012'], ['us-east-1']]);
    const found = exposures.map(
      ({ instanceId, route, componentId, loadBalancer, tcp, udp }: ShownExposure) =>
        [instanceId, route, componentId, loadBalancer?.name ?? null, ports(tcp), ports(udp)] as const,
    );
    const { web, data, internetGatewayId, peeringId, vpnGatewayId } = built;
    const expected = [
      [web.instanceId, 'Internet', internetGatewayId, null, '8080-8080', ''],
      [web.instanceId, 'PeeredVPC', peeringId, null, '8080-8080', ''],
      [data.instanceId, 'PeeredVPC', peeringId, null, '5432-5432', ''],
      [data.instanceId, 'VGW', vpnGatewayId, null, '6379-6379', ''],
      [data.instanceId, 'Internet', internetGatewayId, 'application', '80-80', ''],
      [data.instanceId, 'Internet', internetGatewayId, 'classic', '80-80', ''],
    ];
    expect(found.map(String).sort()).toEqual(expected.map(String).sort());
  });

  const ports = (ranges: readonly ShownRange[]): string => ranges.map(({ from, to }) => `${from}-${to}`).join();

  test('only calls that read reach the server', async () => {
    await reachproof('assess', ...live(), '--format', 'json');
    await reachproof('snapshot', '--output', path.join(directory, 'reads'), ...live());
    const made = new Set(proxy.calls.map(({ service, operation }) => `${service}:${operation}`));
    expect(made.size).toBeGreaterThan(25);
    expect([...made].filter((call) => !Object.hasOwn(apiCalls, call))).toEqual([]);
    expect([...made].filter((call) => !/:(Describe|Get)[A-Z]/.test(call))).toEqual([]);
  });

  test('a saved snapshot is read without the AWS SDK', async () => {
    const output = path.join(directory, 'offline');
    const hook = path.join(directory, 'loaded.cjs');
    await writeFile(
      hook,
      `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(path.join(directory, 'loaded'))},
        String(Object.keys(require.cache).filter((file) => file.includes('@aws-sdk')).length)));`,
    );
    const loaded = async (...args: string[]): Promise<number> => {
      await ended(start(args, ['--require', hook]));
      return Number(await readFile(path.join(directory, 'loaded'), 'utf8'));
    };
    expect(await loaded('snapshot', '--output', output, ...live())).toBeGreaterThan(0);
    expect(await loaded('assess', '--snapshot', output)).toBe(0);
    expect(await loaded('snapshot', '--print-iam-policy')).toBe(0);
  });

  test('the policy is printed, and nothing is read', async () => {
    const role = 'arn:aws:iam::111122223333:role/auditor';
    const { code, stdout, stderr } = await reachproof('snapshot', '--print-iam-policy', '--role-arn', role);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual(minimalIamPolicy([role]));
    expect(proxy.calls).toEqual([]);
  });

  test.each([
    [['snapshot'], 'expected `--output DIR`'],
    [['snapshot', '--output', 'x', '--resume', '--overwrite'], 'expected `--resume` or `--overwrite`, not both'],
    [
      ['snapshot', '--output', 'x', '--region', 'a', '--all-regions'],
      'expected `--region` or `--all-regions`, not both',
    ],
    [['snapshot', '--output', 'x', '--role-arn', 'me'], '`--role-arn` is `me`, expected a role like'],
    [['snapshot', '--output', 'x', '--external-id', 'x'], '`--external-id` is for `--role-arn`, which is not given'],
    [['snapshot', '--output', 'x', '--endpoint-url', 'x'], '`--endpoint-url` is `x`, expected a URL like'],
    [['snapshot', '--output', 'x', '--region', 'Frankfurt'], '`Frankfurt` is not the name of a region'],
    [['assess', '--snapshot', 'x', '--region', 'us-east-1'], 'expected `--snapshot` or `--region`, not both'],
  ])('%s is refused', async (args, message) => {
    const { code, stdout, stderr } = await reachproof(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  test('an expired token is a clear error without secrets, and the directory does not load', async () => {
    proxy.fault = ({ operation }) =>
      operation === 'DescribeVpcs'
        ? { kind: 'error', status: 400, code: 'RequestExpired', message: testEnvironment.AWS_SESSION_TOKEN }
        : undefined;
    const output = path.join(directory, 'expired');
    const debug = ['--log-level', 'trace', '--log-format', 'json'];
    const { code, stdout, stderr } = await reachproof('snapshot', '--output', output, ...live(), ...debug);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('the credentials for account 123456789012 expired while us-east-1 was read');
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'] as const) {
      expect(stderr).not.toContain(testEnvironment[name]);
    }
    const assessed = await reachproof('assess', '--snapshot', output);
    expect(assessed.code).toBe(2);
    expect(assessed.stderr).toMatch(/was not written to its end/);
  });

  test('kill -9 at ten random moments leaves directories that load whole or are refused', async () => {
    const regions = ['us-east-1', 'eu-west-1', 'eu-central-1', 'eu-north-1'].flatMap((name) => ['--region', name]);
    const args = (output: string) => ['snapshot', '--output', output, '--endpoint-url', proxy.url, ...regions];
    const wholeDirectory = path.join(directory, 'whole');
    const began = performance.now();
    expect(await reachproof(...args(wholeDirectory))).toMatchObject({ code: 0, stderr: '' });
    const duration = performance.now() - began;
    const whole = (await loadSnapshot([wholeDirectory])).resources;
    const outcomes: string[] = [];
    for (let round = 0; round < 10; round += 1) {
      const output = path.join(directory, `killed-${round}`);
      const child = start(args(output));
      const end = ended(child);
      // Not before Node.js has started to work, and up to a little after the usual end.
      const moment = duration * (0.3 + 0.75 * Math.random());
      const timer = setTimeout(() => child.kill('SIGKILL'), moment);
      await end;
      clearTimeout(timer);
      const loaded = await loadSnapshot([output]).catch((error: Error) => error);
      const told = `killed after ${Math.round(moment)} of ${Math.round(duration)} ms`;
      if (loaded instanceof Error) {
        expect(loaded.name, told).toBe('SnapshotError');
        expect(loaded.message, told).toMatch(/no such directory|found none|was not written to its end/);
        outcomes.push(`${told}: ${loaded.message.slice(output.length + 2)}`);
        expect(await reachproof(...args(output), '--resume')).toMatchObject({ code: 0, stderr: '' });
      } else {
        outcomes.push(`${told}: whole`);
      }
      expect((await loadSnapshot([output])).resources, told).toEqual(whole);
    }
    console.log(outcomes.join('\n'));
  });
});
