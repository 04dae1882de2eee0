import type { Address, Family } from '../../values/address.js';
import { sameAddress } from '../../values/address.js';
import type { Protocol } from '../../values/protocol.js';
import type { ListeningProcess } from '../finding.js';

/** The address that a socket is bound to: a wildcard takes packets to every address of these families. */
export type Binding =
  | { readonly kind: 'wildcard'; readonly families: readonly Family[] }
  | { readonly kind: 'address'; readonly address: Address };

/** One listening TCP socket, or one bound UDP socket. */
export interface Listener {
  readonly protocol: Protocol;
  readonly binding: Binding;
  readonly port: number;
  readonly process: ListeningProcess;
}

/** What listened on one instance at one time. */
export interface ListenerReport {
  /** Where it was read, for messages. */
  readonly source: string;
  readonly instanceId: string;
  /** Milliseconds since 1970; undefined when neither the report nor its file tells. */
  readonly collectedAt: number | undefined;
  readonly listeners: readonly Listener[];
}

/**
 * Whether the socket takes packets that arrive with this destination address. Loopback, and addresses of other
 * interfaces of the host, are simply other addresses.
 */
export const takesPacketsTo = ({ binding }: Listener, address: Address): boolean =>
  binding.kind === 'wildcard' ? binding.families.includes(address.family) : sameAddress(binding.address, address);
