import type { Witness } from '../../findings/witness.js';
import { type Address, formatAddress } from '../../values/address.js';

const endpoint = (host: string, port: number): string => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`);

const at = (address: Address, port: number): string => endpoint(formatAddress(address), port);

/** The packets of a witness on one line: from the client, and from load balancer to target. */
export const packetText = ({
  source,
  sourcePort,
  destination,
  destinationName,
  destinationPort,
  via,
  delivered,
  path,
}: Witness): string => {
  const first =
    destination === undefined
      ? endpoint(destinationName ?? 'the load balancer', destinationPort)
      : at(destination, destinationPort);
  const forwarded = path.loadBalancer === undefined ? [] : [...via, delivered];
  return [
    `${at(source, sourcePort)} → ${first}`,
    ...forwarded.map((packet) => at(packet.destination, packet.destinationPort)),
  ].join(' → ');
};
