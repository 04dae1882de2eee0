/** Small accounts that are hard to decide: much about few interfaces. */
import type { Emit } from './account.js';
import { type AccountParameters, generateAccount, lifelike } from './account.js';

/** A name, what is hard about it, and how it is made. */
export interface WorstCase {
  readonly name: string;
  readonly what: string;
  generate(emit: Emit): void;
}

const one = (change: Partial<AccountParameters>): AccountParameters => ({
  ...lifelike(1),
  subnets: 1,
  publicShare: 1,
  templates: 1,
  petShare: 0,
  peerings: 0,
  loadBalancers: 0,
  ...change,
});

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Changes resources of one key on their way. */
const changing =
  (emit: Emit, key: string, change: (resource: Record<string, unknown>) => object): Emit =>
  (emitted, resource) =>
    emit(emitted, emitted === key && isRecord(resource) ? change(resource) : resource);

export const worstCases: readonly WorstCase[] = [
  {
    name: 'groups-60',
    what: "60 groups' worth of rules on one interface",
    generate: (emit) => generateAccount(one({ groupsPerTemplate: 60, rulesPerGroup: 20 }), emit),
  },
  {
    name: 'acl-40',
    what: 'network ACLs of 40 entries with alternating allow and deny',
    generate: (emit) =>
      generateAccount(
        one({}),
        changing(emit, 'NetworkAcls', (acl) => ({
          ...acl,
          Entries: [true, false].flatMap((Egress) =>
            Array.from({ length: 40 }, (_, index) => ({
              RuleNumber: 10 + index,
              Egress,
              Protocol: '6',
              RuleAction: index % 2 === 0 ? 'deny' : 'allow',
              // Ever larger blocks around ever wider ports, so that each entry cuts the one after it.
              CidrBlock: `203.0.${(index * 6) % 256}.0/${Math.max(4, 28 - Math.floor(index / 2))}`,
              PortRange: { From: 1000 - index * 10, To: 2000 + index * 500 },
            })),
          ),
        })),
      ),
  },
  {
    name: 'addresses-1000',
    what: 'a rule for 1,000 single addresses',
    generate: (emit) =>
      generateAccount(
        one({ rulesPerGroup: 1, groupsPerTemplate: 1 }),
        changing(emit, 'SecurityGroups', (group) => ({
          ...group,
          IpPermissions: [
            {
              IpProtocol: 'tcp',
              FromPort: 22,
              ToPort: 22,
              IpRanges: Array.from({ length: 1000 }, (_, index) => ({
                CidrIp: `198.${18 + (index % 2)}.${Math.floor(index / 4) % 256}.${(index * 37) % 256}/32`,
              })),
            },
          ],
        })),
      ),
  },
  {
    name: 'peerings-50',
    what: '51 VPCs, each with a peering to every other',
    generate: (emit) =>
      generateAccount({ ...lifelike(51), interfacesPerVpc: 1, subnets: 2, peerings: 50, loadBalancers: 0 }, emit),
  },
];
