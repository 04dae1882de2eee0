/**
 * A fact of the configuration, such as that a gateway is attached:
 *
 *     holds                     when the snapshot tells
 *     false in must, true in may when it does not (semantics.md section 7)
 */
import type { ConditionHop } from '../src/paths/path.js';
import type { BooleanTerm } from '../src/terms/term.js';
import type { Packet } from './packet.js';

export const condition = ({ factory, mode }: Packet, { holds }: ConditionHop): BooleanTerm =>
  factory.boolean(holds === 'unknown' ? mode === 'may' : holds);
