import type { Gap } from '../network/gap.js';
import type { NetworkInterface } from '../network/networkInterface.js';
import type { Assignment, Path } from '../paths/path.js';
import type { PortRange } from '../values/ports.js';
import type { Protocol } from '../values/protocol.js';
import type { Claim } from './claim.js';

/** One way of a claim: what has to be unreachable, or may be reached. */
export interface Obligation {
  readonly path: Path;
  readonly protocol: Protocol;
  /** The claimed ports that the way may lead to. */
  readonly ports: readonly PortRange[];
}

/** A packet that gets through on a way of the claim. The evaluator and the solver agree on it. */
export interface ClaimWitness {
  readonly path: Path;
  readonly assignment: Assignment;
}

/** Ports of an interface that were proved unreachable although the claim expects them to be reachable. */
export interface Unreached {
  readonly networkInterface: NetworkInterface;
  readonly ports: readonly PortRange[];
}

/** What became of a claim. */
export type ClaimOutcome =
  | { readonly verdict: 'proved'; readonly witnesses: readonly ClaimWitness[] }
  /** Witnesses against `unreachable`, one for each way that leads in; what is not reached against `reachable`. */
  | {
      readonly verdict: 'refuted';
      readonly witnesses: readonly ClaimWitness[];
      readonly unreached: readonly Unreached[];
    }
  | { readonly verdict: 'undecided'; readonly gaps: readonly Gap[] };

export interface DecidedClaim {
  readonly claim: Claim;
  readonly outcome: ClaimOutcome;
  /** Everything that the claim speaks of. */
  readonly obligations: readonly Obligation[];
}
