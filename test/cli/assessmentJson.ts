import { z } from 'zod';

const range = z.object({
  from: z.number(),
  to: z.number(),
  witness: z.object({
    protocol: z.string(),
    source: z.string(),
    sourcePort: z.number(),
    destination: z.string(),
    destinationPort: z.number(),
    delivered: z.object({ destination: z.string(), destinationPort: z.number() }),
  }),
});

const assessment = z.object({
  schemaVersion: z.literal(1),
  tool: z.object({ name: z.literal('reachproof'), version: z.string() }),
  engine: z.object({ name: z.enum(['smt', 'interval']), solver: z.string().optional() }),
  semantics: z.enum(['two-way', 'one-way']),
  snapshot: z.object({
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    accounts: z.array(z.string()),
    regions: z.array(z.string()),
  }),
  summary: z.object({
    instances: z.number(),
    interfaces: z.number(),
    paths: z.number(),
    queries: z.number(),
    findings: z.record(z.string(), z.number()),
  }),
  exposures: z.array(
    z.object({
      instanceId: z.string().nullable(),
      instanceState: z.string().nullable(),
      networkInterfaceId: z.string(),
      interfaceType: z.string().nullable(),
      description: z.string().nullable(),
      route: z.string(),
      componentId: z.string(),
      loadBalancer: z.object({ name: z.string(), listenerPort: z.number(), listenerProtocol: z.string() }).nullable(),
      family: z.string(),
      address: z.string(),
      publicAddress: z.string().nullable(),
      tcp: z.array(range),
      udp: z.array(range),
      assumptions: z.array(z.string()),
    }),
  ),
  findings: z.array(z.object({ id: z.string(), type: z.string(), severity: z.string(), title: z.string() })),
  incomplete: z.array(
    z.object({
      resource: z.string(),
      reason: z.string(),
      remedy: z.string(),
      networkInterfaceIds: z.array(z.string()).nullable(),
    }),
  ),
});

export type AssessmentJson = z.infer<typeof assessment>;

/** The output of `assess --format json`, checked against interface.md. */
export const parseAssessment = (text: string): AssessmentJson => assessment.parse(JSON.parse(text));

type ExposureJson = AssessmentJson['exposures'][number];

/** What identifies an exposure, and its ports, without witnesses. */
export const rowOf = (exposure: ExposureJson) => ({
  networkInterfaceId: exposure.networkInterfaceId,
  route: exposure.route,
  componentId: exposure.componentId,
  loadBalancer: exposure.loadBalancer?.name ?? null,
  listenerPort: exposure.loadBalancer?.listenerPort ?? null,
  family: exposure.family,
  address: exposure.address,
  tcp: exposure.tcp.map(({ from, to }) => [from, to]),
  udp: exposure.udp.map(({ from, to }) => [from, to]),
});
