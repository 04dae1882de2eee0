/** Configuration elements as a person reads them, in certificates and explanations alike. */
import { formatCidr } from '../values/cidr.js';
import { allPorts, formatPortRange, type PortRange } from '../values/ports.js';
import { protocolNumber } from '../values/protocol.js';
import type { NetworkAclEntry } from './networkAcl.js';
import type { RouteRow } from './routeTable.js';

const protocolText = (protocol: number | 'all', ports: PortRange): string => {
  if (protocol === 'all') return 'all traffic';
  const [known] = Object.entries(protocolNumber).find(([, number]) => number === protocol) ?? [];
  if (known === undefined) return `protocol ${protocol}`;
  return ports.from === allPorts.from && ports.to === allPorts.to
    ? `${known} all ports`
    : `${known} ${formatPortRange(ports)}`;
};

/** `entry 90: deny tcp 22 from 0.0.0.0/0`. */
export const entryText = (
  { ruleNumber, action, protocol, ports, cidr }: NetworkAclEntry,
  direction: 'inbound' | 'outbound',
): string =>
  `entry ${ruleNumber}: ${action} ${protocolText(protocol, ports)} ${direction === 'inbound' ? 'from' : 'to'} ${formatCidr(cidr)}`;

/** `route 0.0.0.0/0 to igw-1`, with the list that the block came from and the state where it is not active. */
export const rowText = ({ destination, prefixListId, outcomes }: RouteRow): string =>
  `route ${formatCidr(destination)}${prefixListId === undefined ? '' : ` (${prefixListId})`} to ${outcomes
    .map(({ target, active }) => `${target.id}${active ? '' : ' (not active)'}`)
    .join(' or ')}`;
