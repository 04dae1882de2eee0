import { destinationPortName, portWidth } from '../../../encodings/packet.js';
import { evaluate } from '../../terms/evaluate.js';
import { emptyRanges, intersectRanges, type RangeSet } from '../../terms/rangeSet.js';
import { rangesWhere } from '../../terms/rangesWhere.js';
import type { BooleanTerm } from '../../terms/term.js';
import { TermError } from '../../terms/termError.js';
import { variablesOf, variablesOfAll } from '../../terms/variables.js';

/** Values of every variable but the destination port. */
export type Values = ReadonlyMap<string, bigint>;

/** One client (and what nodes choose for it), with the destination ports that it reaches. */
export interface Client {
  readonly values: Values;
  readonly ports: RangeSet;
}

/** First port of the ephemeral range that IANA suggests (RFC 6335), from which a packet looks natural. */
const ephemeral = 49_152;

/** The port of the set that looks most like one that a client's system chose. */
export const naturalPort = (ports: RangeSet): number | undefined => {
  const atLeast = (least: number): number | undefined => {
    const range = ports.find(({ to }) => to >= least);
    return range === undefined ? undefined : Math.max(least, range.from);
  };
  return atLeast(ephemeral) ?? atLeast(1024) ?? ports[0]?.from;
};

/** The conjuncts of a formula, by the one port that each looks at. */
export interface Conjuncts {
  /** Names of the variables that hold addresses. */
  readonly addresses: readonly string[];
  /** Conjuncts that look at no port. */
  readonly withoutPort: readonly BooleanTerm[];
  /** By name of a source port of the client or of a node. */
  readonly ofSourcePorts: ReadonlyMap<string, readonly BooleanTerm[]>;
  readonly ofDestinationPort: readonly BooleanTerm[];
}

/**
 * Sorts conjuncts by port: hops look at one each, so that clients can be completed port by port.
 *
 * @throws TermError when a conjunct looks at two ports.
 */
export const sortConjuncts = (terms: readonly BooleanTerm[]): Conjuncts => {
  const withoutPort: BooleanTerm[] = [];
  const ofPorts = new Map<string, BooleanTerm[]>();
  const addresses = new Set<string>();
  for (const variable of variablesOfAll(terms)) {
    if (variable.kind === 'variable' && variable.width === portWidth) ofPorts.set(variable.name, []);
    else addresses.add(variable.name);
  }
  for (const term of terms) {
    const ports = variablesOf(term).filter(({ name }) => ofPorts.has(name));
    const [port] = ports;
    if (ports.length > 1) throw new TermError('a hop looks at two ports');
    if (port === undefined) withoutPort.push(term);
    else ofPorts.get(port.name)?.push(term);
  }
  const ofDestinationPort = ofPorts.get(destinationPortName) ?? [];
  ofPorts.delete(destinationPortName);
  return { addresses: [...addresses], withoutPort, ofSourcePorts: ofPorts, ofDestinationPort };
};

const everyPort: RangeSet = [{ from: 0, to: 2 ** portWidth - 1 }];

const portsWhere = (terms: readonly BooleanTerm[], name: string, values: Values): RangeSet => {
  let ports = everyPort;
  for (const term of terms) {
    ports = intersectRanges(ports, rangesWhere(term, name, portWidth, values));
    if (ports.length === 0) return emptyRanges;
  }
  return ports;
};

/** The client at these addresses with natural source ports; undefined when it reaches nothing. */
export const clientAt = (conjuncts: Conjuncts, addresses: Values): Client | undefined => {
  if (!conjuncts.withoutPort.every((term) => evaluate(term, addresses))) return undefined;
  const ports = portsWhere(conjuncts.ofDestinationPort, destinationPortName, addresses);
  if (ports.length === 0) return undefined;
  const values = new Map(addresses);
  for (const [name, terms] of conjuncts.ofSourcePorts) {
    const port = naturalPort(portsWhere(terms, name, addresses));
    if (port === undefined) return undefined;
    values.set(name, BigInt(port));
  }
  return { values, ports };
};
