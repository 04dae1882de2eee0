/** The words of real findings of Inspector Classic, with ids of our own in place of theirs. */
import { describe, expect, it } from 'vitest';
import type { Finding, NetworkExposureFinding, PortFinding } from '../../src/findings/finding.js';
import type { Route } from '../../src/paths/path.js';
import { descriptionOf, recommendationOf, ruleNameOf, titleOf } from '../../src/report/wording.js';
import { assessed } from '../findings/assessed.js';
import { openAccount, permission } from '../scenarios/account.js';

const account = openAccount();
account.SecurityGroups[0] = {
  GroupId: 'sg-v',
  VpcId: 'vpc-v',
  IpPermissions: [22, 111].map((port) =>
    permission({ IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }),
  ),
};
const { findings } = await assessed(account, {
  scope: { vpcIds: [], instanceIds: ['i-one'], networkInterfaceIds: [], tags: [], allInterfaces: false },
});

const ssh = (route: Route): PortFinding => {
  const found = findings.find(
    (finding) => finding.type !== 'NetworkExposure' && finding.route === route && finding.port === 22,
  );
  if (found === undefined || found.type === 'NetworkExposure') throw new Error('no such finding');
  return found;
};
const exposure = (route: Route): NetworkExposureFinding => {
  const found = findings.find((finding) => finding.type === 'NetworkExposure' && finding.route === route);
  if (found?.type !== 'NetworkExposure') throw new Error('no such finding');
  return found;
};
const listening = (finding: PortFinding): PortFinding => ({
  ...finding,
  type: 'RecognizedPortWithListener',
  process: { name: 'sshd', pid: 4868, path: '/usr/sbin/sshd' },
});
const unrecognized = (finding: PortFinding): PortFinding => ({
  ...finding,
  type: 'UnrecognizedPortWithListener',
  port: 1194,
  services: [],
  process: { name: 'openvpn', pid: 2953, path: '/usr/sbin/openvpn' },
});
const silent = (finding: PortFinding): PortFinding => ({ ...finding, type: 'RecognizedPortNoListener' });

describe('titles', () => {
  it.each<[Finding, string]>([
    [ssh('Internet'), "On instance i-one, TCP port 22 which is associated with 'SSH' is reachable from the internet"],
    [ssh('PeeredVPC'), "On instance i-one, TCP port 22 which is associated with 'SSH' is reachable from a Peered VPC"],
    [ssh('VGW'), "On instance i-one, TCP port 22 which is associated with 'SSH' is reachable from a VGW"],
    [
      silent(ssh('Internet')),
      "On instance i-one, TCP port 22 which is associated with 'SSH' is reachable from the internet",
    ],
    [
      listening(ssh('PeeredVPC')),
      "On instance i-one, process 'sshd' is listening on TCP port 22 which is associated with 'SSH' and is reachable from a Peered VPC",
    ],
    [
      unrecognized(ssh('Internet')),
      "On instance i-one, process 'openvpn' is listening on TCP port 1194 which is reachable from the internet",
    ],
    [
      exposure('Internet'),
      'Aggregate network exposure: On instance i-one, ports are reachable from the internet through ENI eni-one and security group sg-v',
    ],
    [
      exposure('PeeredVPC'),
      'Aggregate network exposure: On instance i-one, ports are reachable from a Peered VPC through ENI eni-one and security group sg-v',
    ],
  ])('keep the order of words', (finding, title) => {
    expect(titleOf(finding)).toBe(title);
  });

  it('name both services of a port', () => {
    const shared = findings.find(
      ({ type, ...rest }) => type !== 'NetworkExposure' && 'port' in rest && rest.port === 111,
    );
    expect(shared && titleOf(shared)).toContain("TCP port 111 which is associated with 'NFS, RPC' is reachable");
  });
});

const place =
  'The instance i-one is located in VPC vpc-v and has an attached ENI eni-one which uses network ACL acl-a.';

