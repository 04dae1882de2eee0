/**
 * Some rule of the groups on an interface (or a load balancer) admits a packet:
 *
 *     match_i  = protocol_i fits and port in ports_i and remote in some block of rule i
 *     admitted = match_1 or ... or match_n
 *
 * VPC user guide, "Security group rules": rules only allow, and the rules of all groups count as one set. `-1` ignores
 * ports (semantics.md section 2). What the snapshot lacks (section 7): a rule whose peer is unknown matches no address
 * in must and every address in may; a group without known rules admits nothing in must and everything in may.
 */
import type { AdmittingRule, SecurityGroupsHop } from '../src/paths/path.js';
import type { BooleanTerm } from '../src/terms/term.js';
import { addressMatch } from './addressMatch.js';
import type { Packet } from './packet.js';
import { portMatch } from './portMatch.js';

type Operands = Pick<SecurityGroupsHop, 'remote' | 'port'>;

const portsMatch = (packet: Packet, { port }: Operands, { protocol, ports }: AdmittingRule): BooleanTerm => {
  const { factory } = packet;
  if (protocol === 'all') return factory.true;
  return protocol === packet.protocol ? portMatch(factory, packet.port(port), ports) : factory.false;
};

const remoteMatch = (packet: Packet, { remote }: Operands, { remotes, gap }: AdmittingRule): BooleanTerm => {
  const { factory, mode } = packet;
  if (gap !== undefined) return factory.boolean(mode === 'may');
  if (remotes === 'any') return factory.true;
  const address = packet.address(remote);
  return factory.or(...remotes.map((cidr) => addressMatch(factory, address, cidr)));
};

/** True when a group is missing and every packet must be taken for admitted. */
const admitsUnknown = ({ mode }: Packet, { gaps }: SecurityGroupsHop): boolean => mode === 'may' && gaps.length > 0;

export const securityGroups = (packet: Packet, hop: SecurityGroupsHop): BooleanTerm => {
  const { factory } = packet;
  if (admitsUnknown(packet, hop)) return factory.true;
  // Rules for the same ports are said once: the ports and one of all their remotes.
  const remotesOfPorts = new Map<BooleanTerm, BooleanTerm[]>();
  for (const rule of hop.rules) {
    const ports = portsMatch(packet, hop, rule);
    if (ports === factory.false) continue;
    const remotes = remotesOfPorts.get(ports);
    const remote = remoteMatch(packet, hop, rule);
    if (remotes === undefined) remotesOfPorts.set(ports, [remote]);
    else remotes.push(remote);
  }
  return factory.or(...[...remotesOfPorts].map(([ports, remotes]) => factory.and(ports, factory.or(...remotes))));
};
