/** `prove --format json`: interface.md. */
import { witnessOf } from '../../findings/replay.js';
import { claimText } from '../../proofs/claim.js';
import type { DecidedClaim } from '../../proofs/verdict.js';
import { formatAddress } from '../../values/address.js';
import { tool } from '../../values/tool.js';
import { witnessJson } from '../json/witness.js';
import type { ClaimsReport, ClaimsReporter } from './report.js';
import { admittedBy } from './text.js';

const claimJson = (
  { claim, outcome, obligations }: DecidedClaim,
  certificate: string | undefined,
  { options }: ClaimsReport,
) => {
  const witnesses =
    outcome.verdict === 'undecided'
      ? []
      : outcome.witnesses.map((witness) => ({
          ...witnessJson(witnessOf(witness.path, witness.assignment, options)),
          networkInterfaceId: witness.path.networkInterface.id,
          instanceId: witness.path.networkInterface.instanceId ?? null,
          address: formatAddress(witness.path.address),
          route: witness.path.route,
          componentId: witness.path.componentId,
          loadBalancer: witness.path.loadBalancer?.name ?? null,
          admittedBy: admittedBy(witness, options),
        }));
  const { name, ...rest } = claimText(claim);
  return {
    name,
    expect: claim.expect,
    verdict: outcome.verdict,
    witness: witnesses[0] ?? null,
    certificate: certificate ?? null,
    incomplete:
      outcome.verdict === 'undecided'
        ? outcome.gaps.map(({ resource, reason, remedy }) => ({ resource, reason, remedy }))
        : [],
    claim: { name, ...rest },
    witnesses,
    unreached:
      outcome.verdict === 'refuted'
        ? outcome.unreached.map(({ networkInterface, ports }) => ({
            networkInterfaceId: networkInterface.id,
            ports: ports.map(({ from, to }) => [from, to]),
          }))
        : [],
    obligations: obligations.length,
  };
};

export const reportClaimsJson: ClaimsReporter = function* (report) {
  const { decided, certificates, engine, options, snapshotSha256 } = report;
  const value = {
    schemaVersion: 1,
    tool,
    engine: { name: engine.name, ...(engine.solver === undefined ? {} : { solver: engine.solver }) },
    semantics: options.semantics,
    snapshot: { sha256: snapshotSha256 },
    claims: decided.map((one, index) => claimJson(one, certificates[index], report)),
  };
  yield `${JSON.stringify(value, undefined, 2)}\n`;
};
