import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { CollectedRegion } from '../../src/snapshot/collectedRegion.js';
import { documentText } from '../../src/snapshot/documentText.js';
import { loadSnapshot } from '../../src/snapshot/load.js';
import { SnapshotWriter } from '../../src/snapshot/writeSnapshot.js';

/** File system calls that succeed before the process "dies"; every one after that fails. */
const power = vi.hoisted(() => ({ left: Number.POSITIVE_INFINITY }));

vi.mock('node:fs/promises', async (importOriginal) => {
  const original = await importOriginal<typeof import('node:fs/promises')>();
  const failing =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (power.left <= 0) throw new Error('killed');
      power.left -= 1;
      return call(...args);
    };
  const { mkdir, rename, rm, unlink, open } = original;
  return {
    ...original,
    mkdir: failing(mkdir),
    rename: failing(rename),
    rm: failing(rm),
    unlink: failing(unlink),
    open: failing(async (...args: Parameters<typeof open>) => {
      const file = await open(...args);
      // A killed process may leave a file empty or half written.
      const write = file.writeFile.bind(file);
      file.writeFile = failing(async (text) => {
        const half = String(text).slice(0, String(text).length / 2);
        await write(power.left <= 0 ? half : text);
      });
      file.sync = failing(file.sync.bind(file));
      return file;
    }),
  };
});

const tool = { name: 'reachproof', version: '0.0.0' };
const fresh = { resume: false, overwrite: false };

const region = (name: string, vpcId: string, changes: Partial<CollectedRegion> = {}): CollectedRegion => {
  const place = { account: '111122223333', region: name };
  const contents = { Vpcs: [{ VpcId: vpcId, CidrBlock: '10.0.0.0/16' }], Subnets: [] };
  return {
    ...place,
    caller: 'arn:aws:iam::111122223333:user/auditor',
    readAt: '2026-01-01T00:00:00.000Z',
    readTwice: false,
    calls: { 'ec2:DescribeVpcs': 1 },
    failedCalls: [],
    unsettled: [],
    documents: Object.entries(contents).map(([key, listed]) => {
      const content = { [key]: listed };
      const sha256 = createHash('sha256').update(documentText(content)).digest('hex');
      return { file: `accounts/111122223333/${name}/${key}.json`, ...place, sha256, content };
    }),
    ...changes,
  };
};

const regions = [region('us-east-1', 'vpc-1'), region('eu-west-1', 'vpc-2')];
const failed = {
  action: 'ec2:DescribeSubnets',
  key: 'Subnets',
  account: '111122223333',
  region: 'us-east-1',
  reason: 'access denied',
} as const;

const write = async (directory: string, options = fresh, written = regions): Promise<readonly string[]> => {
  const writer = await SnapshotWriter.open(directory, options);
  const done: string[] = [];
  for (const one of written) {
    if (writer.keep(one)) continue;
    await writer.addRegion(one);
    done.push(one.region);
  }
  await writer.finish(tool);
  return done;
};

const vpcIds = async (directory: string): Promise<readonly string[]> =>
  ((await loadSnapshot([directory])).resources.Vpcs ?? []).map(({ VpcId }) => VpcId).sort();

