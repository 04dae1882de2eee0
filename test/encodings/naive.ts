/**
 * semantics.md over concrete packets, as naively as it can be written: the yardstick for the encodings. Shares nothing
 * with them, nor with the packet evaluator.
 */

import type { AddressOperand, Assignment, Hop, PortOperand, Question, Semantics } from '../../src/paths/path.js';
import type { Address } from '../../src/values/address.js';
import type { Cidr } from '../../src/values/cidr.js';
import type { PortRange } from '../../src/values/ports.js';

export interface NaiveOptions {
  readonly semantics: Semantics;
  readonly sourcePorts: PortRange;
  /** What unknown parts are taken for: the least or the most that they may admit. */
  readonly mode: 'must' | 'may';
}

const within = (address: Address, cidr: Cidr): boolean => {
  const hosts = 1n << BigInt((cidr.family === 'ipv4' ? 32 : 128) - cidr.length);
  return address.family === cidr.family && cidr.value <= address.value && address.value < cidr.value + hosts;
};

const between = (port: number, { from, to }: PortRange) => port >= from && port <= to;

export const naivelyPasses = (question: Question, packet: Assignment, options: NaiveOptions): boolean => {
  const may = options.mode === 'may';
  const inSet = (address: Address, set: Question['sources']) =>
    set.include.some((cidr) => within(address, cidr)) && !set.exclude.some((cidr) => within(address, cidr));
  const addressOf = (operand: AddressOperand): Address => {
    if (operand.of === 'client') return packet.source;
    if (operand.of === 'fixed') return operand.address;
    const address = packet.nodeAddresses[operand.leg];
    if (address === undefined) throw new Error(`no address for the node of leg ${operand.leg}`);
    return address;
  };
  const portOf = (operand: PortOperand): number => {
    if (operand.of === 'destination') return packet.destinationPort;
    if (operand.of === 'clientSource') return packet.sourcePort;
    if (operand.of === 'fixed') return operand.port;
    const port = packet.nodePorts[operand.leg];
    if (port === undefined) throw new Error(`no port for the node of leg ${operand.leg}`);
    return port;
  };
  const number = packet.protocol === 'tcp' ? 6 : 17;

  const passes = (hop: Hop): boolean => {
    if (hop.kind === 'condition') return hop.holds === 'unknown' ? may : hop.holds;
    if (hop.kind === 'networkAcl') {
      if (hop.acl === undefined) return may;
      for (const entry of hop.acl[hop.aclDirection]) {
        if (entry.protocol !== 'all' && entry.protocol !== number) continue;
        if (!within(addressOf(hop.remote), entry.cidr)) continue;
        if (entry.protocol === 'all' || between(portOf(hop.port), entry.ports)) return entry.action === 'allow';
      }
      return false;
    }
    if (hop.kind === 'securityGroups') {
      if (hop.gaps.length > 0 && may) return true;
      return hop.rules.some((rule) => {
        if (rule.protocol !== 'all' && rule.protocol !== number) return false;
        if (rule.protocol !== 'all' && !between(portOf(hop.port), rule.ports)) return false;
        if (rule.gap !== undefined) return may;
        return rule.remotes === 'any' || rule.remotes.some((cidr) => within(addressOf(hop.remote), cidr));
      });
    }
    const { table, via } = hop;
    if (table === undefined) return may;
    const arrives = ({ target, active }: { target: typeof via; active: boolean }) => {
      if (!active || target.id !== via.id) return false;
      return target.kind === via.kind || target.kind === 'unknown-gateway' || via.kind === 'unknown-gateway';
    };
    const winner = table.rows.find(({ destination }) => within(addressOf(hop.destination), destination));
    // Everything that may become of the packet, one of which is the truth.
    const outcomes = [
      ...(winner === undefined ? [false] : winner.outcomes.map(arrives)),
      ...table.unresolved.map(({ outcome }) => arrives(outcome)),
    ];
    return may ? outcomes.includes(true) : !outcomes.includes(false);
  };

  return (
    question.protocols.includes(packet.protocol) &&
    inSet(packet.source, question.sources) &&
    between(packet.sourcePort, options.sourcePorts) &&
    between(packet.destinationPort, question.destinationPorts) &&
    question.nodes.every(({ leg, addresses }) => inSet(addressOf({ of: 'node', leg }), addresses)) &&
    Object.values(packet.nodePorts).every((port) => between(port, { from: 1024, to: 65_535 })) &&
    question.hops.filter(({ direction }) => options.semantics === 'two-way' || direction === 'request').every(passes)
  );
};
