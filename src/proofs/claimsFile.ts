/** Reading claims: interface.md, `prove`. */
import { isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { parseCidr } from '../values/cidr.js';
import { allPorts, maxPort, mergePortRanges, type PortRange } from '../values/ports.js';
import { type Protocol, protocols } from '../values/protocol.js';
import type { Claim, ClaimSource, RouteSourceName, Selector } from './claim.js';
import { defaultName } from './claim.js';

/** A claim that cannot be read. The message is one line for the user. */
export class ClaimError extends Error {
  override readonly name = 'ClaimError';
}

const routeNames: readonly RouteSourceName[] = ['internet', 'peered-vpc', 'vgw', 'anywhere'];
const isRouteName = (text: string): text is RouteSourceName => routeNames.some((name) => name === text);

/** `from`: a route name or a CIDR block. */
export const parseSource = (text: string): ClaimSource | undefined => {
  if (isRouteName(text)) return { kind: 'route', name: text };
  const cidr = parseCidr(text);
  return cidr === undefined ? undefined : { kind: 'cidr', cidr };
};

/** `protocol`: tcp, udp or any. */
export const parseProtocols = (text: string): readonly Protocol[] | undefined => {
  if (text === 'any') return protocols;
  const found = protocols.find((protocol) => protocol === text);
  return found === undefined ? undefined : [found];
};

/** One port or range, or `all`; undefined when it is none. */
export const parsePorts = (value: string | number): PortRange | undefined => {
  if (value === 'all') return allPorts;
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(String(value));
  if (match === null) return undefined;
  const from = Number(match[1]);
  const to = match[2] === undefined ? from : Number(match[2]);
  return from <= to && to <= maxPort ? { from, to } : undefined;
};

const source = z.string().transform((text, context): ClaimSource => {
  const parsed = parseSource(text);
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: 'custom', message: `expected ${routeNames.join(', ')} or a CIDR block, found \`${text}\`` });
  return z.NEVER;
});

const protocol = z.string().transform((text, context): readonly Protocol[] => {
  const parsed = parseProtocols(text);
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: 'custom', message: `expected tcp, udp or any, found \`${text}\`` });
  return z.NEVER;
});

const ports = z.unknown().transform((value, context): readonly PortRange[] => {
  const found: unknown[] = Array.isArray(value) ? value : [value];
  const ranges = found.map((one) => (typeof one === 'string' || typeof one === 'number' ? parsePorts(one) : undefined));
  const wrong = ranges.indexOf(undefined);
  if (found.length > 0 && wrong < 0) return mergePortRanges(ranges.filter((range) => range !== undefined));
  context.addIssue({
    code: 'custom',
    path: Array.isArray(value) && wrong >= 0 ? [wrong] : [],
    message: `expected a port from 0 to ${maxPort}, a range such as 1024-2048, a list of these, or all, found \`${JSON.stringify(found[wrong] ?? value)}\``,
  });
  return z.NEVER;
});

const id = z.string().min(1);
const byId = (kind: 'instance' | 'interface' | 'securityGroup' | 'subnet' | 'vpc') =>
  z.strictObject({ [kind]: id }).transform((found): Selector => ({ kind, id: Object.values(found)[0] ?? '' }));

const selectorKeys = ['instance', 'interface', 'tag', 'securityGroup', 'subnet', 'vpc', 'all'] as const;

