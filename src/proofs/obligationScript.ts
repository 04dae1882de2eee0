/** The SMT-LIB script of an obligation: what a certificate holds, byte for byte what solvers are given. */
import { encodeNamed, type NamedAssertion } from '../../encodings/named.js';
import {
  destinationPortName,
  type Mode,
  nodeAddressName,
  nodePortName,
  portWidth,
  sourceName,
  sourcePortName,
} from '../../encodings/packet.js';
import type { EngineOptions } from '../engines/engine.js';
import type { Assignment, Question } from '../paths/path.js';
import type { Script } from '../solver/solver.js';
import { printAssertions } from '../terms/smtLib/print.js';
import { TermFactory } from '../terms/termFactory.js';
import { variablesOfAll } from '../terms/variables.js';
import { addressWidth, formatAddress } from '../values/address.js';
import { formatPortRange, type PortRange } from '../values/ports.js';
import type { Protocol } from '../values/protocol.js';

/** What a script says: that no packet to the ports passes the question's hops, or that one certain packet does. */
export interface ScriptParts {
  readonly question: Question;
  readonly protocol: Protocol;
  readonly ports: readonly PortRange[];
  readonly mode: Mode;
  /** Set: exactly this packet, in `must`. */
  readonly witness: Assignment | undefined;
}

export interface ObligationScript extends Script {
  /** Every named assertion in the order of the script. */
  readonly assertions: readonly NamedAssertion[];
}

/** Everything that an obligation asserts. */
const assertionsOf = (factory: TermFactory, parts: ScriptParts, options: EngineOptions): readonly NamedAssertion[] => {
  const { question, protocol, ports, mode, witness } = parts;
  const port = factory.variable(destinationPortName, portWidth);
  const constant = (value: number) => factory.constant(portWidth, BigInt(value));
  return [
    {
      name: 'claimed_ports',
      element: `the destination port is one of those of the claim: ${ports.map(formatPortRange).join(', ')}`,
      term: factory.or(
        ...ports.map(({ from, to }) =>
          factory.and(factory.atMost(constant(from), port), factory.atMost(port, constant(to))),
        ),
      ),
    },
    ...(witness === undefined ? [] : witnessAssertions(factory, question, witness)),
    ...encodeNamed(factory, question, protocol, options, mode),
  ];
};

/** The packet's variables have the values of the witness. */
const witnessAssertions = (
  factory: TermFactory,
  { family }: Question,
  { source, sourcePort, destinationPort, nodeAddresses, nodePorts }: Assignment,
): readonly NamedAssertion[] => {
  const equals = (variable: string, width: number, value: bigint, text: string): NamedAssertion => ({
    name: `witness.${variable}`,
    element: `${variable} is ${text}`,
    term: factory.equal(factory.variable(variable, width), factory.constant(width, value)),
  });
  const port = (variable: string, value: number) => equals(variable, portWidth, BigInt(value), `${value}`);
  return [
    equals(sourceName, addressWidth(family), source.value, formatAddress(source)),
    port(sourcePortName, sourcePort),
    port(destinationPortName, destinationPort),
    ...Object.entries(nodeAddresses).map(([leg, address]) =>
      equals(nodeAddressName(Number(leg)), addressWidth(address.family), address.value, formatAddress(address)),
    ),
    ...Object.entries(nodePorts).map(([leg, value]) => port(nodePortName(Number(leg)), value)),
  ];
};

const textOf = (assertions: readonly NamedAssertion[], wantsCore: boolean): string =>
  [
    wantsCore ? '(set-option :produce-unsat-cores true)\n' : '',
    '(set-logic QF_BV)\n',
    printAssertions(assertions),
    '(check-sat)\n',
    wantsCore ? '(get-unsat-core)\n' : '',
  ].join('');

/** The script; the same parts give the same bytes. */
export const obligationScript = (parts: ScriptParts, options: EngineOptions): ObligationScript => {
  const assertions = assertionsOf(new TermFactory(), parts, options);
  return scriptOf(assertions, parts.witness === undefined);
};

/** A script of some of the assertions, for shrinking and checking cores. */
export const scriptOf = (assertions: readonly NamedAssertion[], wantsCore: boolean): ObligationScript => ({
  text: textOf(assertions, wantsCore),
  variables: variablesOfAll(assertions.map(({ term }) => term)),
  assertions,
});