describe('a snapshot directory', () => {
  let base: string;
  let count = 0;
  const directory = () => {
    count += 1;
    return path.join(base, String(count));
  };

  beforeAll(async () => {
    base = await mkdtemp(path.join(os.tmpdir(), 'reachproof-'));
  });
  afterAll(async () => {
    power.left = Number.POSITIVE_INFINITY;
    await rm(base, { recursive: true });
  });

  test('loads once it is finished', async () => {
    const at = directory();
    expect(await write(at)).toEqual(['us-east-1', 'eu-west-1']);
    expect(await vpcIds(at)).toEqual(['vpc-1', 'vpc-2']);
    expect((await readdir(at)).sort()).toEqual(['accounts', 'manifest.json']);
  });

  /** Runs `work` with power for 0, 1, 2, ... file system calls until it succeeds, and looks at what each run leaves. */
  const killedAtEachCall = async (
    prepare: () => Promise<string>,
    work: (at: string) => Promise<unknown>,
    check: (at: string, step: number) => Promise<void>,
  ): Promise<number> => {
    for (let step = 0; ; step += 1) {
      const at = await prepare();
      power.left = step;
      const survived = await work(at).then(
        () => true,
        () => false,
      );
      power.left = Number.POSITIVE_INFINITY;
      if (survived) return step;
      await check(at, step);
    }
  };
  const refusedOr = async (at: string, step: number, whole: readonly string[]): Promise<void> => {
    const loaded = await vpcIds(at).catch((error: Error) => error.message);
    const refusals = /no such directory|found none|was not written to its end/;
    if (typeof loaded === 'string') expect(loaded, `step ${step}`).toMatch(refusals);
    else expect(loaded, `step ${step}`).toEqual(whole);
  };

  test('that a run leaves when it is killed at any file system call loads whole or is refused, and can be resumed', async () => {
    const steps = await killedAtEachCall(
      async () => directory(),
      (at) => write(at),
      async (at, step) => {
        await refusedOr(at, step, ['vpc-1', 'vpc-2']);
        // Killed between the last two calls, the snapshot is whole already.
        const resumed = await write(at, { resume: true, overwrite: false }).catch((error: Error) => error.message);
        if (typeof resumed === 'string') expect(resumed).toMatch(/a whole snapshot is there already/);
        expect(await vpcIds(at)).toEqual(['vpc-1', 'vpc-2']);
      },
    );
    expect(steps).toBeGreaterThan(30);
  });

  test('that is being replaced is the old one, the new one, or refused', async () => {
    const newer = [region('us-east-1', 'vpc-3')];
    const steps = await killedAtEachCall(
      async () => {
        const at = directory();
        await write(at);
        return at;
      },
      (at) => write(at, { resume: false, overwrite: true }, newer),
      async (at, step) => {
        const loaded = await vpcIds(at).catch((error: Error) => error.message);
        if (typeof loaded === 'string') expect(loaded, `step ${step}`).toMatch(/was not written to its end/);
        else expect([['vpc-1', 'vpc-2'], ['vpc-3']], `step ${step}`).toContainEqual(loaded);
        await write(at, { resume: false, overwrite: true }, newer);
        expect(await vpcIds(at)).toEqual(['vpc-3']);
      },
    );
    expect(steps).toBeGreaterThan(20);
  });

  const interrupted = async (written: readonly CollectedRegion[]): Promise<string> => {
    const at = directory();
    const writer = await SnapshotWriter.open(at, fresh);
    for (const one of written) await writer.addRegion(one);
    return at;
  };

  test('that was interrupted keeps its whole regions when it is resumed', async () => {
    const at = await interrupted(regions.slice(0, 1));
    await expect(vpcIds(at)).rejects.toThrow(/was not written to its end/);
    expect(await write(at, { resume: true, overwrite: false })).toEqual(['eu-west-1']);
    expect(await vpcIds(at)).toEqual(['vpc-1', 'vpc-2']);
  });

  test('that was interrupted begins anew when it is not resumed', async () => {
    const at = await interrupted(regions);
    expect(await write(at, fresh, regions.slice(1))).toEqual(['eu-west-1']);
    expect(await vpcIds(at)).toEqual(['vpc-2']);
  });

  test('reads again what failed, changed, or was not asked for', async () => {
    const withFailure = await interrupted([region('us-east-1', 'vpc-1', { failedCalls: [failed] })]);
    expect(await write(withFailure, { resume: true, overwrite: false })).toEqual(['us-east-1', 'eu-west-1']);
    const changed = await interrupted(regions);
    await writeFile(path.join(changed, 'accounts/111122223333/us-east-1/Vpcs.json'), '{"Vpcs":[]}');
    expect(await write(changed, { resume: true, overwrite: false })).toEqual(['us-east-1']);
    const more = await interrupted(regions);
    expect(await write(more, { resume: true, overwrite: false }, regions.slice(1))).toEqual([]);
    expect(await vpcIds(more)).toEqual(['vpc-2']);
  });

  test('ignores a last line of its journal that was cut off', async () => {
    const at = await interrupted(regions);
    const marker = path.join(at, '.reachproof-incomplete');
    await writeFile(marker, (await readFile(marker, 'utf8')).slice(0, -20));
    expect(await write(at, { resume: true, overwrite: false })).toEqual(['eu-west-1']);
  });

  test('of failed calls tells them to the loader', async () => {
    const at = directory();
    await write(at, fresh, [region('us-east-1', 'vpc-1', { failedCalls: [failed] })]);
    expect((await loadSnapshot([at])).failedCalls).toEqual([failed]);
  });

  test('is not written over anything else', async () => {
    const whole = directory();
    await write(whole);
    await expect(write(whole)).rejects.toThrow(/a whole snapshot is there already: give another `--output`/);
    await expect(write(whole, { resume: true, overwrite: false })).rejects.toThrow(/a whole snapshot is there already/);
    const notes = directory();
    await mkdir(notes);
    await writeFile(path.join(notes, 'notes.txt'), 'mine');
    await expect(write(notes, { resume: false, overwrite: true })).rejects.toThrow(/found `notes.txt`/);
    const handmade = directory();
    await mkdir(path.join(handmade, 'accounts'), { recursive: true });
    await expect(write(handmade, { resume: false, overwrite: true })).rejects.toThrow(
      /files that this tool did not write/,
    );
    const foreign = directory();
    await mkdir(foreign);
    await writeFile(path.join(foreign, 'manifest.json'), '{"name": "a web app"}');
    await expect(write(foreign, { resume: false, overwrite: true })).rejects.toThrow(/did not write/);
    expect(await readFile(path.join(foreign, 'manifest.json'), 'utf8')).toBe('{"name": "a web app"}');
    await expect(write(path.join(notes, 'notes.txt'))).rejects.toThrow(
      /expected a directory, found a file|is in the way/,
    );
  });

  test('is not written through a link that somebody put there', async () => {
    const at = await interrupted([]);
    const target = path.join(base, 'target');
    await mkdir(path.join(at, 'accounts/111122223333'), { recursive: true });
    await symlink(target, path.join(at, 'manifest.json'));
    await write(at);
    await expect(readFile(target)).rejects.toThrow(/ENOENT/);
    expect(await vpcIds(at)).toEqual(['vpc-1', 'vpc-2']);
  });
});
