import type { ResourceOf } from '../snapshot/schema.js';
import type { Resources } from '../snapshot/snapshot.js';
import { parseCidr } from '../values/cidr.js';
import { allPorts } from '../values/ports.js';
import type { NetworkAcl, NetworkAclEntry } from './networkAcl.js';

type Entry = ResourceOf<'NetworkAcls'>['Entries'][number];

const entryOf = (entry: Entry): NetworkAclEntry[] => {
  const cidr = parseCidr(entry.CidrBlock ?? entry.Ipv6CidrBlock ?? '');
  if (cidr === undefined) return [];
  const protocol = entry.Protocol === '-1' ? 'all' : Number(entry.Protocol);
  const { PortRange } = entry;
  return [
    {
      ruleNumber: entry.RuleNumber,
      action: entry.RuleAction,
      protocol,
      cidr,
      ports: protocol === 'all' || PortRange === undefined ? allPorts : { from: PortRange.From, to: PortRange.To },
    },
  ];
};

/** Ascending by number; AWS's final `*` entries of IPv4 and IPv6 share number 32767 and are disjoint by family. */
const ordered = (entries: readonly Entry[]): readonly NetworkAclEntry[] =>
  entries
    .flatMap(entryOf)
    .sort(
      (a, b) =>
        a.ruleNumber - b.ruleNumber || (a.cidr.family === b.cidr.family ? 0 : a.cidr.family === 'ipv4' ? -1 : 1),
    );

/** All network ACLs by id. */
export const buildNetworkAcls = ({ NetworkAcls = [] }: Resources): ReadonlyMap<string, NetworkAcl> =>
  new Map(
    NetworkAcls.map((acl) => [
      acl.NetworkAclId,
      {
        id: acl.NetworkAclId,
        vpcId: acl.VpcId,
        inbound: ordered(acl.Entries.filter(({ Egress }) => !Egress)),
        outbound: ordered(acl.Entries.filter(({ Egress }) => Egress)),
      },
    ]),
  );
