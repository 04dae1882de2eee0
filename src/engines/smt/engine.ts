/** The SMT engine: every answer rests on what a solver proved about the encoded question. */
import { availableParallelism } from 'node:os';
import type { Mode } from '../../../encodings/packet.js';
import { encodeQuestion, hasGaps } from '../../../encodings/question.js';
import type { Question } from '../../paths/path.js';
import type { Solver } from '../../solver/solver.js';
import { packageVersion } from '../../solver/z3/module.js';
import { Z3Pool } from '../../solver/z3/pool.js';
import type { RangeSet } from '../../terms/rangeSet.js';
import { subtractRanges, uniteRanges } from '../../terms/rangeSet.js';
import type { BooleanTerm } from '../../terms/term.js';
import { TermFactory } from '../../terms/termFactory.js';
import type { Protocol } from '../../values/protocol.js';
import type { Answer, Ask, Engine, EngineOptions, UndecidedReason } from '../engine.js';
import { type ExactPorts, type Formula, portsOf } from './exactPorts.js';
import { missingReasons } from './missing.js';
import { type CheckRecord, Prover } from './prover.js';
import { reachableRanges } from './witness.js';

export interface SmtEngineOptions extends EngineOptions {
  /** For one query; a query that runs out is undecided. 60 where not given. */
  readonly solverTimeoutSeconds?: number;
  /** Threads that solve at a time. The number of processors where not given. */
  readonly jobs?: number;
  /** Told of every check, for logs. */
  readonly onCheck?: (check: CheckRecord) => void;
  /** In place of the bundled Z3: for tests, and for other solvers. */
  readonly startSolver?: () => Promise<Solver>;
}

const defaultTimeoutSeconds = 60;

/** Distinct terms after which a run starts a new factory, so that memory does not grow with the number of questions. */
const mostTerms = 1_000_000;

/** An engine that starts Z3 when the first question needs it. Close it, or the process may not end. */
export const createSmtEngine = (options: SmtEngineOptions): Engine => new SmtEngine(options);

interface Proved {
  readonly must: ExactPorts;
  /** Undefined when the question has no gaps. */
  readonly may: ExactPorts | undefined;
}

/** Formulas of one factory, and what was asked of them. */
interface Store {
  readonly factory: TermFactory;
  /** By the ids of the conjuncts: equal formulas are proved once. */
  readonly proved: Map<string, Promise<Proved>>;
}

const newStore = (): Store => ({ factory: new TermFactory(), proved: new Map() });

class SmtEngine implements Engine {
  readonly description = { name: 'smt' as const, solver: `Z3 ${packageVersion()}` };
  readonly #options: SmtEngineOptions;
  readonly #answers = new Map<Question, Map<Protocol, Promise<Answer>>>();
  readonly #prover: Prover;
  readonly #stores = new Map<string, Store>();
  #solver: Promise<Solver> | undefined;

  constructor(options: SmtEngineOptions) {
    this.#options = options;
    const { startSolver, solverTimeoutSeconds = defaultTimeoutSeconds, jobs = availableParallelism() } = options;
    const start = startSolver ?? (() => Z3Pool.start({ timeoutSeconds: solverTimeoutSeconds, jobs }));
    this.#prover = new Prover(
      () => {
        this.#solver ??= start();
        return this.#solver;
      },
      4 * jobs,
      options.onCheck,
    );
  }

  async answer(asks: readonly Ask[]): Promise<readonly Answer[]> {
    const answers: Promise<Answer>[] = [];
    for (const ask of asks) {
      answers.push(this.#remembered(ask));
      await this.#prover.room();
    }
    this.#prover.flush();
    return Promise.all(answers);
  }

  async close(): Promise<void> {
    const solver = this.#solver;
    this.#solver = undefined;
    await (await solver)?.close();
  }

  /** Formulas that are asked together share variables, so questions whose variables have other widths are apart. */
  #storeFor({ family, nodes }: Question): Store {
    const key = [family, ...nodes.map(({ leg, addresses }) => `${leg} ${addresses.family}`)].join();
    let store = this.#stores.get(key);
    if (store === undefined || store.factory.size > mostTerms) {
      store = newStore();
      this.#stores.set(key, store);
    }
    return store;
  }

  #remembered(ask: Ask): Promise<Answer> {
    let ofQuestion = this.#answers.get(ask.question);
    if (ofQuestion === undefined) {
      ofQuestion = new Map();
      this.#answers.set(ask.question, ofQuestion);
    }
    let answer = ofQuestion.get(ask.protocol);
    if (answer === undefined) {
      answer = this.#decide(ask);
      // Whoever waits for the answers learns of a failure; until then it is not unhandled.
      answer.catch(() => undefined);
      ofQuestion.set(ask.protocol, answer);
    }
    return answer;
  }

  async #decide({ question, protocol }: Ask): Promise<Answer> {
    const { semantics, sourcePorts } = this.#options;
    const { factory, proved } = this.#storeFor(question);
    const conjunctsIn = (mode: Mode) => encodeQuestion(factory, question, protocol, { semantics, sourcePorts }, mode);
    const must = conjunctsIn('must');
    const may = hasGaps(question, semantics) ? conjunctsIn('may') : undefined;
    const key = [must, may ?? []].map((terms) => terms.map(({ id }) => id).join(' ')).join('|');
    let result = proved.get(key);
    if (result === undefined) {
      result = this.#prove({ factory, question, conjuncts: must }, may);
      proved.set(key, result);
    }
    const { must: exact, may: wider } = await result;
    return {
      reachable: reachableRanges(exact.clients, { question, protocol, sourcePorts, conjuncts: must }),
      ...undecided({ must: exact, may: wider }, question, this.#options),
    };
  }

  async #prove(formula: Formula, may: readonly BooleanTerm[] | undefined): Promise<Proved> {
    const must = this.#prover.prove(formula);
    if (may === undefined) return { must: await must, may: undefined };
    const [exact, wider] = await Promise.all([must, this.#prover.prove({ ...formula, conjuncts: may })]);
    return { must: exact, may: wider };
  }
}

const undecided = (
  { must, may }: Proved,
  question: Question,
  { semantics }: EngineOptions,
): Pick<Answer, 'undecided' | 'reasons'> => {
  const reachable = portsOf(must.clients);
  // Ports that nobody reaches even where everything unknown admits everything are unreachable, whatever `must` says.
  const left: RangeSet = may === undefined ? must.open : uniteRanges(portsOf(may.clients), may.open);
  const ports = subtractRanges(left, reachable);
  if (ports.length === 0) return { undecided: [], reasons: [] };
  const reasons: UndecidedReason[] = [...missingReasons(question, semantics)];
  const messages = new Set([must, may].flatMap((exact) => exact?.message ?? []));
  for (const message of messages) reasons.push({ kind: 'solver', message });
  return { undecided: ports, reasons };
};
