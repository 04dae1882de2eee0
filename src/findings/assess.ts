/** The main job: every port of the interfaces in scope that is reachable from outside their VPC. */
import type { Answer, Ask, Engine, EngineOptions } from '../engines/engine.js';
import type { Network } from '../network/network.js';
import type { Path, Question, Route } from '../paths/path.js';
import { pathsTo } from '../paths/pathsTo.js';
import type { Protocol } from '../values/protocol.js';
import type { Assessment, SnapshotSummary } from './assessment.js';
import { type AnsweredPath, exposuresOf } from './exposures.js';
import type { Finding } from './finding.js';
import { findingsOf } from './findings.js';
import { IncompleteCollector } from './incomplete.js';
import { type KnownListeners, noListeners } from './listeners/knownListeners.js';
import { interfacesIn, type Scope } from './scope.js';
import type { Severity } from './severity.js';
import type { SeverityTable } from './severityTable.js';

export interface AssessOptions extends EngineOptions {
  readonly scope: Scope;
  readonly routes: readonly Route[];
  readonly severities: SeverityTable;
  /** What listens on the instances; nothing is known when left out. */
  readonly listeners?: KnownListeners | undefined;
  readonly snapshot: SnapshotSummary;
}

/**
 * Assesses a network. The engine stays open.
 *
 * @throws ScopeError when the scope selects nothing
 * @throws ReplayError when the packet evaluator refuses a witness of the engine
 */
export const assess = async (network: Network, engine: Engine, options: AssessOptions): Promise<Assessment> => {
  const interfaces = interfacesIn(network, options.scope);
  const { routes, semantics } = options;
  const paths = interfaces.flatMap((networkInterface) => pathsTo(network, networkInterface, { routes, semantics }));
  const { answered, queries } = await answerPaths(paths, engine);

  const vpcIds = new Set(interfaces.map(({ vpcId }) => vpcId));
  const limited = isLimited(options.scope);
  const incomplete = new IncompleteCollector(
    network.gaps.filter(({ vpcId }) => vpcId === undefined || !limited || vpcIds.has(vpcId)),
  );
  for (const { path, answers } of answered) {
    for (const protocol of path.question.protocols) {
      const answer = answers[protocol];
      if (answer !== undefined) incomplete.add(path, protocol, answer);
    }
  }

  const exposures = exposuresOf(network, answered, options);
  const findings = await findingsOf(exposures, options.severities, options.listeners ?? noListeners, engine, options);
  return {
    engine: engine.description,
    semantics,
    snapshot: options.snapshot,
    network,
    summary: {
      instances: new Set(interfaces.flatMap(({ instanceId }) => instanceId ?? [])).size,
      interfaces: interfaces.length,
      paths: paths.length,
      queries,
      findings: countBySeverity(findings),
    },
    exposures: exposures.map(({ exposure }) => exposure),
    findings,
    incomplete: incomplete.finish(),
  };
};

const isLimited = ({ vpcIds, instanceIds, networkInterfaceIds, tags }: Scope): boolean =>
  vpcIds.length + instanceIds.length + networkInterfaceIds.length + tags.length > 0;

const countBySeverity = (findings: readonly Finding[]): Readonly<Record<Severity, number>> => {
  const count: Record<Severity, number> = { High: 0, Medium: 0, Low: 0, Informational: 0 };
  for (const { severity } of findings) count[severity] += 1;
  return count;
};

/** Asks each distinct question once for each protocol. */
const answerPaths = async (
  paths: readonly Path[],
  engine: Engine,
): Promise<{ readonly answered: readonly AnsweredPath[]; readonly queries: number }> => {
  const asks: Ask[] = [];
  const byQuestion = new Map<Question, Partial<Record<Protocol, Answer>>>();
  for (const { question } of paths) {
    if (byQuestion.has(question)) continue;
    byQuestion.set(question, {});
    for (const protocol of question.protocols) asks.push({ question, protocol });
  }
  const answers = await engine.answer(asks);
  for (const [index, { question, protocol }] of asks.entries()) {
    const answer = answers[index];
    const ofQuestion = byQuestion.get(question);
    if (answer === undefined || ofQuestion === undefined) throw new Error('the engine left a question without answer');
    ofQuestion[protocol] = answer;
  }
  return {
    answered: paths.map((path) => ({ path, answers: byQuestion.get(path.question) ?? {} })),
    queries: asks.length,
  };
};
