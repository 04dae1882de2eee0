import { allRoutes, type Route } from '../paths/path.js';
import { type Cidr, formatCidr } from '../values/cidr.js';
import { allPorts, formatPortRange, type PortRange } from '../values/ports.js';
import { protocols as allProtocols, type Protocol } from '../values/protocol.js';

/** Where the packets of a claim come from. */
export type ClaimSource =
  | { readonly kind: 'route'; readonly name: RouteSourceName }
  /** Addresses, over whichever route they come. */
  | { readonly kind: 'cidr'; readonly cidr: Cidr };

export type RouteSourceName = 'internet' | 'peered-vpc' | 'vgw' | 'anywhere';

/** The routes that a source speaks of. */
export const routesOf = (source: ClaimSource): readonly Route[] => {
  if (source.kind === 'cidr') return allRoutes;
  switch (source.name) {
    case 'internet':
      return ['Internet'];
    case 'peered-vpc':
      return ['PeeredVPC'];
    case 'vgw':
      return ['VGW'];
    case 'anywhere':
      return allRoutes;
  }
};

/** Which interfaces a claim is about. */
export type Selector =
  | { readonly kind: 'all' }
  | { readonly kind: 'instance' | 'interface' | 'securityGroup' | 'subnet' | 'vpc'; readonly id: string }
  /** Instances that carry every one of the tags. */
  | { readonly kind: 'tag'; readonly tags: readonly (readonly [key: string, value: string])[] };

/** One statement about reachability that can be decided. */
export interface Claim {
  readonly name: string;
  readonly from: ClaimSource;
  readonly to: Selector;
  readonly protocols: readonly Protocol[];
  /** Merged: maximal, sorted, disjoint. */
  readonly ports: readonly PortRange[];
  /**
   * `unreachable`: no packet from the source gets to any of the ports of any selected interface. `reachable`: for every
   * selected interface and every one of the ports, some packet from the source does, by one of the protocols.
   */
  readonly expect: 'reachable' | 'unreachable';
}

/** A claim as the claims file has it; what certificates keep. */
export interface ClaimText {
  readonly name: string;
  readonly from: string;
  readonly to: Readonly<Record<string, unknown>>;
  readonly protocol: string;
  readonly ports: string | readonly string[];
  readonly expect: 'reachable' | 'unreachable';
}

export const claimText = (claim: Claim): ClaimText => ({
  name: claim.name,
  from: claim.from.kind === 'cidr' ? formatCidr(claim.from.cidr) : claim.from.name,
  to: selectorText(claim.to),
  protocol: claim.protocols.length === allProtocols.length ? 'any' : claim.protocols.join(','),
  ports: portsText(claim.ports),
  expect: claim.expect,
});

const selectorText = (selector: Selector): Readonly<Record<string, unknown>> => {
  switch (selector.kind) {
    case 'all':
      return { all: true };
    case 'tag':
      return { tag: Object.fromEntries(selector.tags) };
    default:
      return { [selector.kind]: selector.id };
  }
};

const portsText = (ports: readonly PortRange[]): string | readonly string[] => {
  const [first, ...others] = ports;
  if (first === undefined || others.length > 0) return ports.map(formatPortRange);
  return first.from === allPorts.from && first.to === allPorts.to ? 'all' : formatPortRange(first);
};

/** A name for a claim that its author did not name. */
export const defaultName = (claim: Omit<Claim, 'name'>): string => {
  const { from, to, protocol, ports, expect } = claimText({ ...claim, name: '' });
  const target = Object.entries(to)
    .map(([kind, value]) =>
      kind === 'all' ? 'every interface' : typeof value === 'string' ? value : JSON.stringify(value),
    )
    .join(' ');
  return `${target} is ${expect} from ${from} on ${protocol} ${[ports].flat().join(', ')}`;
};
