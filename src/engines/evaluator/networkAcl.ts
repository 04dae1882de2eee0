import type { NetworkAclEntry } from '../../network/networkAcl.js';
import type { Assignment, NetworkAclHop } from '../../paths/path.js';
import type { Address } from '../../values/address.js';
import { cidrContains } from '../../values/cidr.js';
import { portInRange } from '../../values/ports.js';
import { protocolNumber } from '../../values/protocol.js';
import type { NetworkAclEvaluation } from './evaluation.js';
import { addressOf, portOf } from './operands.js';

const matches = ({ protocol, cidr, ports }: NetworkAclEntry, packetProtocol: number, remote: Address, port: number) =>
  cidrContains(cidr, remote) && (protocol === 'all' || (protocol === packetProtocol && portInRange(ports, port)));

/** semantics.md section 2, "Network ACL": the first entry that matches decides; none matching denies. */
export const evaluateNetworkAcl = (hop: NetworkAclHop, assignment: Assignment): NetworkAclEvaluation => {
  const { acl, aclDirection, gap } = hop;
  if (acl === undefined) {
    return { kind: 'networkAcl', hop, verdict: 'undecided', entry: undefined, gaps: gap === undefined ? [] : [gap] };
  }
  const protocol = protocolNumber[assignment.protocol];
  const remote = addressOf(hop.remote, assignment);
  const port = portOf(hop.port, assignment);
  const entry = acl[aclDirection].find((candidate) => matches(candidate, protocol, remote, port));
  return { kind: 'networkAcl', hop, verdict: entry?.action === 'allow' ? 'admitted' : 'refused', entry, gaps: [] };
};
