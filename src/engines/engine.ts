import type { Gap } from '../network/gap.js';
import type { Assignment, Question, Semantics } from '../paths/path.js';
import type { PortRange } from '../values/ports.js';
import type { Protocol } from '../values/protocol.js';

export type { Semantics } from '../paths/path.js';

/** What holds for all questions of a run. */
export interface EngineOptions {
  readonly semantics: Semantics;
  /** Ports that clients may send from; 1-65535 unless the user restricts them. */
  readonly sourcePorts: PortRange;
}

/** Ports that are reachable, by one client or by several: a maximal stretch. */
export interface ReachableRange extends PortRange {
  /** An assignment whose destination port lies in the range. */
  readonly witness: Assignment;
}

/** Why ports stayed undecided. */
export type UndecidedReason =
  | { readonly kind: 'missing'; readonly gaps: readonly Gap[] }
  | { readonly kind: 'solver'; readonly message: string };

/** What an engine found for one question and protocol. Ports in neither list are proved unreachable. */
export interface Answer {
  /** Maximal, sorted, disjoint: reachable whatever the missing parts of the configuration hold. */
  readonly reachable: readonly ReachableRange[];
  /** Maximal, sorted, disjoint, and disjoint from `reachable`. */
  readonly undecided: readonly PortRange[];
  /** At least one when `undecided` is not empty, else none. */
  readonly reasons: readonly UndecidedReason[];
}

/** One question for one protocol. */
export interface Ask {
  readonly question: Question;
  readonly protocol: Protocol;
}

/** The name and version that reports give. */
export interface EngineDescription {
  readonly name: 'smt' | 'interval';
  /** For example `Z3 5.2.0`; undefined for an engine without one. */
  readonly solver: string | undefined;
}

/** Decides questions. Nothing outside `engines/` knows which engine answers. */
export interface Engine {
  readonly description: EngineDescription;
  /** Answers in the order of `asks`. Equal questions are decided once. */
  answer(asks: readonly Ask[]): Promise<readonly Answer[]>;
  /** Frees threads and memory; the engine may not be used afterwards. */
  close(): Promise<void>;
}
