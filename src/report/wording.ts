/**
 * What findings say: titles, descriptions and recommendations in Inspector Classic's fixed order of words, which its
 * users' automation parses (inspector.md, "Names that other people's automation matches on").
 */
import type { Finding, FindingType, NetworkExposureFinding, PortFinding } from '../findings/finding.js';
import type { Route } from '../paths/path.js';
import type { PortRange } from '../values/ports.js';

/** Where the packets come from, as all texts put it. */
const originOf: Readonly<Record<Route, string>> = {
  Internet: 'the internet',
  PeeredVPC: 'a Peered VPC',
  VGW: 'a VGW',
};

/** Classic's `id` of a finding: the name of its rule. Port findings say `internet`, the aggregate `the internet`. */
export const ruleNameOf = ({ type, route }: Pick<Finding, 'type' | 'route'>): string => {
  const origin = originOf[route];
  return `${ruleNames[type]} from ${type === 'NetworkExposure' ? origin : origin.replace('the internet', 'internet')}`;
};

const ruleNames: Readonly<Record<FindingType, string>> = {
  RecognizedPortWithListener: 'Recognized port with listener reachable',
  RecognizedPortNoListener: 'Recognized port with no listener reachable',
  RecognizedPortNoAgent: 'Recognized port reachable',
  UnrecognizedPortWithListener: 'Unrecognized port with listener reachable',
  NetworkExposure: 'Network exposure',
};

const shortGateway: Readonly<Record<Route, string>> = {
  Internet: 'IGW',
  PeeredVPC: 'VPC Peering Connection',
  VGW: 'VGW',
};

const longGateway: Readonly<Record<Route, string>> = {
  Internet: 'Internet Gateway',
  PeeredVPC: 'VPC Peering Connection',
  VGW: 'Virtual Private Gateway',
};

/** Port ranges as Classic wrote them: `[[22 - 22], [80 - 80]]`. */
const bracketedPorts = (ranges: readonly PortRange[]): string =>
  `[${ranges.map(({ from, to }) => `[${from} - ${to}]`).join(', ')}]`;

/** Services of a port in one text: `NFS, RPC`. */
export const servicesText = ({ services }: PortFinding): string => services.join(', ');

export const titleOf = (finding: Finding): string => {
  const from = originOf[finding.route];
  const on = `On instance ${finding.instanceId},`;
  switch (finding.type) {
    case 'NetworkExposure':
      return `Aggregate network exposure: ${on} ports are reachable from ${from} through ENI ${finding.networkInterface.id} and ${groupsText('security group', finding)}`;
    case 'RecognizedPortWithListener':
      return `${on} process '${processName(finding)}' is listening on ${portText(finding)} which is associated with '${servicesText(finding)}' and is reachable from ${from}`;
    case 'UnrecognizedPortWithListener':
      return `${on} process '${processName(finding)}' is listening on ${portText(finding)} which is reachable from ${from}`;
    case 'RecognizedPortNoListener':
    case 'RecognizedPortNoAgent':
      return `${on} ${portText(finding)} which is associated with '${servicesText(finding)}' is reachable from ${from}`;
  }
};

export const descriptionOf = (finding: Finding): string =>
  finding.type === 'NetworkExposure' ? exposureDescription(finding) : portDescription(finding);

export const recommendationOf = (finding: Finding): string => {
  const edit = `You can edit the ${groupsText('Security Group', finding)} to remove access from ${originOf[finding.route]}`;
  const classic = finding.type === 'NetworkExposure' ? edit : `${edit} on port ${finding.port}`;
  // Classic ended here. What to remove is a sentence of its own at the end.
  return finding.closingRules.length === 0 ? classic : `${classic}. ${removalText(finding.closingRules)}`;
};

/** Rules beyond these are counted, not told. */
const mostRules = 5;

const removalText = (rules: readonly string[]): string => {
  const told = rules.slice(0, mostRules).map((rule) => `'${rule}'`);
  const more = rules.length > mostRules ? [`${rules.length - mostRules} more`] : [];
  return `Removing the ${rules.length === 1 ? 'rule' : `${rules.length} rules`} ${[...told, ...more].join(', ')} closes it`;
};

const portText = ({ protocol, port }: PortFinding): string => `${protocol.toUpperCase()} port ${port}`;

/** Listener reports do not always know the process. */
const processName = ({ process }: PortFinding): string => process?.name ?? 'unknown';

/** Classic named one group. Where several let the packets in, their ids stand in its place. */
const groupsText = (words: string, { securityGroupIds }: Finding): string => `${words} ${securityGroupIds.join(', ')}`;

const networkAclId = ({ networkInterface: { subnet } }: Finding): string => subnet?.networkAcl?.id ?? 'unknown';

/** Not in Classic's texts; a sentence of its own at the end. */
const throughBalancers = ({ exposures }: Finding): string => {
  const names = [
    ...new Set(
      exposures.flatMap(({ loadBalancer }) =>
        loadBalancer === undefined ? [] : [`${loadBalancer.name} (listener port ${loadBalancer.listenerPort})`],
      ),
    ),
  ];
  return names.length === 0 ? '' : `. Packets come through load balancer ${names.join(', ')}`;
};

const exposureDescription = (finding: NetworkExposureFinding): string => {
  const { instanceId, networkInterface, route, componentId, tcp, udp } = finding;
  const from = originOf[route];
  return (
    `On instance ${instanceId}, ENI ${networkInterface.id} and ${groupsText('security group', finding)} allow access from ${from} ` +
    `to tcp ports ${bracketedPorts(tcp)} and udp ports ${bracketedPorts(udp)}. ` +
    `ENI ${networkInterface.id} is located in VPC ${networkInterface.vpcId} with access control list ${networkAclId(finding)}. ` +
    `These ports are reachable from ${from} through ${longGateway[route]} ${componentId}${throughBalancers(finding)}`
  );
};

const portDescription = (finding: PortFinding): string => {
  const { instanceId, networkInterface, route, componentId } = finding;
  return (
    `${whatListens(finding)} ` +
    `The instance ${instanceId} is located in VPC ${networkInterface.vpcId} and has an attached ENI ${networkInterface.id} ` +
    `which uses network ACL ${networkAclId(finding)}. ` +
    `The port is reachable from ${originOf[route]} through ${groupsText('Security Group', finding)} and ` +
    `${shortGateway[route]} ${componentId}${throughBalancers(finding)}`
  );
};

const whatListens = (finding: PortFinding): string => {
  const from = originOf[finding.route];
  const recognized = `On this instance, ${portText(finding)}, which is associated with ${servicesText(finding)}, is reachable from ${from}`;
  switch (finding.type) {
    case 'RecognizedPortWithListener':
      return `${recognized} with a process listening on the port. ${processText(finding)}`;
    case 'UnrecognizedPortWithListener':
      return `On this instance, ${portText(finding)} is reachable from ${from} with a process listening on the port. ${processText(finding)}`;
    case 'RecognizedPortNoListener':
      return `${recognized} with no process listening.`;
    case 'RecognizedPortNoAgent':
      // Classic: "You can install the Inspector agent on this instance". Its agent is gone; a listener report does its work.
      return `${recognized}. You can give a listener report for this instance and re-run the assessment to check for any process listening on this port.`;
  }
};

const processText = (finding: PortFinding): string =>
  `The process has name ‘${processName(finding)}’, process id ${finding.process?.pid ?? 'unknown'}, and uses binary ${finding.process?.path ?? 'unknown'}.`;
