/**
 * The exact destination ports for which a formula R can be satisfied, without quantifiers.
 *
 * Clients c_1 .. c_n (values of every variable but the port) are proposed, each with ports P_i that it is said to
 * reach; S is their union. One check decides all of it:
 *
 *     (R and port not in S)  or  (not R and some i: variables = c_i and port in P_i)
 *
 * Unsat proves both sides at once: nobody reaches a port outside S, and each c_i reaches all of P_i. A model of the
 * first part is a client that was missed; it is completed to all the ports that it reaches, and the check repeated.
 * With good proposals one check is enough, where widening each range by checks of its own takes two for each range. The
 * second part cannot have a model unless the evaluator and the solver disagree, which is a bug and said so.
 */
import { destinationPortName, portWidth } from '../../../encodings/packet.js';
import type { Question } from '../../paths/path.js';
import type { CheckResult, Model } from '../../solver/solver.js';
import { evaluate } from '../../terms/evaluate.js';
import { inRanges, joinRanges, type RangeSet, subtractRanges } from '../../terms/rangeSet.js';
import type { BitVectorTerm, BooleanTerm } from '../../terms/term.js';
import type { TermFactory } from '../../terms/termFactory.js';
import { variablesOf } from '../../terms/variables.js';
import { type Client, type Conjuncts, clientAt, sortConjuncts } from './client.js';
import { proposeClients } from './propose.js';

/** What was proved about a formula. */
export interface ExactPorts {
  /** Each reaches all of its ports; sorted by when they were found, the most natural first. */
  readonly clients: readonly Client[];
  /** Ports that were proved neither reachable nor unreachable. */
  readonly open: RangeSet;
  /** Why ports are open: what the solver said. */
  readonly message: string | undefined;
}

/** The evaluator and the solver disagree: nothing that either says can be relied on. */
export class DisagreementError extends Error {
  override readonly name = 'DisagreementError';
}

export interface Formula {
  readonly factory: TermFactory;
  readonly question: Question;
  /** R, as conjuncts. */
  readonly conjuncts: readonly BooleanTerm[];
}

/** Whether a term can be satisfied, as the solver says. */
export type Check = (term: BooleanTerm) => Promise<CheckResult>;

/** What the solver is to refute about a formula: that the clients do not reach exactly the reachable ports. */
export interface Proposal extends Formula {
  readonly reaches: BooleanTerm;
  readonly sorted: Conjuncts;
  readonly clients: readonly Client[];
  readonly violated: BooleanTerm;
}

export const propose = (formula: Formula): Proposal => {
  const { factory, question, conjuncts } = formula;
  const reaches = factory.and(...conjuncts);
  // A formula without models by the constructors' folding alone: trusted, see encodings/README.md.
  const sorted = sortConjuncts(conjuncts);
  const clients = reaches === factory.false ? [] : proposeClients(question, sorted);
  return { ...formula, reaches, sorted, clients, violated: violation(factory, reaches, clients) };
};

const violation = (factory: TermFactory, reaches: BooleanTerm, clients: readonly Client[]): BooleanTerm =>
  factory.or(outside(factory, reaches, clients), inside(factory, reaches, clients));

/** The answer when the solver has refuted `violated`. */
export const confirmed = ({ clients }: Proposal): ExactPorts => ({ clients, open: [], message: undefined });

/**
 * Settles one proposal, by as many checks as it takes.
 *
 * @throws DisagreementError when a model does not satisfy what it was asked for.
 */
export const settle = async (proposal: Proposal, check: Check): Promise<ExactPorts> => {
  const { factory, reaches } = proposal;
  const clients = [...proposal.clients];
  for (let { violated } = proposal; ; violated = violation(factory, reaches, clients)) {
    const result = await ask(factory, violated, check);
    if (result.status === 'unsat') return { clients, open: [], message: undefined };
    if (result.status === 'unknown') return separately(proposal, clients, result.reason, check);
    // Each model adds a port that no client reached, so this ends.
    clients.push(clientOf(result.model, violated, proposal));
  }
};

/** A model's client: at its addresses, with natural source ports, and with all the ports that it reaches. */
const clientOf = (
  model: Model,
  violated: BooleanTerm,
  { reaches, sorted }: Pick<Proposal, 'reaches' | 'sorted'>,
): Client => {
  if (!evaluate(violated, model)) throw new DisagreementError('a model of the solver does not satisfy its formula');
  if (!evaluate(reaches, model)) {
    throw new DisagreementError('the solver refutes a port range that the evaluator found');
  }
  const addresses = new Map(
    sorted.addresses.flatMap((name) => {
      const value = model.get(name);
      return typeof value === 'bigint' ? [[name, value] as const] : [];
    }),
  );
  const client = clientAt(sorted, addresses);
  const port = Number(model.get(destinationPortName) ?? 0n);
  if (client === undefined || !inRanges(client.ports, port)) {
    throw new DisagreementError('the evaluator does not find the port of a model');
  }
  return client;
};

const portOf = (factory: TermFactory): BitVectorTerm => factory.variable(destinationPortName, portWidth);

const portIn = (factory: TermFactory, ports: RangeSet): BooleanTerm =>
  factory.or(
    ...ports.map(({ from, to }) => {
      const port = portOf(factory);
      const constant = (value: number) => factory.constant(portWidth, BigInt(value));
      return from === to
        ? factory.equal(port, constant(from))
        : factory.and(factory.atMost(constant(from), port), factory.atMost(port, constant(to)));
    }),
  );

export const portsOf = (clients: readonly Client[]): RangeSet => joinRanges(clients.flatMap(({ ports }) => ports));

/** Somebody reaches a port that is in no client's ranges. */
const outside = (factory: TermFactory, reaches: BooleanTerm, clients: readonly Client[]): BooleanTerm =>
  factory.and(reaches, factory.not(portIn(factory, portsOf(clients))));

/** A client does not reach a port of its own ranges. */
const inside = (factory: TermFactory, reaches: BooleanTerm, clients: readonly Client[]): BooleanTerm => {
  const widths = new Map(
    variablesOf(reaches).flatMap((variable) => (variable.kind === 'variable' ? [[variable.name, variable.width]] : [])),
  );
  const isClient = ({ values, ports }: Client): BooleanTerm =>
    factory.and(
      ...[...values].flatMap(([name, value]) => {
        const width = widths.get(name);
        return width === undefined
          ? []
          : [factory.equal(factory.variable(name, width), factory.constant(width, value))];
      }),
      portIn(factory, ports),
    );
  return factory.and(factory.not(reaches), factory.or(...clients.map(isClient)));
};

const ask = async (factory: TermFactory, term: BooleanTerm, check: Check): Promise<CheckResult> =>
  term === factory.false ? { status: 'unsat', core: [] } : check(term);

/** Each side for itself, when they could not be decided together. What is not proved stays open. */
const separately = async (
  { factory, question, reaches }: Proposal,
  clients: readonly Client[],
  message: string,
  check: Check,
): Promise<ExactPorts> => {
  const proved: Client[] = [];
  for (const client of clients) {
    if ((await ask(factory, inside(factory, reaches, [client]), check)).status === 'unsat') proved.push(client);
  }
  const allowed: RangeSet = [question.destinationPorts];
  const nobodyElse =
    proved.length === clients.length &&
    (await ask(factory, outside(factory, reaches, proved), check)).status === 'unsat';
  return nobodyElse
    ? { clients: proved, open: [], message: undefined }
    : { clients: proved, open: subtractRanges(allowed, portsOf(proved)), message };
};
