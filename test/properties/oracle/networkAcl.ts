import type { AwsNetwork } from '../awsNetwork.js';
import { type At, inside } from './addresses.js';
import { type Verdict, verdict } from './logic.js';

export const protocolNumbers = { tcp: 6, udp: 17 } as const;
export type Protocol = keyof typeof protocolNumbers;

/** semantics.md section 2, "Network ACL", for a packet with this remote address and destination port. */
export const networkAclAdmits = (
  aws: AwsNetwork,
  subnetId: string,
  egress: boolean,
  { protocol, remote, port }: { readonly protocol: Protocol; readonly remote: At; readonly port: number },
): Verdict => {
  const acl = aws.NetworkAcls.find(({ Associations }) => Associations.some(({ SubnetId }) => SubnetId === subnetId));
  if (acl === undefined) return 'undecided';
  const entries = acl.Entries.filter(({ Egress }) => Egress === egress).toSorted((a, b) => a.RuleNumber - b.RuleNumber);
  for (const { Protocol, CidrBlock, Ipv6CidrBlock, PortRange, RuleAction } of entries) {
    if (Protocol !== '-1' && Number(Protocol) !== protocolNumbers[protocol]) continue;
    const block = CidrBlock ?? Ipv6CidrBlock;
    if (block === undefined || !inside(block, remote)) continue;
    if (Protocol !== '-1' && PortRange !== undefined && (port < PortRange.From || port > PortRange.To)) continue;
    return verdict(RuleAction === 'allow');
  }
  return 'refused';
};
