/** Local addresses of sockets as tools write them. */
import { parseAddress } from '../../values/address.js';
import type { Binding } from './listener.js';

/** Prefix of IPv4-mapped IPv6 addresses (RFC 4291, section 2.5.5.2): an IPv6 socket that serves IPv4. */
const mappedPrefix = 0xffffn;

/**
 * The binding that a local address stands for, or undefined when the text is none.
 *
 * @param v6only whether `::` leaves IPv4 out (IPV6_V6ONLY, ipv6(7)); Linux hosts serve both unless told otherwise
 */
export const parseBinding = (text: string, v6only: boolean): Binding | undefined => {
  // `127.0.0.53%lo`, `*%eth0`: the name after the percent sign is a device of the host.
  const [bare = '', device] = text.replace(/^\[(.*)\]/, '$1').split('%');
  const isWildcard = bare === '*' || bare === '0.0.0.0' || bare === '::';
  if (isWildcard && device === 'lo') return { kind: 'address', address: { family: 'ipv4', value: loopback } };
  if (bare === '0.0.0.0') return { kind: 'wildcard', families: ['ipv4'] };
  if (bare === '*' || bare === '::') {
    return { kind: 'wildcard', families: bare === '::' && v6only ? ['ipv6'] : ['ipv4', 'ipv6'] };
  }
  const address = parseAddress(bare);
  if (address === undefined) return undefined;
  if (address.family === 'ipv6' && address.value >> 32n === mappedPrefix) {
    const value = address.value & 0xffffffffn;
    return value === 0n
      ? { kind: 'wildcard', families: ['ipv4'] }
      : { kind: 'address', address: { family: 'ipv4', value } };
  }
  return { kind: 'address', address };
};

/** 127.0.0.1 */
const loopback = 0x7f000001n;
