/**
 * The packet's variables.
 *
 *     source          32 or 128 bits   the client's address
 *     sourcePort      16 bits          the port that the client sends from
 *     destinationPort 16 bits          the port that the exposure is about: destination port of the last leg
 *     nodeAddress_k   32 or 128 bits   address of the load balancer node that sends leg k, where it is not known
 *     nodePort_k      16 bits          the port that this node sends from
 *
 * semantics.md sections 1 and 6: a packet is (family, protocol, source, sourcePort, destination, destinationPort).
 * Family and protocol are fixed for each ask, and the destination is the path's.
 */
import type { AddressOperand, PortOperand, Question } from '../src/paths/path.js';
import { nodeSourcePorts } from '../src/paths/path.js';
import type { BitVectorTerm } from '../src/terms/term.js';
import type { TermFactory } from '../src/terms/termFactory.js';
import { type Address, addressWidth, type Family } from '../src/values/address.js';
import type { AddressSet } from '../src/values/addressSet.js';
import { allPorts, type PortRange } from '../src/values/ports.js';
import { type Protocol, protocolNumber } from '../src/values/protocol.js';

export const portWidth = 16;
export const sourceName = 'source';
export const sourcePortName = 'sourcePort';
export const destinationPortName = 'destinationPort';
export const nodeAddressName = (leg: number): string => `nodeAddress_${leg}`;
export const nodePortName = (leg: number): string => `nodePort_${leg}`;

/**
 * How unknown parts of the configuration count (semantics.md section 7): in `must` they admit nothing, so what gets
 * through does so whatever they are; in `may` they admit everything, so what does not get through never does.
 */
export type Mode = 'must' | 'may';

/** An address that a hop looks at: the addresses it may be limit what has to be said about it. */
export type AddressOf =
  | { readonly kind: 'fixed'; readonly address: Address }
  | { readonly kind: 'variable'; readonly term: BitVectorTerm; readonly within: AddressSet };

/** A port that a hop looks at, which is known to lie in `within`. */
export interface PortOf {
  readonly term: BitVectorTerm;
  readonly within: PortRange;
}

/** Everything that encodings of one ask share. */
export interface Packet {
  readonly factory: TermFactory;
  readonly family: Family;
  readonly protocol: number;
  readonly mode: Mode;
  address(operand: AddressOperand): AddressOf;
  port(operand: PortOperand): PortOf;
}

export interface PacketOptions {
  readonly protocol: Protocol;
  readonly sourcePorts: PortRange;
  readonly mode: Mode;
  /** False: encodings do not use what is known of the variables' values, so that their terms stand for themselves. */
  readonly limited?: boolean;
}

const anyAddress: Readonly<Record<Family, AddressSet>> = {
  ipv4: { family: 'ipv4', include: [{ family: 'ipv4', value: 0n, length: 0 }], exclude: [] },
  ipv6: { family: 'ipv6', include: [{ family: 'ipv6', value: 0n, length: 0 }], exclude: [] },
};

export const packetOf = (
  factory: TermFactory,
  { family, sources, nodes, destinationPorts }: Pick<Question, 'family' | 'sources' | 'nodes' | 'destinationPorts'>,
  { protocol, sourcePorts, mode, limited = true }: PacketOptions,
): Packet => ({
  factory,
  family,
  protocol: protocolNumber[protocol],
  mode,
  address(operand) {
    switch (operand.of) {
      case 'client':
        return {
          kind: 'variable',
          term: factory.variable(sourceName, addressWidth(family)),
          within: limited ? sources : anyAddress[family],
        };
      case 'node': {
        const known = nodes.find(({ leg }) => leg === operand.leg)?.addresses ?? anyAddress[family];
        const term = factory.variable(nodeAddressName(operand.leg), addressWidth(known.family));
        return { kind: 'variable', term, within: limited ? known : anyAddress[known.family] };
      }
      case 'fixed':
        return { kind: 'fixed', address: operand.address };
    }
  },
  port(operand) {
    switch (operand.of) {
      case 'destination':
        return {
          term: factory.variable(destinationPortName, portWidth),
          within: limited ? destinationPorts : allPorts,
        };
      case 'clientSource':
        return { term: factory.variable(sourcePortName, portWidth), within: limited ? sourcePorts : allPorts };
      case 'nodeSource':
        return {
          term: factory.variable(nodePortName(operand.leg), portWidth),
          within: limited ? nodeSourcePorts : allPorts,
        };
      case 'fixed':
        return { term: factory.constant(portWidth, BigInt(operand.port)), within: allPorts };
    }
  },
});
