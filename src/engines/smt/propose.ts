import { nodeAddressName, sourceName } from '../../../encodings/packet.js';
import type { AddressOperand, Question } from '../../paths/path.js';
import { type RangeSet, subtractRanges, uniteRanges } from '../../terms/rangeSet.js';
import type { AddressSet } from '../../values/addressSet.js';
import { candidateAddresses } from './candidates.js';
import { type Client, type Conjuncts, clientAt, type Values } from './client.js';

/** Combinations of addresses to try before the search is left to models; each takes microseconds. */
const mostTries = 20_000;

/**
 * Clients that together reach many ports, found by evaluating the formula at candidate addresses. The solver confirms
 * what they reach and finds what they miss; a bad proposal costs time, never truth.
 */
export const proposeClients = (question: Question, conjuncts: Conjuncts): Client[] => {
  const clients: Client[] = [];
  let covered: RangeSet = [];
  let tries = 0;
  for (const addresses of combinations(question, conjuncts)) {
    if (subtractRanges(conjuncts.possible, covered).length === 0 || tries >= mostTries) break;
    tries += 1;
    const client = clientAt(conjuncts, addresses);
    if (client === undefined || subtractRanges(client.ports, covered).length === 0) continue;
    clients.push(client);
    covered = uniteRanges(covered, client.ports);
  }
  return clients;
};

/** Candidate addresses for the client and every node, the most natural combinations first. */
function* combinations(question: Question, { addresses }: Conjuncts): Generator<Values> {
  const operands: { readonly name: string; readonly operand: AddressOperand; readonly set: AddressSet }[] = [
    { name: sourceName, operand: { of: 'client' }, set: question.sources },
    ...question.nodes.map(({ leg, addresses: set }) => ({
      name: nodeAddressName(leg),
      operand: { of: 'node' as const, leg },
      set,
    })),
  ];
  const [first, ...others] = operands.filter(({ name }) => addresses.includes(name));
  if (first === undefined) {
    yield new Map();
    return;
  }
  const candidates = others.map(({ name, operand, set }) => ({
    name,
    values: [...candidateAddresses(question, operand, set)],
  }));
  for (const value of candidateAddresses(question, first.operand, first.set)) {
    yield* product(new Map([[first.name, value]]), candidates);
  }
}

function* product(
  chosen: Values,
  [next, ...rest]: readonly { readonly name: string; readonly values: readonly bigint[] }[],
): Generator<Values> {
  if (next === undefined) {
    yield chosen;
    return;
  }
  for (const value of next.values) yield* product(new Map([...chosen, [next.name, value]]), rest);
}
