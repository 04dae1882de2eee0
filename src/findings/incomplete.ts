/** What left answers undecided (semantics.md section 7). */
import type { Answer } from '../engines/engine.js';
import { compareGaps, type Gap, type NetworkGap } from '../network/gap.js';
import { allRoutes, type Path, type Route } from '../paths/path.js';
import type { Protocol } from '../values/protocol.js';

/** Something that is missing, and what it may change. */
export interface Incomplete extends Gap {
  /** Interfaces whose answers depend on it, sorted; undefined where it is tied to no single path. */
  readonly networkInterfaceIds: readonly string[] | undefined;
  /** Routes by which, in the order of `allRoutes`; undefined where it is tied to no single path. */
  readonly routes: readonly Route[] | undefined;
}

interface Affected {
  readonly gap: Gap;
  readonly networkInterfaceIds: Set<string>;
  readonly routes: Set<Route>;
}

const keyOf = ({ resource, reason, remedy }: Gap): string => JSON.stringify([resource, reason, remedy]);

/** Collects gaps over all paths, each once. */
export class IncompleteCollector {
  readonly #byKey = new Map<string, Affected>();
  readonly #network: readonly NetworkGap[];

  /** @param gaps those of the network that may change an answer that was asked for */
  constructor(gaps: readonly NetworkGap[]) {
    this.#network = gaps;
  }

  add(path: Path, protocol: Protocol, { reasons }: Answer): void {
    for (const reason of reasons) {
      const gaps = reason.kind === 'missing' ? reason.gaps : [solverGap(path, protocol, reason.message)];
      for (const gap of gaps) this.#addGap(gap, path);
    }
  }

  #addGap(gap: Gap, { networkInterface, route }: Path): void {
    const key = keyOf(gap);
    let affected = this.#byKey.get(key);
    if (affected === undefined) {
      affected = { gap, networkInterfaceIds: new Set(), routes: new Set() };
      this.#byKey.set(key, affected);
    }
    affected.networkInterfaceIds.add(networkInterface.id);
    affected.routes.add(route);
  }

  /** Sorted by resource. */
  finish(): readonly Incomplete[] {
    const ofPaths = [...this.#byKey.values()].map(
      ({ gap, networkInterfaceIds, routes }): Incomplete => ({
        resource: gap.resource,
        reason: gap.reason,
        remedy: gap.remedy,
        networkInterfaceIds: [...networkInterfaceIds].sort(),
        routes: allRoutes.filter((route) => routes.has(route)),
      }),
    );
    const ofNetwork = this.#network
      .filter((gap) => !this.#byKey.has(keyOf(gap)))
      .map(
        ({ resource, reason, remedy }): Incomplete => ({
          resource,
          reason,
          remedy,
          networkInterfaceIds: undefined,
          routes: undefined,
        }),
      );
    return [...ofPaths, ...ofNetwork].sort(compareGaps);
  }
}

const solverGap = (
  { networkInterface: { id }, route, componentId }: Path,
  protocol: Protocol,
  message: string,
): Gap => ({
  resource: id,
  reason: `the solver did not decide which ${protocol} ports of ${id} are reachable by route ${route} through ${componentId}: ${message}`,
  remedy: 'give it more time with --solver-timeout',
});
