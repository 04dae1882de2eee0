/** Decides claims: interface.md, `prove`. */
import type { Answer, Ask, Engine, EngineOptions, UndecidedReason } from '../engines/engine.js';
import { evaluate } from '../engines/evaluator/evaluate.js';
import { distinctGaps, type Gap } from '../network/gap.js';
import type { Network } from '../network/network.js';
import type { NetworkInterface } from '../network/networkInterface.js';
import type { Assignment, Path } from '../paths/path.js';
import { pathsTo } from '../paths/pathsTo.js';
import { mergePortRanges, type PortRange } from '../values/ports.js';
import { type Claim, routesOf } from './claim.js';
import { aboutPorts, commonPorts, fromWithin } from './restrict.js';
import { select } from './select.js';
import type { ClaimOutcome, ClaimWitness, DecidedClaim, Obligation, Unreached } from './verdict.js';

/** A claim that no answer can be given to: the message says what to change. */
export class ProveError extends Error {
  override readonly name = 'ProveError';
}

/** An engine's witness that the packet evaluator refuses: nothing that either says can be relied on. */
export class WitnessError extends Error {
  override readonly name = 'WitnessError';
}

/** Ports of a claim `expect: reachable`, each of which needs a witness. */
const mostReachablePorts = 256;

/**
 * Every way that a claim speaks of, also those that the configuration closes for every packet: a proof of
 * unreachability names the reason for each.
 *
 * @throws ProveError when the selector matches nothing
 */
export const obligationsOf = (network: Network, claim: Claim, options: EngineOptions): readonly Obligation[] =>
  interfacesOf(network, claim).flatMap((networkInterface) =>
    pathsTo(network, networkInterface, {
      routes: routesOf(claim.from),
      semantics: options.semantics,
      blocked: true,
    }).flatMap((path) => {
      const question = claim.from.kind === 'cidr' ? fromWithin(path.question, claim.from.cidr) : path.question;
      const ports = commonPorts(claim.ports, [question.destinationPorts]);
      if (ports.length === 0) return [];
      return claim.protocols
        .filter((protocol) => question.protocols.includes(protocol))
        .map((protocol) => ({ path: { ...path, question }, protocol, ports }));
    }),
  );

const interfacesOf = (network: Network, { to, name }: Claim): readonly NetworkInterface[] => {
  const interfaces = select(network, to);
  if (interfaces.length === 0)
    throw new ProveError(`claim \`${name}\`: its selector \`to\` matches nothing in the snapshot`);
  return interfaces;
};

/** What is missing about the VPCs that a claim touches and tied to no single path. */
const gapsAround = (network: Network, claim: Claim): readonly Gap[] => {
  const vpcIds = new Set(interfacesOf(network, claim).map(({ vpcId }) => vpcId));
  return network.gaps.filter(({ vpcId }) => vpcId === undefined || vpcIds.has(vpcId));
};

/**
 * Decides all claims, each question once.
 *
 * @throws ProveError when a selector matches nothing or a claim asks for too much
 */
export const prove = async (
  network: Network,
  engine: Engine,
  claims: readonly Claim[],
  options: EngineOptions,
  onDecided: (done: number) => void = () => {},
): Promise<readonly DecidedClaim[]> => {
  const decided: DecidedClaim[] = [];
  // All claims are looked at before the first is decided: a mistake in the last one costs no time.
  const prepared = claims.map((claim) => ({ claim, obligations: obligationsOf(network, checked(claim), options) }));
  for (const { claim, obligations } of prepared) {
    const asks = obligations.map(({ path, protocol }): Ask => ({ question: path.question, protocol }));
    const answers = await engine.answer(asks);
    const known = obligations.flatMap((obligation, index): Answered[] => {
      const answer = answers[index];
      return answer === undefined ? [] : [{ obligation, answer }];
    });
    const outcome =
      claim.expect === 'unreachable'
        ? await decideUnreachable(engine, known, gapsAround(network, claim), options)
        : await decideReachable(engine, network, claim, known, gapsAround(network, claim), options);
    decided.push({ claim, outcome, obligations });
    onDecided(decided.length);
  }
  return decided;
};

const checked = (claim: Claim): Claim => {
  const count = claim.ports.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  if (claim.expect === 'reachable' && count > mostReachablePorts) {
    throw new ProveError(
      `claim \`${claim.name}\`: \`expect: reachable\` needs a witness for each port and takes at most ${mostReachablePorts}, found ${count}`,
    );
  }
  return claim;
};

