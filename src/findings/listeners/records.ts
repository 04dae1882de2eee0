/**
 * Records of hosts as JSON: our own, snapshot results of osquery, and custom inventory of AWS
 * Systems Manager (`aws ssm list-inventory-entries`); see
 * https://osquery.readthedocs.io/en/stable/deployment/logging/ and
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListInventoryEntries.html
 */
import { z } from 'zod';
import { parseBinding } from './binding.js';
import type { Listener } from './listener.js';

const numeric = z.union([z.number(), z.string().regex(/^-?\d+$/, 'expected a whole number')]).transform(Number);

/** A row of any source: osquery and Systems Manager write numbers as texts, and Systems Manager's keys are the user's. */
export const rowSchema = z.preprocess(
  (row) =>
    typeof row === 'object' && row !== null && !Array.isArray(row)
      ? Object.fromEntries(Object.entries(row).map(([key, value]) => [key.toLowerCase(), value]))
      : row,
  z.object({
    // osquery writes IANA numbers.
    protocol: z.union([z.string(), z.number()]).transform((value) => `${value}`.toLowerCase()),
    address: z.string(),
    port: numeric,
    pid: numeric.nullish(),
    process: z.string().nullish(),
    name: z.string().nullish(),
    path: z.string().nullish(),
    v6only: z.boolean().nullish(),
    instance_id: z.string().nullish(),
  }),
);

export type Row = z.infer<typeof rowSchema>;

export const ownSchema = z.object({
  reachproofListeners: z.literal(1),
  host: z.object({ instanceId: z.string().min(1).nullish(), collectedAt: z.string().nullish() }),
  listeners: z.array(rowSchema),
});

export const osquerySchema = z.object({
  hostIdentifier: z.string().min(1),
  unixTime: numeric.nullish(),
  snapshot: z.array(rowSchema),
});

export const inventorySchema = z.object({
  InstanceId: z.string().min(1),
  CaptureTime: z.string().nullish(),
  Entries: z.array(rowSchema),
});

export type RowResult =
  | { readonly kind: 'listener'; readonly listener: Listener }
  | { readonly kind: 'other' }
  | { readonly kind: 'bad'; readonly message: string };

/** The socket of a row; `other` for sockets that no network reaches (local ones have port 0) and other protocols. */
export const listenerOf = (row: Row): RowResult => {
  const protocol = /^(tcp6?|6)$/.test(row.protocol) ? 'tcp' : /^(udp6?|17)$/.test(row.protocol) ? 'udp' : undefined;
  if (protocol === undefined || row.port === 0) return { kind: 'other' };
  if (row.port < 0 || row.port > 65_535) return { kind: 'bad', message: `\`${row.port}\` is not a port` };
  const binding = parseBinding(row.address, row.v6only ?? false);
  if (binding === undefined) return { kind: 'bad', message: `\`${row.address}\` is not an address` };
  // osquery has -1 where it could not see the process.
  const pid = row.pid === undefined || row.pid === null || row.pid < 0 ? undefined : row.pid;
  return {
    kind: 'listener',
    listener: {
      protocol,
      binding,
      port: row.port,
      process: { name: textOf(row.process) ?? textOf(row.name), pid, path: textOf(row.path) },
    },
  };
};

const textOf = (text: string | null | undefined): string | undefined =>
  text === null || text === undefined || text === '' ? undefined : text;
