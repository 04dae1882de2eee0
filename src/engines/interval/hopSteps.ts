/**
 * What each hop lets pass, as a function from the address that it looks at to the ports that it lets through:
 * semantics.md sections 2 and 7.
 */
import type { RouteOutcome } from '../../network/routeTable.js';
import type { AdmittingRule, Hop, NetworkAclHop, RouteTableHop, SecurityGroupsHop } from '../../paths/path.js';
import type { Family } from '../../values/address.js';
import { type Protocol, protocolNumber } from '../../values/protocol.js';
import { everyPort, intersect, isEmpty, noPorts, type PortSet, subtract, unite } from './portSet.js';
import { constantSteps, type Steps, sweep } from './steps.js';

/** `must`: what is unknown lets nothing pass; `may`: what is unknown lets everything pass. */
export type Mode = 'must' | 'may';

const wholly = (passes: boolean): PortSet => (passes ? everyPort : noPorts);

const make = (hop: Hop, family: Family, protocol: Protocol, mode: Mode): Steps<PortSet> => {
  switch (hop.kind) {
    case 'condition':
      return constantSteps(wholly(hop.holds === 'unknown' ? mode === 'may' : hop.holds));
    case 'networkAcl':
      return networkAclSteps(hop, family, protocol, mode);
    case 'securityGroups':
      return securityGroupsSteps(hop, family, protocol, mode);
    case 'routeTable':
      return routeTableSteps(hop, family, mode);
  }
};

/** In rule order, the first entry that matches takes its ports out of those left to decide; what is left is denied. */
const networkAclSteps = (
  { acl, aclDirection }: NetworkAclHop,
  family: Family,
  protocol: Protocol,
  mode: Mode,
): Steps<PortSet> => {
  if (acl === undefined) return constantSteps(wholly(mode === 'may'));
  const entries = acl[aclDirection].filter(
    (entry) => entry.protocol === 'all' || entry.protocol === protocolNumber[protocol],
  );
  const items = entries.map(({ cidr }) => ({ cidrs: [cidr] }));
  return sweep(items, family, (active) => {
    let open: PortSet = everyPort;
    const allowed: PortSet[] = [];
    for (const index of active) {
      const entry = entries[index];
      if (entry === undefined) continue;
      const ports: PortSet = entry.protocol === 'all' ? everyPort : [entry.ports];
      if (entry.action === 'allow') allowed.push(intersect(open, ports));
      open = subtract(open, ports);
      if (isEmpty(open)) break;
    }
    return unite(...allowed);
  });
};

const securityGroupsSteps = (
  { rules, gaps }: SecurityGroupsHop,
  family: Family,
  protocol: Protocol,
  mode: Mode,
): Steps<PortSet> => {
  if (mode === 'may' && gaps.length > 0) return constantSteps(everyPort);
  const carrying = rules.filter((rule) => rule.protocol === 'all' || rule.protocol === protocolNumber[protocol]);
  const portsOf = (rule: AdmittingRule): PortSet => (rule.protocol === 'all' ? everyPort : [rule.ports]);
  const anywhere = carrying.filter(({ remotes, gap }) => (gap === undefined ? remotes === 'any' : mode === 'may'));
  const always = unite(...anywhere.map(portsOf));
  const limited = carrying.filter(({ remotes, gap }) => gap === undefined && remotes !== 'any');
  const items = limited.map(({ remotes }) => ({ cidrs: remotes === 'any' ? [] : remotes }));
  return sweep(items, family, (active) => {
    const matching = active.flatMap((index) => limited[index] ?? []);
    return unite(always, ...matching.map(portsOf));
  });
};

/** A gateway of unknown kind is known by its id alone. */
const leadsTo = ({ target, active }: RouteOutcome, { via }: RouteTableHop): boolean =>
  active &&
  target.id === via.id &&
  (target.kind === via.kind || target.kind === 'unknown-gateway' || via.kind === 'unknown-gateway');

/** The first row in the order of precedence decides; routes of unknown lists may decide anything. */
const routeTableSteps = (hop: RouteTableHop, family: Family, mode: Mode): Steps<PortSet> => {
  const { table } = hop;
  if (table === undefined) return constantSteps(wholly(mode === 'may'));
  const holds = (outcomes: readonly RouteOutcome[]): boolean =>
    mode === 'must'
      ? outcomes.every((outcome) => leadsTo(outcome, hop))
      : outcomes.some((outcome) => leadsTo(outcome, hop));
  const unresolved = table.unresolved.map(({ outcome }) => outcome);
  if (mode === 'may' && holds(unresolved)) return constantSteps(everyPort);
  if (mode === 'must' && !holds(unresolved)) return constantSteps(noPorts);
  const items = table.rows.map(({ destination }) => ({ cidrs: [destination] }));
  return sweep(items, family, ([first]) => {
    const row = first === undefined ? undefined : table.rows[first];
    return wholly(row !== undefined && holds(row.outcomes));
  });
};

const known = new WeakMap<Hop, Map<string, Steps<PortSet>>>();

/** The function of a hop. Hops are shared between questions, so it is made once. */
export const hopSteps = (hop: Hop, family: Family, protocol: Protocol, mode: Mode): Steps<PortSet> => {
  const ofHop = known.get(hop) ?? new Map<string, Steps<PortSet>>();
  known.set(hop, ofHop);
  const key = `${family} ${protocol} ${mode}`;
  let steps = ofHop.get(key);
  if (steps === undefined) {
    steps = make(hop, family, protocol, mode);
    ofHop.set(key, steps);
  }
  return steps;
};

/** What a hop lets pass at one address. */
export const portsAt = ({ starts, values }: Steps<PortSet>, address: bigint): PortSet => {
  let low = 0;
  for (let high = starts.length; high - low > 1; ) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0n) <= address) low = middle;
    else high = middle;
  }
  return values[low] ?? noPorts;
};
