import type { PageFinding } from './pageData.js';
import type { Report } from './report.js';

export type SortKey = 'severity' | 'instance' | 'address' | 'route' | 'port' | 'service' | 'component';

export interface Filters {
  /** Indices; empty: all. */
  readonly severities: ReadonlySet<number>;
  /** Empty: all. */
  readonly routes: ReadonlySet<string>;
  /** Empty: all. */
  readonly type: string;
  readonly search: string;
}

export interface Order {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** Chooses and orders findings. Thousands of them are searched on every key press, so each is read once. */
export const createSelection = ({ data: { findings }, placeOf, entranceOf, groupsOf, titleOf }: Report) => {
  let haystacks: readonly string[] | undefined;

  const haystackOf = (finding: PageFinding): string =>
    [
      titleOf(finding),
      finding.id,
      finding.ports,
      finding.process,
      entranceOf(finding).component,
      ...Object.values(placeOf(finding)),
      ...groupsOf(finding),
      ...finding.addresses,
      ...finding.loadBalancers,
    ]
      .join('\n')
      .toLowerCase();

  const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

  /** Addresses sort by number: 10.0.0.9 before 10.0.0.10. */
  const padded = (text: string): string => text.replace(/\d+/g, (digits) => digits.padStart(5, '0'));

  const sortText: Readonly<Record<Exclude<SortKey, 'severity' | 'port'>, (finding: PageFinding) => string>> = {
    instance: (finding) => `${placeOf(finding).name}\n${placeOf(finding).instance}`.toLowerCase(),
    address: ({ addresses }) => padded(addresses[0] ?? ''),
    route: (finding) => `${entranceOf(finding).route}\n${finding.loadBalancers[0] ?? ''}`,
    service: ({ service }) => service.toLowerCase(),
    component: (finding) => entranceOf(finding).component,
  };

  const sorted = (selected: readonly number[], { key, descending }: Order): readonly number[] => {
    const sign = descending ? -1 : 1;
    /** Severities are numbered from the worst on, and the worst is the highest. */
    const numberOf = (index: number): number =>
      key === 'port' ? (findings[index]?.port ?? 0) : -(findings[index]?.severity ?? 0);
    if (key === 'severity' || key === 'port') {
      return [...selected].sort((a, b) => sign * (numberOf(a) - numberOf(b)) || a - b);
    }
    const textOf = sortText[key];
    const texts = new Map(
      selected.map((index) => {
        const finding = findings[index];
        return [index, finding === undefined ? '' : textOf(finding)];
      }),
    );
    return [...selected].sort((a, b) => sign * compareText(texts.get(a) ?? '', texts.get(b) ?? '') || a - b);
  };

  /** Ids and addresses are full of digits: a short number alone is looked for as a whole number, as ports are. */
  const matcherOf = (word: string): ((text: string) => boolean) => {
    if (!/^\d{1,5}$/.test(word)) return (text) => text.includes(word);
    const whole = new RegExp(`(?<![0-9a-z.:])${word}(?![0-9a-z.:])`);
    return (text) => whole.test(text);
  };

  /** Indices of the findings that pass, in order. */
  return ({ severities, routes, type, search }: Filters, order: Order): readonly number[] => {
    const words = search
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const matchers = words.map(matcherOf);
    if (words.length > 0) haystacks ??= findings.map(haystackOf);
    const selected: number[] = [];
    findings.forEach((finding, index) => {
      if (severities.size > 0 && !severities.has(finding.severity)) return;
      if (routes.size > 0 && !routes.has(entranceOf(finding).route)) return;
      if (type !== '' && finding.type !== type) return;
      const text = haystacks?.[index] ?? '';
      if (matchers.some((matches) => !matches(text))) return;
      selected.push(index);
    });
    return sorted(selected, order);
  };
};
