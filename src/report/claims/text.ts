/** What is said about a decided claim, in words. */

import type { EngineOptions } from '../../engines/engine.js';
import { evaluate } from '../../engines/evaluator/evaluate.js';
import type { HopEvaluation } from '../../engines/evaluator/evaluation.js';
import { witnessOf } from '../../findings/replay.js';
import { entryText, rowText } from '../../network/elementText.js';
import type { ClaimOutcome, ClaimWitness } from '../../proofs/verdict.js';
import { formatPortRange } from '../../values/ports.js';
import { packetText } from '../table/packet.js';

/** How the packet of a witness gets in: `internet 8.8.8.8:49152 → 203.0.113.10:22 to eni-1 by igw-1`. */
export const witnessText = ({ path, assignment }: ClaimWitness, options: EngineOptions): string => {
  const through = path.loadBalancer === undefined ? '' : ` through load balancer ${path.loadBalancer.name}`;
  return `${assignment.protocol} ${packetText(witnessOf(path, assignment, options))}, to ${path.networkInterface.id} by ${path.route} ${path.componentId}${through}`;
};

/** Every element that lets the packet of a witness pass, in the order in which it meets them. */
export const admittedBy = ({ path, assignment }: ClaimWitness, options: EngineOptions): readonly string[] =>
  evaluate(path.question, assignment, options).hops.map(admittingText);

const admittingText = (evaluation: HopEvaluation): string => {
  switch (evaluation.kind) {
    case 'condition':
      return evaluation.hop.statement;
    case 'routeTable':
      return `${evaluation.hop.table?.id ?? evaluation.hop.subnetId} ${evaluation.row === undefined ? 'has no route' : rowText(evaluation.row)}`;
    case 'networkAcl':
      return `${evaluation.hop.acl?.id ?? evaluation.hop.subnetId} ${evaluation.hop.aclDirection} ${evaluation.entry === undefined ? 'entry *: deny' : entryText(evaluation.entry, evaluation.hop.aclDirection)}`;
    case 'securityGroups':
      return evaluation.rules.map(({ label }) => label).join('; ');
  }
};

/** What a reader of the outcome wants to know next, one line each. */
export const detailsOf = (outcome: ClaimOutcome, options: EngineOptions): readonly string[] => {
  switch (outcome.verdict) {
    case 'proved':
      return outcome.witnesses.slice(0, 1).map((witness) => witnessText(witness, options));
    case 'refuted':
      return [
        ...outcome.witnesses.map((witness) => witnessText(witness, options)),
        ...outcome.unreached.map(
          ({ networkInterface, ports }) =>
            `${networkInterface.id} is proved unreachable on ${ports.map(formatPortRange).join(', ')}`,
        ),
      ];
    case 'undecided':
      return outcome.gaps.map(({ reason, remedy }) => `${reason}; ${remedy}`);
  }
};
