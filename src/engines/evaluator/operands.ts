import type { AddressOperand, Assignment, PortOperand } from '../../paths/path.js';
import type { Address } from '../../values/address.js';

/** A question has no value for one of its variables: the caller's mistake. */
export class AssignmentError extends Error {
  override readonly name = 'AssignmentError';
}

const given = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new AssignmentError(`the assignment has no ${what}`);
  return value;
};

/** The address that a hop looks at. */
export const addressOf = (operand: AddressOperand, assignment: Assignment): Address => {
  switch (operand.of) {
    case 'client':
      return assignment.source;
    case 'node':
      return given(assignment.nodeAddresses[operand.leg], `address of the node on leg ${operand.leg}`);
    case 'fixed':
      return operand.address;
  }
};

/** The port that a hop looks at. */
export const portOf = (operand: PortOperand, assignment: Assignment): number => {
  switch (operand.of) {
    case 'destination':
      return assignment.destinationPort;
    case 'clientSource':
      return assignment.sourcePort;
    case 'nodeSource':
      return given(assignment.nodePorts[operand.leg], `source port of the node on leg ${operand.leg}`);
    case 'fixed':
      return operand.port;
  }
};
