/**
 * The formula of question.ts as many small assertions, each named after one configuration element, so that an unsat
 * core says which elements together keep every packet out. An ordered list with the matches m_1 .. m_n admits
 *
 *     for each denying item i:   not m_i or (some admitting item before i matches)
 *     and at the end:            some admitting item matches
 *
 * which is first-match (firstMatch.ts) taken apart: the first that matches, if any, is not a denying one, and one does
 * match. The conjunction of all assertions equals the formula that the engine asks about (tested as a property).
 */
import { entryText, rowText } from '../src/network/elementText.js';
import type {
  ConditionHop,
  Hop,
  NetworkAclHop,
  Question,
  RouteTableHop,
  SecurityGroupsHop,
} from '../src/paths/path.js';
import type { BooleanTerm } from '../src/terms/term.js';
import type { TermFactory } from '../src/terms/termFactory.js';
import type { Protocol } from '../src/values/protocol.js';
import { addressMatch } from './addressMatch.js';
import { domain } from './domain.js';
import { networkAclEntryMatch } from './networkAcl.js';
import { type Mode, type Packet, packetOf } from './packet.js';
import { countingHops, type EncodingOptions } from './question.js';
import { goesVia, rowGoesVia } from './routeTable.js';
import { securityGroups } from './securityGroups.js';

/** One part of a formula. */
export interface NamedAssertion {
  /** Unique within the formula; letters, digits, `_`, `.`, `-` only. */
  readonly name: string;
  readonly term: BooleanTerm;
  /** The configuration element and what it says, for a person. */
  readonly element: string;
}

/** Every assertion of a question, the packet's own limits first, then hop by hop. Those that hold always are left out. */
export const encodeNamed = (
  factory: TermFactory,
  question: Question,
  protocol: Protocol,
  { semantics, sourcePorts }: EncodingOptions,
  mode: Mode,
): readonly NamedAssertion[] => {
  if (!question.protocols.includes(protocol)) {
    return [{ name: 'protocol', term: factory.false, element: `the way carries no ${protocol}` }];
  }
  // Not limited: the script itself says why an entry cannot match, instead of leaving it out.
  const packet = packetOf(factory, question, { protocol, sourcePorts, mode, limited: false });
  return [
    ...domain(factory, question, sourcePorts),
    ...countingHops(question, semantics).flatMap((hop, index) => ofHop(packet, hop, `hop${index + 1}`)),
  ].filter(({ term }) => term !== factory.true);
};

const ofHop = (packet: Packet, hop: Hop, prefix: string): readonly NamedAssertion[] => {
  switch (hop.kind) {
    case 'condition':
      return ofCondition(packet, hop, prefix);
    case 'routeTable':
      return ofRouteTable(packet, hop, prefix);
    case 'networkAcl':
      return ofNetworkAcl(packet, hop, prefix);
    case 'securityGroups':
      return ofSecurityGroups(packet, hop, prefix);
  }
};

/** Ids are opaque; names keep what every solver reads without quotes. */
const symbolPart = (id: string): string => id.replaceAll(/[^A-Za-z0-9_.-]/g, '_');

const ofCondition = (
  { factory, mode }: Packet,
  { holds, element, statement }: ConditionHop,
  prefix: string,
): readonly NamedAssertion[] => [
  {
    name: `${prefix}.${symbolPart(element)}`,
    term: factory.boolean(holds === 'unknown' ? mode === 'may' : holds),
    element: statement,
  },
];

interface ListItem {
  readonly match: BooleanTerm;
  readonly admits: boolean;
  readonly name: string;
  readonly element: string;
}

/** The two kinds of assertions of an ordered list. */
const ofList = (factory: TermFactory, items: readonly ListItem[], last: Omit<NamedAssertion, 'term'>) => {
  const assertions: NamedAssertion[] = [];
  const admitted: BooleanTerm[] = [];
  for (const { match, admits, name, element } of items) {
    if (admits) admitted.push(match);
    else if (match !== factory.false) {
      assertions.push({ name, element, term: factory.or(factory.not(match), ...admitted) });
    }
  }
  return [...assertions, { ...last, term: factory.or(...admitted) }];
};

