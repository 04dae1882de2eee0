/**
 * A port lies in a range:
 *
 *     from <= port and port <= to      (unsigned)
 *
 * Security group rules and network ACL entries match `FromPort <= port <= ToPort` (semantics.md section 2). Bounds that
 * the port's own limits imply are left out; a range outside them is false.
 */
import type { BooleanTerm } from '../src/terms/term.js';
import type { TermFactory } from '../src/terms/termFactory.js';
import type { PortRange } from '../src/values/ports.js';
import { type PortOf, portWidth } from './packet.js';

export const portMatch = (factory: TermFactory, { term, within }: PortOf, range: PortRange): BooleanTerm => {
  const { from, to } = range;
  if (to < within.from || within.to < from) return factory.false;
  const constant = (port: number) => factory.constant(portWidth, BigInt(port));
  if (from === to) return within.from === within.to ? factory.true : factory.equal(term, constant(from));
  return factory.and(
    within.from >= from ? factory.true : factory.atMost(constant(from), term),
    within.to <= to ? factory.true : factory.atMost(term, constant(to)),
  );
};
