/**
 * A user's own severities, `--severities FILE`:
 *
 * ```yaml
 * services:                       # optional: services to add, or to recognize by other ports than Classic did
 *   - { name: Redis, tcp: [6379] }
 * severities:                     # tried in order before the built-in ones; what a row does not name, it matches
 *   - { service: Redis, route: Internet, severity: High }
 *   - { type: NetworkExposure, severity: Low }
 * ```
 */
import { z } from 'zod';
import { allRoutes } from '../paths/path.js';
import { maxPort } from '../values/ports.js';
import { parseSettings, SettingsError } from '../values/settingsFile.js';
import { findingTypes } from './finding.js';
import { severities } from './severity.js';
import { builtInSeverities, extendSeverities, type SeverityTable } from './severityTable.js';

const port = z
  .int({ error: `expected a port from 0 to ${maxPort}` })
  .min(0, { error: `expected a port from 0 to ${maxPort}` })
  .max(maxPort, { error: `expected a port from 0 to ${maxPort}` });

const oneOf = <T extends string>(values: readonly T[]) =>
  z.enum(values, { error: ({ input }) => `expected ${values.join(', ')}, found \`${String(input)}\`` });

const severitiesFile = z.strictObject({
  services: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        tcp: z.array(port).default([]),
        udp: z.array(port).default([]),
      }),
    )
    .default([]),
  severities: z
    .array(
      z.strictObject({
        type: oneOf(findingTypes).optional(),
        service: z.string().min(1).optional(),
        route: oneOf(allRoutes).optional(),
        severity: oneOf(severities),
      }),
    )
    .default([]),
});

/**
 * The built-in table with what the text says on top.
 *
 * @param file its name, for errors
 * @throws SettingsError with file, line and column
 */
export const parseSeverities = (text: string, file: string): SeverityTable => {
  const { services, severities: rows } = parseSettings(text, file, severitiesFile);
  const table = extendSeverities(builtInSeverities, { services, rows });
  const known = new Set(table.services.map(({ name }) => name));
  for (const [index, { service }] of rows.entries()) {
    if (service !== undefined && !known.has(service)) {
      throw new SettingsError(
        `${file}: severities[${index}].service: no service is called \`${service}\`; name its ports under services, or take one of ${[...known].join(', ')}`,
      );
    }
  }
  return table;
};
