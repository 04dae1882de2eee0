/** How bad a finding is: inspector.md, "Severity". The table is data, and users put their own rows before it. */
import type { Route } from '../paths/path.js';
import type { FindingType } from './finding.js';
import { recognizedServices, type Service } from './service.js';
import { isAtLeast, type Severity, worstOf } from './severity.js';

/** A row: what it says nothing about, it matches. */
export interface SeverityRow {
  readonly type?: FindingType | undefined;
  readonly service?: string | undefined;
  readonly route?: Route | undefined;
  readonly severity: Severity;
}

/** Services and the severities of findings about them. The first row that matches decides. */
export interface SeverityTable {
  readonly services: readonly Service[];
  readonly rows: readonly SeverityRow[];
}

export const builtInSeverities: SeverityTable = {
  services: recognizedServices,
  rows: [
    { type: 'NetworkExposure', severity: 'Informational' },
    { type: 'UnrecognizedPortWithListener', severity: 'Low' },
    ...['Telnet', 'FTP', 'Print services'].flatMap((service): SeverityRow[] => [
      { service, route: 'Internet', severity: 'High' },
      { service, severity: 'Medium' },
    ]),
    ...['SSH', 'RDP'].flatMap((service): SeverityRow[] => [
      { service, route: 'Internet', severity: 'Medium' },
      { service, severity: 'Low' },
    ]),
    { service: 'HTTP', severity: 'Informational' },
    { service: 'HTTPS', severity: 'Informational' },
    { route: 'Internet', severity: 'Medium' },
    { severity: 'Informational' },
  ],
};

/** The table with a user's services in place of those of the same name, and their rows before all others. */
export const extendSeverities = (base: SeverityTable, own: SeverityTable): SeverityTable => {
  const replaced = new Map(own.services.map((service) => [service.name, service]));
  const known = new Set(base.services.map(({ name }) => name));
  return {
    services: [
      ...base.services.map((service) => replaced.get(service.name) ?? service),
      ...own.services.filter(({ name }) => !known.has(name)),
    ],
    rows: [...own.rows, ...base.rows],
  };
};

export interface Rated {
  readonly type: FindingType;
  readonly route: Route;
  /** Empty for findings that are not about recognized ports. */
  readonly services: readonly string[];
}

/** The severity of a finding. A port of several services takes the highest of theirs. */
export const severityOf = ({ rows }: SeverityTable, { type, route, services }: Rated): Severity => {
  const rate = (service: string | undefined): Severity => {
    const row = rows.find(
      (candidate) =>
        (candidate.type === undefined || candidate.type === type) &&
        (candidate.service === undefined || candidate.service === service) &&
        (candidate.route === undefined || candidate.route === route),
    );
    if (row === undefined) return 'Informational';
    // Nothing listens: never worse than Low (inspector.md), unless a row speaks of this very type.
    const capped = type === 'RecognizedPortNoListener' && row.type === undefined && isAtLeast(row.severity, 'Low');
    return capped ? 'Low' : row.severity;
  };
  const [first, ...rest] = services.map(rate);
  return first === undefined ? rate(undefined) : worstOf([first, ...rest]);
};
