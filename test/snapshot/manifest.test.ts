import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { loadSnapshot } from '../../src/snapshot/load.js';
import { errorOf, snapshotDirectory } from './snapshotDirectory.js';

const vpcs = JSON.stringify({ Vpcs: [{ VpcId: 'vpc-1' }] });
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const manifest = (fields: object = {}) => ({
  reachproofSnapshot: 1,
  files: { 'accounts/1/eu-west-1/vpcs.json': sha256(vpcs) },
  failedCalls: [{ action: 'ec2:DescribeNetworkAcls', key: 'NetworkAcls', account: '1', reason: 'denied' }],
  ...fields,
});

test('a manifest gives the failed calls and is no file of the snapshot', async () => {
  const directory = await snapshotDirectory({
    'reachproof-manifest.json': manifest(),
    'accounts/1/eu-west-1/vpcs.json': vpcs,
  });
  const snapshot = await loadSnapshot([directory]);
  expect(snapshot.failedCalls).toEqual([
    { action: 'ec2:DescribeNetworkAcls', key: 'NetworkAcls', account: '1', region: undefined, reason: 'denied' },
  ]);
  expect(snapshot.files).toEqual([{ path: 'accounts/1/eu-west-1/vpcs.json', sha256: sha256(vpcs) }]);
});

test('a manifest.json of another program is a JSON file like any other', async () => {
  const directory = await snapshotDirectory({ 'manifest.json': { name: 'pwa' }, 'vpcs.json': vpcs });
  expect((await loadSnapshot([directory])).files).toHaveLength(2);
});

test('a file that was changed, or is missing, is refused', async () => {
  const changed = vpcs.replace('vpc-1', 'vpc-2');
  expect(await errorOf({ 'manifest.json': manifest(), 'accounts/1/eu-west-1/vpcs.json': changed })).toBe(
    `accounts/1/eu-west-1/vpcs.json: expected SHA-256 ${sha256(vpcs)}, as \`manifest.json\` has it, found ${sha256(changed)}: the file was changed after the snapshot was taken`,
  );
  expect(await errorOf({ 'manifest.json': manifest(), 'vpcs.json': vpcs })).toBe(
    'manifest.json: lists `accounts/1/eu-west-1/vpcs.json`, which is missing: take the snapshot again',
  );
});

test.each([
  [
    { reachproofSnapshot: 2 },
    'manifest.json: reachproofSnapshot: expected 1, found 2: another version of reachproof wrote it',
  ],
  [{ files: { x: 'y' } }, 'manifest.json: files.x: expected a SHA-256 in hexadecimal, found `y`'],
  [{ failedCalls: 'none' }, 'manifest.json: failedCalls: expected an array, found `none`'],
])('a malformed manifest: %o', async (fields, message) => {
  expect(await errorOf({ 'manifest.json': manifest(fields), 'vpcs.json': vpcs })).toBe(message);
});