const tagSelector = z
  .strictObject({ tag: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])) })
  .refine(({ tag }) => Object.keys(tag).length > 0, { error: 'expected at least one tag' })
  .transform(
    ({ tag }): Selector => ({
      kind: 'tag',
      tags: Object.entries(tag)
        .map(([key, value]) => [key, String(value)] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    }),
  );

const bySelectorKey: Readonly<Record<(typeof selectorKeys)[number], z.ZodType<Selector>>> = {
  instance: byId('instance'),
  interface: byId('interface'),
  securityGroup: byId('securityGroup'),
  subnet: byId('subnet'),
  vpc: byId('vpc'),
  tag: tagSelector,
  all: z.strictObject({ all: z.literal(true) }).transform((): Selector => ({ kind: 'all' })),
};

const selector = z.record(z.string(), z.unknown()).transform((value, context): Selector => {
  const complain = (message: string, path: (string | number)[]) => {
    context.addIssue({ code: 'custom', message, path });
    return z.NEVER;
  };
  const [key, ...others] = Object.keys(value);
  const known = selectorKeys.find((candidate) => candidate === key);
  if (key === undefined || others.length > 0) return complain(`expected one of ${selectorKeys.join(', ')}`, []);
  if (known === undefined) return complain(`expected one of ${selectorKeys.join(', ')}, found \`${key}\``, [key]);
  const parsed = bySelectorKey[known].safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return complain(
    issue?.message ?? 'expected a selector',
    (issue?.path ?? []).map((part) => (typeof part === 'symbol' ? String(part) : part)),
  );
});

const claim = z
  .strictObject({
    name: z.string().min(1).optional(),
    from: source,
    to: selector,
    protocol: protocol.default(protocols),
    ports,
    expect: z.enum(['reachable', 'unreachable']),
  })
  .transform(({ name, protocol: carried, ...rest }): Claim => {
    const unnamed = { ...rest, protocols: carried };
    return { ...unnamed, name: name ?? defaultName(unnamed) };
  });

const claimsFile = z.strictObject({ claims: z.array(claim).min(1, { error: 'expected at least one claim' }) });

/** Claims files are written by hand; anything larger is a mistake. */
const maximumLength = 10_000_000;

/**
 * The claims of a YAML or JSON text.
 *
 * @param file its name, for errors
 * @throws ClaimError with file, line and column
 */
export const parseClaims = (text: string, file: string): readonly Claim[] => {
  if (text.length > maximumLength)
    throw new ClaimError(`${file}: a claims file holds at most ${maximumLength} characters`);
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true });
  const at = (offset: number | undefined): string => {
    if (offset === undefined) return file;
    const { line, col } = lineCounter.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const [error] = document.errors;
  if (error !== undefined) throw new ClaimError(`${at(error.pos[0])}: ${firstLine(error.message)}`);
  if (document.contents === null) throw new ClaimError(`${file}: expected claims, found an empty file`);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw new ClaimError(`${file}: ${firstLine(cause instanceof Error ? cause.message : String(cause))}`);
  }
  const parsed = claimsFile.safeParse(value);
  if (parsed.success) {
    refuseTwins(parsed.data.claims, file);
    return parsed.data.claims;
  }
  // A misspelt field is at once unknown and missing; the first is what the author sees.
  const issue = parsed.error.issues.find(({ code }) => code === 'unrecognized_keys') ?? parsed.error.issues[0];
  const path = (issue?.path ?? []).map((part) => (typeof part === 'symbol' ? String(part) : part));
  // The nearest node that exists: a missing field is reported where its parent begins.
  let node: unknown;
  for (let length = path.length; length >= 0 && !isNode(node); length -= 1)
    node = document.getIn(path.slice(0, length), true);
  const where = at(isNode(node) ? node.range?.[0] : undefined);
  throw new ClaimError(
    `${where}: ${path.length === 0 ? '' : `${pathText(path)}: `}${firstLine(issue?.message ?? 'not a claims file')}`,
  );
};

/** Certificates and reports tell claims apart by name. */
const refuseTwins = (claims: readonly Claim[], file: string): void => {
  const seen = new Set<string>();
  for (const { name } of claims) {
    if (seen.has(name)) throw new ClaimError(`${file}: two claims are called \`${name}\``);
    seen.add(name);
  }
};

const firstLine = (text: string): string => {
  const [line = ''] = text.split('\n');
  return line.charAt(0).toLowerCase() + line.slice(1);
};

const pathText = (path: readonly (string | number)[]): string =>
  path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
