/** Why a packet gets through, or everything that would have to change for one to: interface.md, `explain`. */
import type { Engine, EngineOptions } from '../engines/engine.js';
import { evaluate } from '../engines/evaluator/evaluate.js';
import type { HopEvaluation } from '../engines/evaluator/evaluation.js';
import { distinctGaps, type Gap } from '../network/gap.js';
import type { Network } from '../network/network.js';
import type { Assignment, Hop, Path, Question } from '../paths/path.js';
import type { HopChange } from './change.js';
import type { Claim } from './claim.js';
import { changeFor } from './hopChange.js';
import { obligationsOf } from './prove.js';
import { aboutPorts } from './restrict.js';
import type { Obligation } from './verdict.js';

/** A packet on one way, with what every hop makes of it. */
export interface TracedPath {
  readonly path: Path;
  readonly assignment: Assignment;
  /** Request and reply, in order. */
  readonly hops: readonly HopEvaluation[];
}

/** One smallest set of changes, with the packet that would then pass. */
export interface Correction extends TracedPath {
  readonly changes: readonly HopChange[];
}

export type PathExplanation =
  | { readonly verdict: 'open'; readonly path: Path; readonly trace: TracedPath }
  /** `corrections`: every set of the smallest size; none: no change of settings lets a packet of the source in. */
  | { readonly verdict: 'blocked'; readonly path: Path; readonly corrections: readonly Correction[] }
  | { readonly verdict: 'undecided'; readonly path: Path; readonly gaps: readonly Gap[] };

export interface Explanation {
  readonly verdict: 'reachable' | 'unreachable' | 'undecided';
  /** Ways with the given verdict first; blocked ones by the number of changes. */
  readonly paths: readonly PathExplanation[];
  /** What is missing and tied to no single way. */
  readonly gaps: readonly Gap[];
}

/** Sets of one size beyond which the rest is left out. */
const mostCorrections = 8;

/**
 * Explains a claim about one protocol and one port.
 *
 * @throws ProveError when the selector matches nothing
 */
export const explain = async (
  network: Network,
  engine: Engine,
  claim: Claim,
  options: EngineOptions,
): Promise<Explanation> => {
  const paths: PathExplanation[] = [];
  for (const obligation of obligationsOf(network, claim, options)) {
    const explained = await explainWay(engine, obligation, options);
    if (explained !== undefined) paths.push(explained);
  }
  const vpcIds = new Set(paths.map(({ path }) => path.networkInterface.vpcId));
  const gaps = network.gaps.filter(({ vpcId }) => vpcId === undefined || vpcIds.has(vpcId));
  const open = paths.some(({ verdict }) => verdict === 'open');
  const undecided = gaps.length > 0 || paths.some(({ verdict }) => verdict === 'undecided');
  return {
    verdict: open ? 'reachable' : undecided ? 'undecided' : 'unreachable',
    paths: [...paths].sort((a, b) => rank(a) - rank(b)),
    gaps,
  };
};

const rank = (explained: PathExplanation): number => {
  switch (explained.verdict) {
    case 'open':
      return 0;
    case 'undecided':
      return 1;
    case 'blocked':
      return explained.corrections.length === 0 ? 1000 : 2 + (explained.corrections[0]?.changes.length ?? 0);
  }
};

const explainWay = async (
  engine: Engine,
  { path, protocol, ports }: Obligation,
  options: EngineOptions,
): Promise<PathExplanation | undefined> => {
  const [range] = ports;
  const question = range === undefined ? undefined : aboutPorts(path.question, range);
  if (question === undefined) return undefined;
  const asked: Path = { ...path, question };
  const [answer] = await engine.answer([{ question, protocol }]);
  const witness = answer?.reachable[0]?.witness;
  if (witness !== undefined) return { verdict: 'open', path: asked, trace: traced(asked, witness, options) };
  if (answer !== undefined && answer.undecided.length > 0) {
    const gaps = answer.reasons.flatMap((reason) =>
      reason.kind === 'missing'
        ? reason.gaps
        : [{ resource: path.networkInterface.id, reason: reason.message, remedy: 'raise --solver-timeout' }],
    );
    return { verdict: 'undecided', path: asked, gaps: distinctGaps(gaps) };
  }
  return { verdict: 'blocked', path: asked, corrections: await corrections(engine, asked, protocol, options) };
};

const traced = (path: Path, assignment: Assignment, options: EngineOptions): TracedPath => ({
  path,
  assignment,
  hops: evaluate(path.question, assignment, options).hops,
});

/**
 * Every smallest set of hops without which some packet of the question passes: smallest correction sets, found by
 * asking about the question without the hops of a candidate, by growing size. No set of fewer hops will do, so each
 * change of a set is needed.
 */
const corrections = async (
  engine: Engine,
  path: Path,
  protocol: Obligation['protocol'],
  options: EngineOptions,
): Promise<readonly Correction[]> => {
  const { question } = path;
  const counting = question.hops.filter(({ direction }) => direction === 'request' || options.semantics === 'two-way');
  const passes = async (without: ReadonlySet<Hop>): Promise<Assignment | undefined> => {
    const relaxed: Question = { ...question, hops: question.hops.filter((hop) => !without.has(hop)) };
    const [answer] = await engine.answer([{ question: relaxed, protocol }]);
    return answer?.reachable[0]?.witness;
  };
  // A condition that does not hold keeps every packet out: it is in every set. One that holds is in none.
  const always = counting.filter((hop) => hop.kind === 'condition' && hop.holds !== true);
  const optional = counting.filter((hop) => hop.kind !== 'condition');
  if ((await passes(new Set(counting))) === undefined) return [];
  for (let size = 0; size <= optional.length; size += 1) {
    const found: Correction[] = [];
    for (const chosen of subsets(optional, size)) {
      const without = new Set([...always, ...chosen]);
      const assignment = await passes(without);
      if (assignment === undefined) continue;
      found.push(correctionOf(path, completed(assignment, question), without, options));
      if (found.length === mostCorrections) return found;
    }
    if (found.length > 0) return found;
  }
  return [];
};

/** Variables that only the left-out hops look at need values too. */
const completed = (assignment: Assignment, { hops }: Question): Assignment => {
  const legs = hops.flatMap((hop) => ('port' in hop && hop.port.of === 'nodeSource' ? [hop.port.leg] : []));
  const nodePorts = Object.fromEntries(legs.map((leg) => [leg, assignment.nodePorts[leg] ?? 49_152]));
  return { ...assignment, nodePorts: { ...nodePorts, ...assignment.nodePorts } };
};

const correctionOf = (
  path: Path,
  assignment: Assignment,
  without: ReadonlySet<Hop>,
  options: EngineOptions,
): Correction => {
  const trace = traced(path, assignment, options);
  return {
    ...trace,
    changes: trace.hops.flatMap((evaluation, index) =>
      without.has(evaluation.hop) && evaluation.verdict !== 'admitted'
        ? [{ hop: index, ...changeFor(evaluation, assignment) }]
        : [],
    ),
  };
};

function* subsets<T>(items: readonly T[], size: number, from = 0): Generator<readonly T[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let index = from; index <= items.length - size; index += 1) {
    const item = items[index];
    if (item === undefined) return;
    for (const rest of subsets(items, size - 1, index + 1)) yield [item, ...rest];
  }
}