describe('descriptions', () => {
  it.each<[Finding, string]>([
    [
      ssh('Internet'),
      `On this instance, TCP port 22, which is associated with SSH, is reachable from the internet. You can give a listener report for this instance and re-run the assessment to check for any process listening on this port. ${place} The port is reachable from the internet through Security Group sg-v and IGW igw-v`,
    ],
    [
      silent(ssh('PeeredVPC')),
      `On this instance, TCP port 22, which is associated with SSH, is reachable from a Peered VPC with no process listening. ${place} The port is reachable from a Peered VPC through Security Group sg-v and VPC Peering Connection pcx-vw`,
    ],
    [
      listening(ssh('Internet')),
      `On this instance, TCP port 22, which is associated with SSH, is reachable from the internet with a process listening on the port. The process has name ‘sshd’, process id 4868, and uses binary /usr/sbin/sshd. ${place} The port is reachable from the internet through Security Group sg-v and IGW igw-v`,
    ],
    [
      unrecognized(ssh('VGW')),
      `On this instance, TCP port 1194 is reachable from a VGW with a process listening on the port. The process has name ‘openvpn’, process id 2953, and uses binary /usr/sbin/openvpn. ${place} The port is reachable from a VGW through Security Group sg-v and VGW vgw-v`,
    ],
    [
      exposure('Internet'),
      'On instance i-one, ENI eni-one and security group sg-v allow access from the internet to tcp ports [[22 - 22], [111 - 111]] and udp ports []. ENI eni-one is located in VPC vpc-v with access control list acl-a. These ports are reachable from the internet through Internet Gateway igw-v',
    ],
    [
      exposure('PeeredVPC'),
      'On instance i-one, ENI eni-one and security group sg-v allow access from a Peered VPC to tcp ports [[22 - 22], [111 - 111]] and udp ports []. ENI eni-one is located in VPC vpc-v with access control list acl-a. These ports are reachable from a Peered VPC through VPC Peering Connection pcx-vw',
    ],
  ])('keep the order of words', (finding, description) => {
    expect(descriptionOf(finding)).toBe(description);
  });
});

describe('recommendations', () => {
  it('name the group and the port', () => {
    expect(recommendationOf({ ...ssh('Internet'), closingRules: [] })).toBe(
      'You can edit the Security Group sg-v to remove access from the internet on port 22',
    );
    expect(recommendationOf({ ...exposure('PeeredVPC'), closingRules: [] })).toBe(
      'You can edit the Security Group sg-v to remove access from a Peered VPC',
    );
  });

  it('name the rules to remove, after what Classic said', () => {
    const rules = ['sg-v ingress tcp 22 from 0.0.0.0/0', 'sg-v ingress tcp 22 from 198.51.100.0/24'];
    expect(recommendationOf({ ...ssh('Internet'), closingRules: rules.slice(0, 1) })).toBe(
      "You can edit the Security Group sg-v to remove access from the internet on port 22. Removing the rule 'sg-v ingress tcp 22 from 0.0.0.0/0' closes it",
    );
    expect(recommendationOf({ ...ssh('Internet'), closingRules: rules })).toContain(
      "Removing the 2 rules 'sg-v ingress tcp 22 from 0.0.0.0/0', 'sg-v ingress tcp 22 from 198.51.100.0/24' closes it",
    );
  });
});

describe('rule names', () => {
  it('are those of Classic', () => {
    expect(ruleNameOf(ssh('Internet'))).toBe('Recognized port reachable from internet');
    expect(ruleNameOf(listening(ssh('PeeredVPC')))).toBe('Recognized port with listener reachable from a Peered VPC');
    expect(ruleNameOf(silent(ssh('Internet')))).toBe('Recognized port with no listener reachable from internet');
    expect(ruleNameOf(unrecognized(ssh('VGW')))).toBe('Unrecognized port with listener reachable from a VGW');
    expect(ruleNameOf(exposure('Internet'))).toBe('Network exposure from the internet');
    expect(ruleNameOf(exposure('PeeredVPC'))).toBe('Network exposure from a Peered VPC');
  });
});
