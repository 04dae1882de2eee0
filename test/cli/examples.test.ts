/** The bundled examples, through the program: what was derived by hand, in any order, and with parts missing. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AssessmentJson, parseAssessment, rowOf } from './assessmentJson.js';
import { builtMain, example, reachproof, root } from './reachproof.js';

let directory: string;
beforeAll(async () => {
  builtMain();
  directory = await mkdtemp(path.join(tmpdir(), 'reachproof-'));
});
afterAll(() => rm(directory, { recursive: true }));

const assess = async (snapshot: string, ...flags: readonly string[]) => {
  const run = await reachproof(['assess', '--snapshot', snapshot, '--format', 'json', ...flags]);
  return { ...run, report: run.code === 2 ? undefined : parseAssessment(run.stdout) };
};

const sorted = (rows: readonly object[]): readonly string[] => rows.map((row) => JSON.stringify(row)).sort();

describe('the examples show what was derived by hand', () => {
  it.each([
    ['three-tier', 'two-way', 'three-tier', []],
    ['three-tier', 'one-way', 'three-tier', []],
    ['every-way-in', 'two-way', 'every-way-in', []],
    ['every-way-in', 'one-way', 'every-way-in', []],
    ['every-way-in', 'two-way', 'every-way-in-all-interfaces', ['--all-interfaces']],
  ])('%s, %s (%s)', async (name, semantics, expectedFile, flags) => {
    const text = await readFile(path.join(root, 'test/fixtures/expected', `${expectedFile}.json`), 'utf8');
    const expected: Record<string, unknown>[] = JSON.parse(text);
    const wanted = expected.filter((row) => row.semantics === semantics).map(({ semantics: _, ...row }) => row);
    const { code, report, stderr } = await assess(example(name), '--semantics', semantics, ...flags);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(wanted.length).toBeGreaterThan(10);
    // Nodes of load balancers have a test of their own.
    const found = report?.exposures.filter(({ description }) => !description?.startsWith('ELB ')) ?? [];
    expect(sorted(found.map(rowOf))).toEqual(sorted(wanted));
    for (const { tcp, udp } of report?.exposures ?? []) {
      for (const { from, to, witness } of [...tcp, ...udp]) {
        expect(witness.delivered.destinationPort).toBeGreaterThanOrEqual(from);
        expect(witness.delivered.destinationPort).toBeLessThanOrEqual(to);
      }
    }
  });
});

describe('interfaces of other services', () => {
  it('are assessed with --all-interfaces, and carry what AWS says about them', async () => {
    const { report } = await assess(example('every-way-in'), '--all-interfaces');
    const others = report?.exposures.filter(({ instanceId }) => instanceId === null) ?? [];
    expect(
      others.map(({ description, interfaceType, route, tcp }) => [
        description,
        interfaceType,
        route,
        tcp.map(({ from }) => from).join(),
      ]),
    ).toEqual([
      ['ELB net/orders/1c168adb00d208e4', 'network_load_balancer', 'PeeredVPC', '5432'],
      ['ELB net/orders/1c168adb00d208e4', 'network_load_balancer', 'VGW', '5432'],
      ['ELB net/orders/1c168adb00d208e4', 'network_load_balancer', 'PeeredVPC', '5432'],
      ['RDSNetworkInterface', 'interface', 'PeeredVPC', '3306'],
      ['ELB legacy-portal', 'interface', 'Internet', '80,2222'],
      ['ELB app/shop-web/f211d9c9e2083e10', 'interface', 'Internet', '80,443'],
      ['ELB app/shop-web/f211d9c9e2083e10', 'interface', 'Internet', '80,443'],
    ]);
    const withFindings = new Set(report?.findings.map(({ title }) => title.includes('On instance i-')));
    expect([...withFindings]).toEqual([true]);
  });
});

/** The same JSON with every array and every object turned around. */
const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed).reverse();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]): [string, unknown] => [key, reversed(inner)])
      .reverse(),
  );
};

