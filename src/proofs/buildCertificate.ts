/** Writes down why a claim was decided as it was, so that others can check it: interface.md, "A certificate". */
import type { NamedAssertion } from '../../encodings/named.js';
import type { EngineOptions } from '../engines/engine.js';
import type { Assignment } from '../paths/path.js';
import { formatAddress } from '../values/address.js';
import { tool } from '../values/tool.js';
import { type CertificateJson, certificateDigest, type ObligationJson, sha256Of } from './certificate.js';
import { claimText } from './claim.js';
import { type Check, minimalCore } from './core.js';
import { type ObligationScript, obligationScript } from './obligationScript.js';
import { questionToJson } from './questionJson.js';
import type { ClaimWitness, DecidedClaim, Obligation } from './verdict.js';

/** A solver does not confirm what was decided: nothing may be certified. */
export class CertificationError extends Error {
  override readonly name = 'CertificationError';
}

export interface CertificateContext {
  readonly check: Check;
  readonly solver: CertificateJson['solver'];
  readonly snapshot: CertificateJson['snapshot'];
  readonly options: EngineOptions;
}

/** Scripts are often alike: equal instances, equal answers. */
export interface CoreMemory {
  readonly cores: Map<string, readonly string[]>;
}

export const coreMemory = (): CoreMemory => ({ cores: new Map() });

/**
 * The certificate of a decided claim. A proof of unreachability has an unsat obligation for every way that the claim
 * speaks of; a refutation or a proof of reachability a witness for each way in.
 *
 * @throws CertificationError when the solver does not confirm an obligation
 */
export const buildCertificate = async (
  { claim, outcome, obligations }: DecidedClaim,
  context: CertificateContext,
  memory: CoreMemory = coreMemory(),
): Promise<CertificateJson> => {
  const { options, solver, snapshot } = context;
  const written: ObligationJson[] = [];
  if (outcome.verdict === 'proved' && claim.expect === 'unreachable') {
    for (const obligation of obligations) written.push(await unsatisfiable(obligation, context, memory));
  } else if (outcome.verdict !== 'undecided') {
    for (const found of outcome.witnesses) written.push(await satisfiable(found, context));
    if (outcome.verdict === 'refuted') {
      for (const { networkInterface, ports } of outcome.unreached) {
        const own = obligations.filter(({ path }) => path.networkInterface === networkInterface);
        for (const obligation of own) written.push(await unsatisfiable({ ...obligation, ports }, context, memory));
      }
    }
  }
  const certificate = {
    format: 'reachproof-certificate' as const,
    schemaVersion: 1 as const,
    tool: { name: tool.name, version: tool.version },
    solver,
    semantics: options.semantics,
    sourcePorts: options.sourcePorts,
    snapshot,
    claim: mutable(claimText(claim)),
    verdict: outcome.verdict,
    obligations: written,
    incomplete:
      outcome.verdict === 'undecided'
        ? outcome.gaps.map(({ resource, reason, remedy }) => ({ resource, reason, remedy }))
        : [],
  };
  return { ...certificate, sha256: certificateDigest(certificate) };
};

const mutable = ({ ports, to, ...rest }: ReturnType<typeof claimText>): CertificateJson['claim'] => ({
  ...rest,
  to: { ...to },
  ports: typeof ports === 'string' ? ports : [...ports],
});

const common = ({ path, protocol }: Pick<Obligation, 'path' | 'protocol'>) => ({
  networkInterfaceId: path.networkInterface.id,
  instanceId: path.networkInterface.instanceId ?? null,
  route: path.route,
  componentId: path.componentId,
  loadBalancer:
    path.loadBalancer === undefined
      ? null
      : {
          name: path.loadBalancer.name,
          listenerPort: path.loadBalancer.listenerPort,
          listenerProtocol: path.loadBalancer.listenerProtocol,
        },
  address: formatAddress(path.address),
  protocol,
});

const whereOf = ({ path, protocol }: Pick<Obligation, 'path' | 'protocol'>): string =>
  `${path.networkInterface.id} ${path.route} ${path.componentId} ${protocol}`;

const elementsOf = (assertions: readonly NamedAssertion[]): Record<string, string> =>
  Object.fromEntries(assertions.map(({ name, element }) => [name, element]));

const scriptFields = ({ text }: ObligationScript) => ({ script: text, scriptSha256: sha256Of(text) });

const unsatisfiable = async (
  obligation: Obligation,
  { check, options }: CertificateContext,
  { cores }: CoreMemory,
): Promise<ObligationJson> => {
  const { path, protocol } = obligation;
  const ports = obligation.ports.map(({ from, to }) => ({ from, to }));
  const script = obligationScript(
    { question: path.question, protocol, ports, mode: 'may', witness: undefined },
    options,
  );
  let core = cores.get(script.text);
  if (core === undefined) {
    const result = await check(script);
    if (result.status !== 'unsat') {
      const reason = result.status === 'unknown' ? `: ${result.reason}` : '';
      throw new CertificationError(`${whereOf(obligation)}: expected unsat, the solver says ${result.status}${reason}`);
    }
    core = (await minimalCore(check, script, result.core)).map(({ name }) => name);
    cores.set(script.text, core);
  }
  const names = core;
  return {
    ...common(obligation),
    ports,
    mode: 'may',
    expected: 'unsat',
    ...scriptFields(script),
    core: [...names],
    // Scripts that are alike may speak of different elements.
    names: elementsOf(script.assertions.filter(({ name }) => names.includes(name))),
    witness: null,
    question: jsonOf(path.question),
  };
};

/** What the schema reads back; it was made to match. */
const jsonOf = (question: Obligation['path']['question']): ObligationJson['question'] => questionToJson(question);

const satisfiable = async (
  { path, assignment }: ClaimWitness,
  { check, options }: CertificateContext,
): Promise<ObligationJson> => {
  const { protocol, destinationPort } = assignment;
  const ports = [{ from: destinationPort, to: destinationPort }];
  const parts = { question: path.question, protocol, ports, mode: 'must', witness: assignment } as const;
  const script = obligationScript(parts, options);
  const result = await check(script);
  if (result.status !== 'sat') {
    throw new CertificationError(`${whereOf({ path, protocol })}: expected sat, the solver says ${result.status}`);
  }
  return {
    ...common({ path, protocol }),
    ports,
    mode: 'must',
    expected: 'sat',
    ...scriptFields(script),
    core: [],
    names: elementsOf(script.assertions),
    witness: witnessToJson(assignment),
    question: jsonOf(path.question),
  };
};

const byLeg = <T, U>(values: Readonly<Record<number, T>>, convert: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(values).map(([leg, value]) => [leg, convert(value)]));

export const witnessToJson = (assignment: Assignment): NonNullable<ObligationJson['witness']> => ({
  protocol: assignment.protocol,
  source: formatAddress(assignment.source),
  sourcePort: assignment.sourcePort,
  destinationPort: assignment.destinationPort,
  nodeAddresses: byLeg(assignment.nodeAddresses, formatAddress),
  nodePorts: byLeg(assignment.nodePorts, (port) => port),
});
