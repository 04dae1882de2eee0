import type { Severity } from '../../findings/severity.js';

/** Classic's numeric severities (inspector.md, "Severity"). */
export const classicScore: Readonly<Record<Severity, number>> = { High: 9, Medium: 6, Low: 3, Informational: 0 };