interface Answered {
  readonly obligation: Obligation;
  readonly answer: Answer;
}

const gapsOf = (reasons: readonly UndecidedReason[], { path }: Obligation): readonly Gap[] =>
  reasons.flatMap((reason) =>
    reason.kind === 'missing'
      ? reason.gaps
      : [
          {
            resource: path.networkInterface.id,
            reason: `the solver gave no answer about ${path.route} ${path.componentId}: ${reason.message}`,
            remedy: 'raise --solver-timeout',
          },
        ],
  );

const decideUnreachable = async (
  engine: Engine,
  known: readonly Answered[],
  around: readonly Gap[],
  options: EngineOptions,
): Promise<ClaimOutcome> => {
  const witnesses: ClaimWitness[] = [];
  for (const { obligation, answer } of known) {
    const [reached] = commonPorts(answer.reachable, obligation.ports);
    if (reached !== undefined) witnesses.push(await witnessAt(engine, obligation, answer, reached.from, options));
  }
  if (witnesses.length > 0) return { verdict: 'refuted', witnesses, unreached: [] };
  const gaps = known
    .filter(({ obligation, answer }) => commonPorts(answer.undecided, obligation.ports).length > 0)
    .flatMap(({ obligation, answer }) => gapsOf(answer.reasons, obligation));
  const missing = distinctGaps([...gaps, ...around]);
  return missing.length > 0 ? { verdict: 'undecided', gaps: missing } : { verdict: 'proved', witnesses: [] };
};

const decideReachable = async (
  engine: Engine,
  network: Network,
  claim: Claim,
  known: readonly Answered[],
  around: readonly Gap[],
  options: EngineOptions,
): Promise<ClaimOutcome> => {
  const witnesses: ClaimWitness[] = [];
  const unreached: Unreached[] = [];
  const gaps: Gap[] = [];
  for (const networkInterface of interfacesOf(network, claim)) {
    const own = known.filter(({ obligation }) => obligation.path.networkInterface === networkInterface);
    const missing: PortRange[] = [];
    for (const port of claim.ports.flatMap(({ from, to }) =>
      Array.from({ length: to - from + 1 }, (_, i) => from + i),
    )) {
      const at = { from: port, to: port };
      const way = own.find(
        ({ answer, obligation }) =>
          commonPorts(answer.reachable, [at]).length > 0 && commonPorts(obligation.ports, [at]).length > 0,
      );
      if (way !== undefined) {
        witnesses.push(await witnessAt(engine, way.obligation, way.answer, port, options));
        continue;
      }
      const open = own.filter(({ answer }) => commonPorts(answer.undecided, [at]).length > 0);
      if (open.length > 0 || around.length > 0) {
        gaps.push(...open.flatMap(({ obligation, answer }) => gapsOf(answer.reasons, obligation)), ...around);
      } else missing.push(at);
    }
    if (missing.length > 0) unreached.push({ networkInterface, ports: mergePortRanges(missing) });
  }
  if (unreached.length > 0) return { verdict: 'refuted', witnesses: [], unreached };
  return gaps.length > 0 ? { verdict: 'undecided', gaps: distinctGaps(gaps) } : { verdict: 'proved', witnesses };
};

/** A packet to one port that is known to be reachable: one of the engine's, moved to the port, or a new one. */
const witnessAt = async (
  engine: Engine,
  { path, protocol }: Obligation,
  { reachable }: Answer,
  port: number,
  options: EngineOptions,
): Promise<ClaimWitness> => {
  for (const { witness } of reachable) {
    const assignment = { ...witness, destinationPort: port };
    if (admits(path, assignment, options)) return { path, assignment };
  }
  const question = aboutPorts(path.question, { from: port, to: port });
  const [answer] = question === undefined ? [] : await engine.answer([{ question, protocol }]);
  const assignment = answer?.reachable[0]?.witness;
  if (assignment === undefined || !admits(path, assignment, options)) {
    throw new WitnessError(
      `no witness for port ${port} of ${path.networkInterface.id} that the packet evaluator admits`,
    );
  }
  return { path, assignment };
};

const admits = ({ question }: Path, assignment: Assignment, options: EngineOptions): boolean =>
  evaluate(question, assignment, options).verdict === 'admitted';
