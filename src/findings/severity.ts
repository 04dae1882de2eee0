/** Inspector Classic's labels (inspector.md, "Severity"). */
export type Severity = 'High' | 'Medium' | 'Low' | 'Informational';

/** Worst first: the order of tables and counts. */
export const severities: readonly Severity[] = ['High', 'Medium', 'Low', 'Informational'];

/** Classic's numeric scores. */
const severityScore: Readonly<Record<Severity, number>> = { High: 9, Medium: 6, Low: 3, Informational: 0 };

/** Orders by falling severity. */
export const compareSeverities = (a: Severity, b: Severity): number => severityScore[b] - severityScore[a];

/** True when `severity` is `threshold` or worse. */
export const isAtLeast = (severity: Severity, threshold: Severity): boolean =>
  severityScore[severity] >= severityScore[threshold];

export const worstOf = (found: readonly [Severity, ...Severity[]]): Severity =>
  found.reduce((worst, next) => (compareSeverities(next, worst) < 0 ? next : worst));
