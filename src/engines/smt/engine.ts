/** The SMT engine: every answer rests on what a solver proved about the encoded question. */
import type { Mode } from '../../../encodings/packet.js';
import { encodeQuestion, hasGaps } from '../../../encodings/question.js';
import { distinctGaps } from '../../network/gap.js';
import { gapsOfHop } from '../../paths/gaps.js';
import type { Question } from '../../paths/path.js';
import type { Solver } from '../../solver/solver.js';
import { InProcessZ3 } from '../../solver/z3/inProcess.js';
import { packageVersion } from '../../solver/z3/module.js';
import type { RangeSet } from '../../terms/rangeSet.js';
import { subtractRanges, uniteRanges } from '../../terms/rangeSet.js';
import { TermFactory } from '../../terms/termFactory.js';
import type { Protocol } from '../../values/protocol.js';
import type { Answer, Ask, Engine, EngineOptions, UndecidedReason } from '../engine.js';
import { type Check, type ExactPorts, exactPorts, portsOf } from './exactPorts.js';
import { reachableRanges } from './witness.js';

export interface SmtEngineOptions extends EngineOptions {
  /** For one query; a query that runs out is undecided. 60 where not given. */
  readonly solverTimeoutSeconds?: number;
  /** In place of the bundled Z3: for tests, and for other solvers. */
  readonly startSolver?: () => Promise<Solver>;
}

/** Distinct terms after which a run starts a new factory, so that memory does not grow with the number of questions. */
const mostTerms = 1_000_000;

/** An engine that starts Z3 when the first question needs it. Close it, or the process may not end. */
export const createSmtEngine = (options: SmtEngineOptions): Engine => new SmtEngine(options);

interface Proved {
  readonly must: ExactPorts;
  /** Undefined when the question has no gaps. */
  readonly may: ExactPorts | undefined;
}

class SmtEngine implements Engine {
  readonly description = { name: 'smt' as const, solver: `Z3 ${packageVersion()}` };
  readonly #options: SmtEngineOptions;
  readonly #byQuestion = new Map<Question, Map<Protocol, Promise<Answer>>>();
  #byTerms = new Map<string, Promise<Proved>>();
  #factory = new TermFactory();
  #solver: Promise<Solver> | undefined;

  constructor(options: SmtEngineOptions) {
    this.#options = options;
  }

  async answer(asks: readonly Ask[]): Promise<readonly Answer[]> {
    const answers: Answer[] = [];
    for (const ask of asks) answers.push(await this.#remembered(ask));
    return answers;
  }

  async close(): Promise<void> {
    const solver = this.#solver;
    this.#solver = undefined;
    await (await solver)?.close();
  }

  readonly #check: Check = async (script) => {
    this.#solver ??= this.#startSolver();
    return (await this.#solver).check(script);
  };

  #startSolver(): Promise<Solver> {
    const { startSolver, solverTimeoutSeconds = 60 } = this.#options;
    return startSolver === undefined ? InProcessZ3.start({ timeoutSeconds: solverTimeoutSeconds }) : startSolver();
  }

  #remembered(ask: Ask): Promise<Answer> {
    let ofQuestion = this.#byQuestion.get(ask.question);
    if (ofQuestion === undefined) {
      ofQuestion = new Map();
      this.#byQuestion.set(ask.question, ofQuestion);
    }
    let answer = ofQuestion.get(ask.protocol);
    if (answer === undefined) {
      answer = this.#decide(ask);
      ofQuestion.set(ask.protocol, answer);
    }
    return answer;
  }

  async #decide({ question, protocol }: Ask): Promise<Answer> {
    const { semantics, sourcePorts } = this.#options;
    if (this.#factory.size > mostTerms) {
      this.#factory = new TermFactory();
      this.#byTerms = new Map();
    }
    const factory = this.#factory;
    const conjunctsIn = (mode: Mode) => encodeQuestion(factory, question, protocol, { semantics, sourcePorts }, mode);
    const must = conjunctsIn('must');
    const may = hasGaps(question, semantics) ? conjunctsIn('may') : undefined;
    const key = [must, may ?? []].map((terms) => terms.map(({ id }) => id).join(' ')).join('|');
    let proved = this.#byTerms.get(key);
    if (proved === undefined) {
      proved = (async () => ({
        must: await exactPorts({ factory, question, conjuncts: must }, this.#check),
        may: may === undefined ? undefined : await exactPorts({ factory, question, conjuncts: may }, this.#check),
      }))();
      this.#byTerms.set(key, proved);
    }
    const result = await proved;
    return {
      reachable: reachableRanges(result.must.clients, { question, protocol, sourcePorts, conjuncts: must }),
      ...undecided(result, question, this.#options),
    };
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
  const reasons: UndecidedReason[] = [];
  const gaps = distinctGaps(
    question.hops
      .filter(({ direction }) => semantics === 'two-way' || direction === 'request')
      .flatMap((hop) => gapsOfHop(hop)),
  );
  if (gaps.length > 0) reasons.push({ kind: 'missing', gaps });
  const messages = new Set([must, may].flatMap((exact) => exact?.message ?? []));
  for (const message of messages) reasons.push({ kind: 'solver', message });
  return { undecided: ports, reasons };
};
