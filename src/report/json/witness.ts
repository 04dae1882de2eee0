import type { DeliveredPacket, Witness } from '../../findings/witness.js';
import { formatAddress } from '../../values/address.js';

const packetJson = ({ source, sourcePort, destination, destinationPort }: DeliveredPacket) => ({
  source: formatAddress(source),
  sourcePort,
  destination: formatAddress(destination),
  destinationPort,
});

/**
 * The JSON form of a witness. `destination` is the DNS name of the load balancer where its node's public address is
 * not in the snapshot. Through a load balancer, `delivered` is the node's packet, with its source.
 */
export const witnessJson = (witness: Witness) => {
  const { protocol, source, sourcePort, destination, destinationName, destinationPort, via, delivered, path } = witness;
  const forwarded = path.loadBalancer !== undefined;
  return {
    protocol,
    source: formatAddress(source),
    sourcePort,
    destination: destination === undefined ? (destinationName ?? null) : formatAddress(destination),
    destinationPort,
    ...(destinationName === undefined ? {} : { destinationName }),
    ...(via.length === 0 ? {} : { via: via.map(packetJson) }),
    delivered: forwarded
      ? packetJson(delivered)
      : { destination: formatAddress(delivered.destination), destinationPort: delivered.destinationPort },
  };
};
