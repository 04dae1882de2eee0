/** Formats for other programs: names that automation matches on, limits of their readers, hostile tag values. */
import { expect, it } from 'vitest';
import { KnownListeners } from '../../src/findings/listeners/knownListeners.js';
import { parseListenerFile } from '../../src/findings/listeners/parseListenerFile.js';
import { type AssessmentFormat, assessmentFormats } from '../../src/report/formats.js';
import { assessed } from '../findings/assessed.js';
import { openAccount, permission } from '../scenarios/account.js';

const account = openAccount();
account.Reservations[0] = {
  Instances: [{ InstanceId: 'i-one', Tags: [{ Key: 'Name', Value: '=cmd|"x"!A1 <b>@team</b> | [a](http://b)' }] }],
};
account.SecurityGroups[0] = {
  GroupId: 'sg-v',
  VpcId: 'vpc-v',
  IpPermissions: [
    permission({ IpProtocol: 'tcp', FromPort: 22, ToPort: 23, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }),
    permission({ IpProtocol: 'tcp', FromPort: 1194, ToPort: 1194, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }),
  ],
};
const ss =
  'tcp LISTEN 0 1 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=7,fd=3))\ntcp LISTEN 0 1 *:1194 *:* users:(("openvpn",pid=8,fd=3))\n';
const listeners = new KnownListeners(
  parseListenerFile({ file: 'i-one.txt', text: ss, modifiedAt: 0 }),
  new Set(['i-one']),
  undefined,
);
const assessment = await assessed(account, {
  listeners,
  routes: ['Internet'],
  scope: { vpcIds: [], instanceIds: ['i-one'], networkInterfaceIds: [], tags: [], allInterfaces: false },
  snapshot: { sha256: 'ab'.repeat(32), accounts: ['123456789012'], regions: ['eu-west-1'] },
});
const text = async (format: AssessmentFormat, of = assessment): Promise<string> =>
  [...(await assessmentFormats[format]())(of, { color: false, width: undefined, at: '2026-11-20T08:00:00.000Z' })].join(
    '',
  );

it('has a finding of each listener type', () => {
  expect(assessment.findings.map(({ type }) => type).sort()).toEqual([
    'NetworkExposure',
    'RecognizedPortNoListener',
    'RecognizedPortWithListener',
    'UnrecognizedPortWithListener',
  ]);
});

it('inspector and asff carry the names and attributes of Inspector Classic', async () => {
  const found: unknown = JSON.parse(await text('inspector'));
  expect(found).toMatchObject({
    findings: expect.arrayContaining([
      expect.objectContaining({
        id: 'Recognized port with listener reachable from internet',
        title:
          "On instance i-one, process 'sshd' is listening on TCP port 22 which is associated with 'SSH' and is reachable from the internet",
        numericSeverity: 6,
        attributes: expect.arrayContaining([
          { key: 'PORT_GROUP_NAME', value: 'SSH' },
          { key: 'PROCESS_PID', value: '7' },
          { key: 'RULE_TYPE', value: 'RecognizedPortWithListener' },
        ]),
      }),
    ]),
  });
  const asff: unknown = JSON.parse(await text('asff'));
  expect(asff).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        ProductArn: 'arn:aws:securityhub:us-east-1:111111111111:product/111111111111/default',
        Types: [
          'Software and Configuration Checks/AWS Security Best Practices/Network Reachability - Unrecognized port with listener reachable from internet',
        ],
        Severity: { Label: 'LOW', Normalized: 1, Original: '3.0' },
      }),
    ]),
  );
});

it('asff comes in batches of at most 100', async () => {
  const [finding] = assessment.findings;
  if (finding === undefined) throw new Error('no finding');
  const many = { ...assessment, findings: new Array<typeof finding>(201).fill(finding) };
  const lines = (await text('asff', many)).trimEnd().split('\n');
  const parsed: unknown[] = lines.map((line) => JSON.parse(line));
  expect(parsed.map((batch) => (Array.isArray(batch) ? batch.length : 0))).toEqual([100, 100, 1]);
});

it('asff says what is missing where the snapshot does not tell the account', async () => {
  const findings = assessment.findings.map((finding) => ({
    ...finding,
    networkInterface: { ...finding.networkInterface, account: undefined },
  }));
  const unknown = { ...assessment, findings, snapshot: { sha256: '', accounts: [], regions: [] } };
  await expect(text('asff', unknown)).rejects.toThrow(/format `asff` needs the account of `eni-/);
});

it('sarif: results point at their rule and carry the id of the finding', async () => {
  const log: unknown = JSON.parse(await text('sarif'));
  expect(log).toMatchObject({ version: '2.1.0' });
  for (const { id } of assessment.findings) expect(await text('sarif')).toContain(`{"reachproof/v1":"${id}"}`);
});

it('csv: no cell is a formula, quotes are doubled', async () => {
  const csv = await text('csv');
  expect(csv).toContain(`"'=cmd|""x""!A1`);
  expect(csv).not.toMatch(/(^|,)"[=+@-]/m);
  expect(csv.trimEnd().split('\r\n')).toHaveLength(1 + assessment.findings.length);
});

it('markdown: tag values are text', async () => {
  const markdown = await text('markdown');
  expect(markdown).toContain('&lt;b&gt;&#64;&#8203;team&lt;/b&gt; \\| \\[a\\](http&#58;//b)');
  expect(markdown).not.toMatch(/<b>|@/);
});

it('ocsf: one detection finding a line', async () => {
  const events: unknown[] = (await text('ocsf'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events).toHaveLength(assessment.findings.length);
  for (const event of events) {
    expect(event).toMatchObject({ class_uid: 2004, type_uid: 200401, time: Date.UTC(2026, 10, 20, 8) });
  }
});
