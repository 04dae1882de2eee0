/**
 * A network ACL admits a packet:
 *
 *     match_j = protocol_j fits and remote in cidr_j and port in ports_j
 *     admitted = first([allow or deny if match_j, by ascending rule number])      (firstMatch.ts)
 *
 * VPC user guide, "Network ACL basics": rules are evaluated in order, the first that matches applies, and a packet that
 * matches none is denied. Ports are compared with the packet's destination port; `-1` ignores ports
 * (semantics.md section 2). An ACL that is not in the snapshot admits nothing in must and everything in may.
 */
import type { NetworkAclEntry } from '../src/network/networkAcl.js';
import type { NetworkAclHop } from '../src/paths/path.js';
import type { BooleanTerm } from '../src/terms/term.js';
import { addressMatch } from './addressMatch.js';
import { firstMatch } from './firstMatch.js';
import type { Packet } from './packet.js';
import { portMatch } from './portMatch.js';

/** The entry matches the packet. */
export const networkAclEntryMatch = (
  packet: Packet,
  { remote, port }: Pick<NetworkAclHop, 'remote' | 'port'>,
  { protocol, cidr, ports }: NetworkAclEntry,
): BooleanTerm => {
  const { factory } = packet;
  if (protocol !== 'all' && protocol !== packet.protocol) return factory.false;
  return factory.and(
    addressMatch(factory, packet.address(remote), cidr),
    protocol === 'all' ? factory.true : portMatch(factory, packet.port(port), ports),
  );
};

export const networkAcl = (packet: Packet, hop: NetworkAclHop): BooleanTerm => {
  const { factory, mode } = packet;
  if (hop.acl === undefined) return factory.boolean(mode === 'may');
  return firstMatch(
    factory,
    hop.acl[hop.aclDirection].map((entry) => ({
      match: networkAclEntryMatch(packet, hop, entry),
      admits: entry.action === 'allow',
    })),
  );
};
