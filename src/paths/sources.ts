import type { Family } from '../values/address.js';
import type { AddressSet } from '../values/addressSet.js';
import { type Cidr, parseCidr } from '../values/cidr.js';

const blocks = (...texts: readonly string[]): readonly Cidr[] =>
  texts.map((text) => {
    const cidr = parseCidr(text);
    if (cidr === undefined) throw new Error(`${text} is no CIDR block`);
    return cidr;
  });

interface Sources {
  readonly include: readonly Cidr[];
  readonly exclude: readonly Cidr[];
}

/** Addresses that can be the source of a packet from the internet, before a VPC's own are taken out (section 3). */
const internet: Readonly<Record<Family, Sources>> = {
  ipv4: {
    include: blocks('0.0.0.0/0'),
    exclude: blocks(
      '0.0.0.0/8',
      '10.0.0.0/8',
      '100.64.0.0/10',
      '127.0.0.0/8',
      '169.254.0.0/16',
      '172.16.0.0/12',
      '192.168.0.0/16',
      '224.0.0.0/4',
      '240.0.0.0/4',
    ),
  },
  ipv6: { include: blocks('2000::/3'), exclude: [] },
};

/** Addresses that can lie behind a virtual private gateway, before a VPC's own are taken out (section 5). */
const vpnGateway: Readonly<Record<Family, Sources>> = {
  ipv4: {
    include: blocks('0.0.0.0/0'),
    exclude: blocks('0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4'),
  },
  ipv6: { include: blocks('2000::/3', 'fc00::/7'), exclude: [] },
};

const without = (family: Family, { include, exclude }: Sources, own: readonly Cidr[]): AddressSet => ({
  family,
  include,
  exclude: [...exclude, ...own.filter((cidr) => cidr.family === family)],
});

/** Clients on the internet, as a VPC with the blocks `own` sees them. */
export const internetSources = (family: Family, own: readonly Cidr[]): AddressSet =>
  without(family, internet[family], own);

/** Clients behind a virtual private gateway, as a VPC with the blocks `own` sees them. */
export const vpnGatewaySources = (family: Family, own: readonly Cidr[]): AddressSet =>
  without(family, vpnGateway[family], own);

const everything: Readonly<Record<Family, Sources>> = {
  ipv4: { include: blocks('0.0.0.0/0'), exclude: [] },
  ipv6: { include: blocks('::/0'), exclude: [] },
};

/** Every address outside the VPC: clients behind a peering connection of which nothing is known. */
export const unknownSources = (family: Family, own: readonly Cidr[]): AddressSet =>
  without(family, everything[family], own);