const jsonFilesIn = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((file) => file.endsWith('.json')).sort();
};

describe('the order of files and entries does not matter', () => {
  it.each(['three-tier', 'every-way-in'])('in %s', async (name) => {
    const target = path.join(directory, `reversed-${name}`);
    const files = await jsonFilesIn(example(name));
    for (const [index, file] of files.entries()) {
      const renamed = path.join(target, path.dirname(file), `${files.length - index}.json`);
      await mkdir(path.dirname(renamed), { recursive: true });
      const value: unknown = JSON.parse(await readFile(path.join(example(name), file), 'utf8'));
      await writeFile(renamed, JSON.stringify(reversed(value)));
    }
    const [first, again, turned] = [await assess(example(name)), await assess(example(name)), await assess(target)];
    expect(first.stdout.length).toBeGreaterThan(1000);
    expect(again.stdout).toBe(first.stdout);
    expect(turned.stdout).toBe(first.stdout);
  });
});

type ExposureJson = AssessmentJson['exposures'][number];

const portsOf = ({ tcp, udp, ...exposure }: ExposureJson): readonly string[] =>
  [...tcp, ...udp].flatMap(({ from, to, witness: { protocol } }) =>
    Array.from({ length: to - from + 1 }, (_, offset) =>
      [
        exposure.networkInterfaceId,
        exposure.address,
        exposure.route,
        exposure.componentId,
        protocol,
        from + offset,
      ].join(' '),
    ),
  );

/** Runs at a time. */
const concurrency = 2;

describe.each(['three-tier', 'every-way-in'])('without one file of %s', (name) => {
  it('says what is undecided, or refuses, and never takes it for closed', { timeout: 300_000 }, async () => {
    const whole = (await assess(example(name))).report;
    const before = whole?.exposures ?? [];
    expect(before.length).toBeGreaterThan(5);
    const files = [...(await jsonFilesIn(example(name)))];
    const verdicts: Record<string, string> = {};
    const judge = async (file: string): Promise<string> => {
      const copy = path.join(directory, `${name}-without-${file.replaceAll('/', '_')}`);
      await cp(example(name), copy, { recursive: true });
      await rm(path.join(copy, file));
      const { code, report, stderr } = await assess(copy);
      if (report === undefined) return stderr.split('\n').length === 2 ? 'refused' : `more than one line: ${stderr}`;
      const left = new Set(report.exposures.flatMap(portsOf));
      const lost = before.filter((exposure) => portsOf(exposure).some((port) => !left.has(port)));
      if (code === 0) return lost.length === 0 && report.incomplete.length === 0 ? 'the same' : 'closed without a word';
      if (code !== 3 || report.incomplete.length === 0) return `exit ${code}`;
      const open = report.incomplete.flatMap(({ networkInterfaceIds }) => networkInterfaceIds ?? ['any']);
      const closed = lost.filter(
        ({ networkInterfaceId }) => !open.includes(networkInterfaceId) && !open.includes('any'),
      );
      return closed.length === 0
        ? 'undecided'
        : `closed: ${closed.map((exposure) => exposure.networkInterfaceId).join()}`;
    };
    const work = async (): Promise<void> => {
      for (let file = files.pop(); file !== undefined; file = files.pop()) verdicts[file] = await judge(file);
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    const odd = Object.entries(verdicts).filter(
      ([, verdict]) => !['refused', 'undecided', 'the same'].includes(verdict),
    );
    expect(odd).toEqual([]);
    expect(Object.values(verdicts)).toContain('undecided');
    // Only what can admit nothing, or stands elsewhere as well, may be missing without a word.
    const harmless = Object.entries(verdicts).flatMap(([file, verdict]) =>
      verdict === 'the same' ? [path.basename(file)] : [],
    );
    expect(harmless).toContain('nat-gateways.json');
    for (const vital of ['network-acls.json', 'security-groups.json', 'route-tables.json', 'internet-gateways.json']) {
      expect(harmless).not.toContain(vital);
    }
  });
});
