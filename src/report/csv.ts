/** `assess --format csv`: RFC 4180, one finding a row. */
import { formatAddress } from '../values/address.js';
import { formatPortRange } from '../values/ports.js';
import type { AssessmentReporter } from './reporter.js';
import { titleOf } from './wording.js';

const columns = [
  'id',
  'severity',
  'type',
  'route',
  'account',
  'region',
  'instanceId',
  'instanceName',
  'networkInterfaceId',
  'vpcId',
  'componentId',
  'addresses',
  'tcp',
  'udp',
  'services',
  'process',
  'securityGroupIds',
  'closingRules',
  'title',
] as const;

type Row = Readonly<Record<(typeof columns)[number], string>>;

export const reportCsv: AssessmentReporter = function* ({ findings }) {
  yield `${columns.join(',')}\r\n`;
  for (const finding of findings) {
    const { networkInterface, exposures } = finding;
    const isExposure = finding.type === 'NetworkExposure';
    const portsOf = (protocol: 'tcp' | 'udp'): string =>
      isExposure
        ? finding[protocol].map(formatPortRange).join(' ')
        : finding.protocol === protocol
          ? `${finding.port}`
          : '';
    const row: Row = {
      id: finding.id,
      severity: finding.severity,
      type: finding.type,
      route: finding.route,
      account: networkInterface.account ?? '',
      region: networkInterface.region ?? '',
      instanceId: finding.instanceId,
      instanceName: exposures[0].instance?.tags.get('Name') ?? '',
      networkInterfaceId: networkInterface.id,
      vpcId: networkInterface.vpcId,
      componentId: finding.componentId,
      addresses: [...new Set(exposures.map(({ address }) => formatAddress(address)))].join(' '),
      tcp: portsOf('tcp'),
      udp: portsOf('udp'),
      services: isExposure ? '' : finding.services.join('; '),
      process: isExposure ? '' : (finding.process?.name ?? ''),
      securityGroupIds: finding.securityGroupIds.join(' '),
      closingRules: finding.closingRules.join('; '),
      title: titleOf(finding),
    };
    yield `${columns.map((column) => cell(row[column])).join(',')}\r\n`;
  }
};

/**
 * Always quoted. Spreadsheets run cells that begin with one of these characters as formulas, even quoted ones; an
 * apostrophe in front makes them text (OWASP, "CSV Injection").
 */
const cell = (text: string): string =>
  `"${(/^[\s\p{Cc}\p{Cf}]*[=+\-@\t\r\n＝＋－＠]/u.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
