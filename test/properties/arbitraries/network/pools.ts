/**
 * Ids and blocks that random networks are made of. Few and neighbouring, so that rules, entries and routes meet:
 *
 * - `vpc-v` is the VPC under test, with three subnets in two zones; `vpc-w` and `vpc-x` are peers; `vpc-z` is a peer
 *   that no snapshot holds;
 * - `54.1.2.0/24` and `2600:1::/32` are the internet; `192.168.0.0/16` and `fd00::/8` hang on a virtual private gateway.
 */
import fc from 'fast-check';

export const account = '111111111111';
export const otherAccount = '222222222222';
export const region = 'us-east-1';
export const zones = { a: 'us-east-1a', b: 'us-east-1b' } as const;

export const blocks4 = [
  ...['0.0.0.0/0', '54.1.2.0/24', '10.0.0.0/8', '0.0.0.0/1', '128.0.0.0/1', '54.0.0.0/8', '54.1.2.3/32', '54.1.2.2/31'],
  ...['203.0.113.0/24', '10.0.0.0/16', '10.0.1.0/24', '10.0.1.5/32', '10.0.2.0/24', '10.9.0.0/16', '10.9.1.0/24'],
  ...['10.9.1.4/30', '10.9.1.5/32', '10.10.0.0/16', '10.8.0.0/16', '10.7.0.0/16', '192.168.0.0/16', '192.168.7.0/24'],
] as const;

export const blocks6 = [
  ...['::/0', '2000::/3', '2600:1::/32', '2600:1:2:3::4/126', '2600:1:2:3::5/128', '2001:db8:a::/56', 'fd00::/8'],
  ...['2001:db8:b::/56', '2001:db8:b:1::/64', '2001:db8:b:1::5/128', '2001:db8:a:1::/64', 'fc00::/7'],
] as const;

export const block4 = fc.constantFrom(...blocks4);
export const block6 = fc.constantFrom(...blocks6);

/** Destination ports of rules, and listener and target ports. */
export const ports = [22, 80, 443, 0, 1, 81, 1023, 1024, 8080, 32_768, 49_152, 65_535] as const;

const port = fc.constantFrom(...ports);

/** Ports from the pool, as AWS writes ranges. */
export const range = fc.oneof(
  port.map((only) => ({ from: only, to: only })),
  fc.constantFrom(
    { from: 1024, to: 65_535 },
    { from: 0, to: 65_535 },
    { from: 32_768, to: 65_535 },
    { from: 0, to: 1023 },
  ),
  fc.tuple(port, port).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
);

/** Prefix lists: one that `PrefixLists` resolves, one that `ManagedPrefixListEntries` does, two that nothing does. */
export const prefixListIds = ['pl-1', 'pl-2', 'pl-3', 'pl-gone'] as const;

/** True in one of `of` cases; shrinks to false. */
export const rarely = (of: number): fc.Arbitrary<boolean> =>
  fc.integer({ min: 0, max: of - 1 }).map((drawn) => drawn === of - 1);