const legText = (leg: number): string => (leg === 0 ? '' : ` from the load balancer${leg > 1 ? ` (${leg})` : ''}`);
const packetText = ({ leg, direction }: Hop): string => `${direction}${legText(leg)}`;

const ofNetworkAcl = (packet: Packet, hop: NetworkAclHop, prefix: string): readonly NamedAssertion[] => {
  const { factory, mode } = packet;
  const { acl, aclDirection, subnetId } = hop;
  if (acl === undefined) {
    const element = `the network ACL of ${subnetId}, which is not in the snapshot, admits the ${packetText(hop)}`;
    return [{ name: `${prefix}.acl`, term: factory.boolean(mode === 'may'), element }];
  }
  const list = `${acl.id} ${aclDirection}`;
  const name = (suffix: string | number) => `${prefix}.${symbolPart(acl.id)}.${aclDirection}.${suffix}`;
  return ofList(
    factory,
    acl[aclDirection].map((entry, index) => ({
      match: networkAclEntryMatch(packet, hop, entry),
      admits: entry.action === 'allow',
      // IPv4 and IPv6 entries may share a number.
      name: name(
        `${entry.ruleNumber}${acl[aclDirection][index - 1]?.ruleNumber === entry.ruleNumber ? `.${index}` : ''}`,
      ),
      element: `${list} ${entryText(entry, aclDirection)} (${packetText(hop)})`,
    })),
    { name: name('default'), element: `${list} entry *: deny what no entry allows (${packetText(hop)})` },
  );
};

const ofRouteTable = (packet: Packet, hop: RouteTableHop, prefix: string): readonly NamedAssertion[] => {
  const { factory, mode } = packet;
  const { table, subnetId, via, destination } = hop;
  if (table === undefined) {
    const element = `the route table of ${subnetId}, which is not in the snapshot, sends the ${packetText(hop)} to ${via.id}`;
    return [{ name: `${prefix}.rtb`, term: factory.boolean(mode === 'may'), element }];
  }
  const unresolvedLeads = table.unresolved.map(({ outcome }) => goesVia(outcome, via));
  if (mode === 'may' && unresolvedLeads.includes(true)) return [];
  const address = packet.address(destination);
  const name = (suffix: string | number) => `${prefix}.${symbolPart(table.id)}.${suffix}`;
  return [
    ...ofList(
      factory,
      table.rows.map((row, index) => ({
        match: addressMatch(factory, address, row.destination),
        admits: rowGoesVia(row, via, mode),
        name: name(`route${index + 1}`),
        element: `${table.id} ${rowText(row)} (${packetText(hop)})`,
      })),
      { name: name('default'), element: `${table.id} has no other route to ${via.id} (${packetText(hop)})` },
    ),
    ...(mode === 'must' && unresolvedLeads.includes(false)
      ? [
          {
            name: name('unresolved'),
            term: factory.false,
            element: `${table.id} routes of prefix lists that are not in the snapshot lead to ${via.id}`,
          },
        ]
      : []),
  ];
};

/** Rules beyond these are counted, not told. */
const mostRules = 12;

const ofSecurityGroups = (packet: Packet, hop: SecurityGroupsHop, prefix: string): readonly NamedAssertion[] => {
  const { groupIds, ruleDirection, rules } = hop;
  const told = rules.slice(0, mostRules).map(({ label }) => label);
  const more = rules.length > mostRules ? [`and ${rules.length - mostRules} more`] : [];
  return [
    {
      name: `${prefix}.${groupIds.map(symbolPart).join('.')}.${ruleDirection}`.slice(0, 200),
      term: securityGroups(packet, hop),
      element: `${groupIds.join(', ')} ${ruleDirection}: ${
        rules.length === 0 ? 'no rule applies' : `only ${[...told, ...more].join('; ')}`
      } (${packetText(hop)})`,
    },
  ];
};
