/**
 * Questions as JSON, for certificates: addresses and blocks in their usual notation, everything else as it is. What is
 * read back is validated and equal to what was written.
 */
import { z } from 'zod';
import { conditionCodes, type Hop, type Question } from '../paths/path.js';
import { type Address, formatAddress, parseAddress } from '../values/address.js';
import { type Cidr, formatCidr, parseCidr } from '../values/cidr.js';
import { maxPort } from '../values/ports.js';

const replaced = (_key: string, value: unknown): unknown => {
  if (!isObject(value) || typeof value.value !== 'bigint') return value === undefined ? null : value;
  const family = value.family === 'ipv6' ? 'ipv6' : 'ipv4';
  const plain: Address = { family, value: value.value };
  return typeof value.length === 'number' ? formatCidr({ ...plain, length: value.length }) : formatAddress(plain);
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The question as plain JSON values. */
export const questionToJson = (question: Question): unknown => JSON.parse(JSON.stringify(question, replaced));

const cidr = z.string().transform((text, context): Cidr => {
  const parsed = parseCidr(text);
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: 'custom', message: `expected a CIDR block, found \`${text}\`` });
  return z.NEVER;
});
const address = z.string().transform((text, context): Address => {
  const parsed = parseAddress(text);
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: 'custom', message: `expected an address, found \`${text}\`` });
  return z.NEVER;
});
const absent = <T extends z.ZodType>(schema: T) =>
  schema.nullable().transform((value): z.output<T> | undefined => (value === null ? undefined : value));

const port = z.number().int().min(0).max(maxPort);
const portRange = z.strictObject({ from: port, to: port });
const family = z.enum(['ipv4', 'ipv6']);
const leg = z.number().int().min(0);
const text = z.string();
const gap = z.strictObject({ resource: text, reason: text, remedy: text });
const addressSet = z.strictObject({ family, include: z.array(cidr), exclude: z.array(cidr) });
const addressOperand = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('client') }),
  z.strictObject({ of: z.literal('node'), leg }),
  z.strictObject({ of: z.literal('fixed'), address }),
]);
const portOperand = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('destination') }),
  z.strictObject({ of: z.literal('clientSource') }),
  z.strictObject({ of: z.literal('nodeSource'), leg }),
  z.strictObject({ of: z.literal('fixed'), port }),
]);
const base = { leg, direction: z.enum(['request', 'reply']) };
const protocol = z.union([z.literal('all'), z.number().int().min(0).max(255)]);

const condition = z.strictObject({
  kind: z.literal('condition'),
  ...base,
  code: z.enum(conditionCodes),
  element: text,
  statement: text,
  holds: z.union([z.boolean(), z.literal('unknown')]),
  gap: absent(gap),
});

const target = z.strictObject({
  kind: z.enum(['local', 'internet-gateway', 'vpn-gateway', 'vpc-peering-connection', 'other', 'unknown-gateway']),
  id: text,
});
const outcome = z.strictObject({ target, active: z.boolean() });
const routeTable = z.strictObject({
  id: text,
  vpcId: text,
  rows: z.array(
    z.strictObject({
      destination: cidr,
      origin: z.enum(['local', 'static', 'prefix-list', 'propagated']),
      prefixListId: absent(text),
      outcomes: z.tuple([outcome], outcome),
      gap: absent(gap),
    }),
  ),
  unresolved: z.array(z.strictObject({ prefixListId: text, outcome, gap })),
});

const routeTableHop = z.strictObject({
  kind: z.literal('routeTable'),
  ...base,
  subnetId: text,
  table: absent(routeTable),
  destination: addressOperand,
  via: target,
  gap: absent(gap),
});

const entries = z.array(
  z.strictObject({
    ruleNumber: z.number().int(),
    action: z.enum(['allow', 'deny']),
    protocol,
    cidr,
    ports: portRange,
  }),
);

const networkAclHop = z.strictObject({
  kind: z.literal('networkAcl'),
  ...base,
  subnetId: text,
  acl: absent(z.strictObject({ id: text, vpcId: text, inbound: entries, outbound: entries })),
  aclDirection: z.enum(['inbound', 'outbound']),
  remote: addressOperand,
  port: portOperand,
  gap: absent(gap),
});

const securityGroupsHop = z.strictObject({
  kind: z.literal('securityGroups'),
  ...base,
  groupIds: z.array(text),
  ruleDirection: z.enum(['ingress', 'egress']),
  rules: z.array(
    z.strictObject({
      groupId: text,
      label: text,
      protocol,
      ports: portRange,
      remotes: z.union([z.literal('any'), z.array(cidr)]),
      gap: absent(gap),
    }),
  ),
  remote: addressOperand,
  port: portOperand,
  gaps: z.array(gap),
});

const hop: z.ZodType<Hop> = z.discriminatedUnion('kind', [condition, routeTableHop, networkAclHop, securityGroupsHop]);

/** Validates and reads what `questionToJson` wrote. */
export const questionSchema: z.ZodType<Question> = z.strictObject({
  family,
  protocols: z.array(z.enum(['tcp', 'udp'])),
  sources: addressSet,
  destinationPorts: portRange,
  nodes: z.array(z.strictObject({ leg, addresses: addressSet })),
  hops: z.array(hop),
});
