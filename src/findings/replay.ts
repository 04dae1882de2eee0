/** Witnesses: every packet that an engine proposes is sent along its path again, by the packet evaluator. */
import type { EngineOptions } from '../engines/engine.js';
import { evaluate } from '../engines/evaluator/evaluate.js';
import { addressOf, portOf } from '../engines/evaluator/operands.js';
import type { Assignment, Leg, Path } from '../paths/path.js';
import { formatAddress } from '../values/address.js';
import { isFinalIngress } from './admittingGroups.js';
import type { DeliveredPacket, Witness } from './witness.js';

/** An engine and the packet evaluator disagree about a packet: no answer of this run can be relied on. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError';
}

/** True when the packet evaluator admits the packet. */
export const replays = (path: Path, assignment: Assignment, options: EngineOptions): boolean =>
  evaluate(path.question, assignment, options).verdict === 'admitted';

/**
 * The packet as its readers see it.
 *
 * @throws ReplayError when the packet evaluator does not admit it
 */
export const witnessOf = (path: Path, assignment: Assignment, options: EngineOptions): Witness => {
  const { verdict, hops } = evaluate(path.question, assignment, options);
  if (verdict !== 'admitted') {
    const { protocol, source, destinationPort } = assignment;
    throw new ReplayError(
      `the engine found that a ${protocol} packet from ${formatAddress(source)} reaches port ${destinationPort} of ${path.networkInterface.id} by ${path.componentId}, and the packet evaluator answers \`${verdict}\``,
    );
  }
  const [client, ...forwarded] = path.legs;
  const last = forwarded.at(-1) ?? client;
  return {
    protocol: assignment.protocol,
    source: assignment.source,
    sourcePort: assignment.sourcePort,
    destination: client.destination === undefined ? undefined : addressOf(client.destination, assignment),
    destinationName: client.destinationName,
    destinationPort: portOf(client.destinationPort, assignment),
    via: forwarded.slice(0, -1).map((leg) => deliveredOn(leg, assignment)),
    delivered: deliveredOn(last, assignment),
    admittedBy: hops.flatMap((hop) =>
      hop.kind === 'securityGroups' && isFinalIngress(hop.hop, path) ? hop.rules : [],
    ),
    path,
    assignment,
  };
};

const deliveredOn = (leg: Leg, assignment: Assignment): DeliveredPacket => ({
  source: addressOf(leg.source, assignment),
  sourcePort: portOf(leg.sourcePort, assignment),
  destination: addressOf(leg.delivered, assignment),
  destinationPort: portOf(leg.destinationPort, assignment),
});
