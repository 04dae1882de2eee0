import type { Address } from '../../values/address.js';
import type { Protocol } from '../../values/protocol.js';
import type { ListeningProcess } from '../finding.js';
import { type Listener, type ListenerReport, takesPacketsTo } from './listener.js';

/** What a listener report tells about one port at one address. */
export type Listening =
  | { readonly kind: 'no-report' }
  | { readonly kind: 'none' }
  | { readonly kind: 'listening'; readonly process: ListeningProcess };

export interface Freshness {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Reports that are older count as none. Milliseconds. */
  readonly maximumAge: number;
}

/** Reports of all instances, the newest of each. */
export class KnownListeners {
  readonly #reports: ReadonlyMap<string, ListenerReport>;
  /** One line each: reports that do not count, and why. Sorted. */
  readonly warnings: readonly string[];

  /**
   * @param instanceIds instances of the snapshot
   * @param freshness undefined: reports of any age count
   */
  constructor(reports: readonly ListenerReport[], instanceIds: ReadonlySet<string>, freshness: Freshness | undefined) {
    const known = new Map<string, ListenerReport>();
    const warnings: string[] = [];
    for (const report of reports) {
      const { source, instanceId, collectedAt } = report;
      const stale = freshness === undefined ? undefined : staleness(collectedAt, freshness);
      if (!instanceIds.has(instanceId)) {
        warnings.push(
          `${source}: the snapshot does not hold instance \`${instanceId}\`; its listener report is not used`,
        );
      } else if (stale !== undefined) {
        warnings.push(`${source}: the listener report of ${instanceId} ${stale}; it counts as none`);
      } else {
        const other = known.get(instanceId);
        if (other === undefined || isNewer(report, other)) known.set(instanceId, report);
        if (other !== undefined) {
          warnings.push(
            `${source}: ${instanceId} has another listener report in ${other.source}; the newer one is used`,
          );
        }
      }
    }
    this.#reports = known;
    this.warnings = warnings.sort();
  }

  /** What listens on a port at an address of an instance. */
  at(instanceId: string, address: Address, protocol: Protocol, port: number): Listening {
    const report = this.#reports.get(instanceId);
    if (report === undefined) return { kind: 'no-report' };
    const found = report.listeners.find(
      (listener) => listener.port === port && listener.protocol === protocol && takesPacketsTo(listener, address),
    );
    return found === undefined ? { kind: 'none' } : { kind: 'listening', process: found.process };
  }

  /** Ports on which something listens at any of the addresses; ascending. Empty without a report. */
  portsAt(instanceId: string, addresses: readonly Address[], protocol: Protocol): readonly number[] {
    const listeners: readonly Listener[] = this.#reports.get(instanceId)?.listeners ?? [];
    const ports = listeners
      .filter(
        (listener) => listener.protocol === protocol && addresses.some((address) => takesPacketsTo(listener, address)),
      )
      .map(({ port }) => port);
    return [...new Set(ports)].sort((a, b) => a - b);
  }
}

export const noListeners = new KnownListeners([], new Set(), undefined);

/** Without a time a report cannot be shown to be fresh. */
const staleness = (collectedAt: number | undefined, { now, maximumAge }: Freshness): string | undefined => {
  if (collectedAt === undefined) return 'does not tell when it was collected';
  return now - collectedAt > maximumAge ? `of ${new Date(collectedAt).toISOString()} is too old` : undefined;
};

/** Of two reports of the same time, the one whose source sorts last: the order of files does not matter. */
const isNewer = (a: ListenerReport, b: ListenerReport): boolean => {
  const timeOfA = a.collectedAt ?? 0;
  const timeOfB = b.collectedAt ?? 0;
  return timeOfA === timeOfB ? a.source > b.source : timeOfA > timeOfB;
};
