import { destinationPortName, portWidth } from '../../../encodings/packet.js';
import { compilePredicate, compileRanges, Layout, type Predicate, type RangesOf } from '../../terms/compile.js';
import { possibleRanges } from '../../terms/possibleRanges.js';
import { emptyRanges, intersectRanges, type RangeSet } from '../../terms/rangeSet.js';
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

/** A port that clients choose, and which ports the conjuncts about it allow. */
interface ChosenPort {
  readonly name: string;
  readonly allowed: readonly RangesOf[];
}

/** The conjuncts of a formula by the one port that each looks at, ready for many clients. */
export interface Conjuncts {
  readonly layout: Layout;
  /** Names of the variables that hold addresses. */
  readonly addresses: readonly string[];
  readonly withoutPort: readonly Predicate[];
  /** Source ports of the client and of nodes. */
  readonly sourcePorts: readonly ChosenPort[];
  readonly destinationPorts: readonly RangesOf[];
  /** Destination ports that may be reachable, whatever the client: no client reaches others. */
  readonly possible: RangeSet;
}

const everyPort: RangeSet = [{ from: 0, to: 2 ** portWidth - 1 }];

/**
 * Sorts conjuncts by port: hops look at one each, so that clients can be completed port by port.
 *
 * @throws TermError when a conjunct looks at two ports.
 */
export const sortConjuncts = (terms: readonly BooleanTerm[]): Conjuncts => {
  const variables = variablesOfAll(terms).filter((variable) => variable.kind === 'variable');
  const addresses = variables.filter(({ width }) => width !== portWidth);
  const layout = new Layout(addresses);
  const withoutPort: Predicate[] = [];
  const ofPorts = new Map<string, BooleanTerm[]>();
  for (const term of terms) {
    const ports = variablesOf(term).filter((variable) => variable.kind === 'variable' && variable.width === portWidth);
    const [port] = ports;
    if (ports.length > 1) throw new TermError('a hop looks at two ports');
    if (port === undefined) withoutPort.push(compilePredicate(term, layout));
    else ofPorts.set(port.name, [...(ofPorts.get(port.name) ?? []), term]);
  }
  const rangesOf = (name: string) =>
    (ofPorts.get(name) ?? []).map((term) => compileRanges(term, name, portWidth, layout));
  return {
    layout,
    addresses: addresses.map(({ name }) => name),
    withoutPort,
    sourcePorts: [...ofPorts.keys()]
      .filter((name) => name !== destinationPortName)
      .map((name) => ({ name, allowed: rangesOf(name) })),
    destinationPorts: rangesOf(destinationPortName),
    possible: (ofPorts.get(destinationPortName) ?? []).reduce<RangeSet>(
      (ports, term) => intersectRanges(ports, possibleRanges(term, destinationPortName, portWidth)),
      everyPort,
    ),
  };
};

const portsAllowed = (by: readonly RangesOf[], words: Uint32Array): RangeSet => {
  let ports = everyPort;
  for (const ranges of by) {
    ports = intersectRanges(ports, ranges(words));
    if (ports.length === 0) return emptyRanges;
  }
  return ports;
};

/** The client at these addresses with natural source ports; undefined when it reaches nothing. */
export const clientAt = (conjuncts: Conjuncts, addresses: Values): Client | undefined => {
  const words = conjuncts.layout.words(addresses);
  for (const holds of conjuncts.withoutPort) if (!holds(words)) return undefined;
  const ports = portsAllowed(conjuncts.destinationPorts, words);
  if (ports.length === 0) return undefined;
  const values = new Map(addresses);
  for (const { name, allowed } of conjuncts.sourcePorts) {
    const port = naturalPort(portsAllowed(allowed, words));
    if (port === undefined) return undefined;
    values.set(name, BigInt(port));
  }
  return { values, ports };
};
