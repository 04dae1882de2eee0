/** The certificate: interface.md, "A certificate". certificate.schema.json in this folder is its JSON Schema. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { questionSchema } from './questionJson.js';

const text = z.string();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, { error: 'expected a SHA-256 in hexadecimal' });
const port = z.number().int().min(0).max(65_535);
const portRange = z.strictObject({ from: port, to: port });
const semantics = z.enum(['two-way', 'one-way']);

const gap = z.strictObject({ resource: text, reason: text, remedy: text });

const claim = z.strictObject({
  name: text,
  from: text,
  to: z.record(text, z.unknown()),
  protocol: text,
  ports: z.union([text, z.array(text)]),
  expect: z.enum(['reachable', 'unreachable']),
});

const witness = z.strictObject({
  protocol: z.enum(['tcp', 'udp']),
  source: text,
  sourcePort: port,
  destinationPort: port,
  /** By leg. */
  nodeAddresses: z.record(z.string().regex(/^\d$/), text),
  nodePorts: z.record(z.string().regex(/^\d$/), port),
});

const obligation = z.strictObject({
  networkInterfaceId: text,
  instanceId: text.nullable(),
  route: z.enum(['Internet', 'PeeredVPC', 'VGW']),
  componentId: text,
  loadBalancer: z.strictObject({ name: text, listenerPort: port, listenerProtocol: text }).nullable(),
  address: text,
  protocol: z.enum(['tcp', 'udp']),
  ports: z.array(portRange).min(1),
  /** How unknown parts of the configuration count: they admit everything (`may`) or nothing (`must`). */
  mode: z.enum(['may', 'must']),
  expected: z.enum(['unsat', 'sat']),
  /** SMT-LIB 2.6, QF_BV. */
  script: text,
  scriptSha256: sha256,
  /** Minimal: names of assertions that cannot hold together. Empty for `sat`. */
  core: z.array(text),
  /** What each name of the core (of the whole script, for `sat`) stands for. */
  names: z.record(text, text),
  /** Set for `sat`: the packet that gets through. */
  witness: witness.nullable(),
  /** The way as data: what the script was made from. */
  question: questionSchema,
});

const withoutDigest = z.strictObject({
  format: z.literal('reachproof-certificate'),
  schemaVersion: z.literal(1),
  tool: z.strictObject({ name: text, version: text }),
  solver: z.strictObject({ name: text, version: text, wasmSha256: sha256 }),
  semantics,
  sourcePorts: portRange,
  snapshot: z.strictObject({ sha256, files: z.array(z.strictObject({ path: text, sha256 })) }),
  claim,
  verdict: z.enum(['proved', 'refuted', 'undecided']),
  obligations: z.array(obligation),
  incomplete: z.array(gap),
});

/** Validates a certificate's shape; what it says is checked by `verify`. */
export const certificateSchema = z.strictObject({
  ...withoutDigest.shape,
  /** SHA-256 of the certificate without this field, as compact JSON with sorted keys. */
  sha256,
});

/** A certificate as it stands in its file. */
export type CertificateJson = z.input<typeof certificateSchema>;
/** A certificate read back, with questions as values. */
export type Certificate = z.output<typeof certificateSchema>;
export type ObligationJson = CertificateJson['obligations'][number];

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => [key, sorted(member)]),
  );
};

/** JSON without spaces and with sorted keys: equal values have equal texts. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value));

export const sha256Of = (content: string): string => createHash('sha256').update(content).digest('hex');

/** The digest that belongs in a certificate's `sha256`. */
export const certificateDigest = (certificate: Readonly<Record<string, unknown>>): string => {
  const { sha256: _, ...rest } = certificate;
  return sha256Of(canonicalJson(rest));
};
