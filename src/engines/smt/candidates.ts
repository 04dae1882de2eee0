/**
 * Addresses worth trying as the client's or a node's, the most natural first. They only save the solver work: an
 * address that is missing here is found by a model.
 */
import type { AddressOperand, Hop, Question } from '../../paths/path.js';
import { type Address, addressWidth, type Family, maxAddress, parseAddress } from '../../values/address.js';
import { type AddressSet, addressSetContains } from '../../values/addressSet.js';
import { type Cidr, firstOf, lastOf } from '../../values/cidr.js';

const addresses = (...texts: readonly string[]): readonly bigint[] =>
  texts.flatMap((text) => parseAddress(text)?.value ?? []);

/** Well-known public addresses, which a reader recognises as "somebody on the internet". */
const publicAddresses: Readonly<Record<Family, readonly bigint[]>> = {
  ipv4: addresses('8.8.8.8', '1.1.1.1', '93.184.216.34'),
  ipv6: addresses('2001:4860:4860::8888', '2606:4700:4700::1111'),
};

/** The first address that a host can have: not the network's own. */
const firstHost = (cidr: Cidr): bigint =>
  addressWidth(cidr.family) - cidr.length >= 2 ? firstOf(cidr) + 1n : firstOf(cidr);

/** The first address of a subnet that AWS gives to an interface: the first four are reserved (VPC user guide). */
const firstInSubnet = (cidr: Cidr): bigint =>
  addressWidth(cidr.family) - cidr.length >= 3 ? firstOf(cidr) + 4n : firstHost(cidr);

const sameOperand = (a: AddressOperand, b: AddressOperand): boolean =>
  a.of === b.of && (a.of !== 'node' || b.of !== 'node' || a.leg === b.leg);

/** Blocks that a hop compares the operand with. */
const blocksOf = (hop: Hop, operand: AddressOperand): readonly Cidr[] => {
  switch (hop.kind) {
    case 'condition':
      return [];
    case 'routeTable':
      return sameOperand(hop.destination, operand) ? (hop.table?.rows ?? []).map(({ destination }) => destination) : [];
    case 'networkAcl':
      return sameOperand(hop.remote, operand) ? (hop.acl?.[hop.aclDirection] ?? []).map(({ cidr }) => cidr) : [];
    case 'securityGroups':
      return sameOperand(hop.remote, operand)
        ? hop.rules.flatMap(({ remotes }) => (remotes === 'any' ? [] : remotes))
        : [];
  }
};

/** Candidates for one operand, distinct, each in `set`. Made on demand: the first ones mostly do. */
export function* candidateAddresses(
  { hops }: Pick<Question, 'hops'>,
  operand: AddressOperand,
  set: AddressSet,
): Generator<bigint> {
  const { family } = set;
  const seen = new Set<bigint>();
  const fresh = (value: bigint): boolean => {
    if (value < 0n || value > maxAddress(family) || seen.has(value)) return false;
    seen.add(value);
    const address: Address = { family, value };
    return addressSetContains(set, address);
  };
  for (const value of publicAddresses[family]) if (fresh(value)) yield value;
  for (const cidr of set.include) {
    const value = cidr.length === 0 ? firstHost(cidr) : firstInSubnet(cidr);
    if (fresh(value)) yield value;
  }
  const blocks = hops.flatMap((hop) => blocksOf(hop, operand).filter((cidr) => cidr.family === family));
  for (const cidr of blocks) {
    const value = firstHost(cidr);
    if (fresh(value)) yield value;
  }
  // Every point where some comparison changes its answer, so that exceptions within a block do not hide the rest of it.
  for (const cidr of [...blocks, ...set.include, ...set.exclude]) {
    for (const value of [firstOf(cidr), lastOf(cidr), firstOf(cidr) - 1n, lastOf(cidr) + 1n]) {
      if (fresh(value)) yield value;
    }
  }
}
