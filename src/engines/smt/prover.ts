import type { CheckResult, Solver } from '../../solver/solver.js';
import { evaluate } from '../../terms/evaluate.js';
import { questionScript } from '../../terms/smtLib/script.js';
import { statisticsOf, type TermStatistics } from '../../terms/statistics.js';
import type { BooleanTerm } from '../../terms/term.js';
import type { TermFactory } from '../../terms/termFactory.js';
import {
  confirmed,
  DisagreementError,
  type ExactPorts,
  type Formula,
  type Proposal,
  propose,
  settle,
} from './exactPorts.js';

/**
 * Proposals that the solver confirms in one check. Eight together take two fifths of the time of eight checks (measured):
 * they share the terms of their subnets, and a check has costs of its own. More make no difference.
 */
const batchSize = 8;

/** One check of the solver, for logs. */
export interface CheckRecord {
  /** Formulas that were asked together. */
  readonly formulas: number;
  /** Size of the whole. */
  readonly statistics: TermStatistics;
  readonly status: CheckResult['status'];
  readonly milliseconds: number;
}

interface Pending {
  readonly proposal: Proposal;
  resolve(result: ExactPorts): void;
  reject(error: unknown): void;
}

/**
 * Proves formulas, several to a check: `violated_1 or ... or violated_n` is unsatisfiable only if each is. When it is
 * not, or cannot be decided, formulas are taken one by one. What is asked together depends on the order of the formulas
 * alone, never on time or threads.
 */
export class Prover {
  readonly #solver: () => Promise<Solver>;
  readonly #mostInFlight: number;
  readonly #onCheck: ((check: CheckRecord) => void) | undefined;
  readonly #inFlight = new Set<Promise<void>>();
  /** Terms of two factories do not mix, so each has a batch of its own. */
  readonly #batches = new Map<TermFactory, Pending[]>();

  constructor(solver: () => Promise<Solver>, mostInFlight: number, onCheck?: (check: CheckRecord) => void) {
    this.#solver = solver;
    this.#mostInFlight = mostInFlight;
    this.#onCheck = onCheck;
  }

  /** The result comes after `flush` at the latest. */
  prove(formula: Formula): Promise<ExactPorts> {
    const proposal = propose(formula);
    if (proposal.violated === formula.factory.false) return Promise.resolve(confirmed(proposal));
    return new Promise((resolve, reject) => {
      const batch = this.#batches.get(formula.factory) ?? [];
      batch.push({ proposal, resolve, reject });
      if (batch.length < batchSize) this.#batches.set(formula.factory, batch);
      else {
        this.#batches.delete(formula.factory);
        this.#send(batch);
      }
    });
  }

  /** Resolves when there is room for more formulas: batches wait for threads, and take memory meanwhile. */
  async room(): Promise<void> {
    while (this.#inFlight.size >= this.#mostInFlight) await Promise.race(this.#inFlight);
  }

  /** Sends what has gathered. */
  flush(): void {
    for (const batch of this.#batches.values()) this.#send(batch);
    this.#batches.clear();
  }

  #send(batch: readonly Pending[]): void {
    const done = this.#decide(batch)
      .catch((error: unknown) => {
        for (const { reject } of batch) reject(error);
      })
      .finally(() => this.#inFlight.delete(done));
    this.#inFlight.add(done);
  }

  async #ask(term: BooleanTerm, formulas: number): Promise<CheckResult> {
    const solver = await this.#solver();
    const started = performance.now();
    const result = await solver.check(questionScript([{ name: undefined, term }]));
    const milliseconds = performance.now() - started;
    this.#onCheck?.({ formulas, statistics: statisticsOf([term]), status: result.status, milliseconds });
    return result;
  }

  async #decide(batch: readonly Pending[]): Promise<void> {
    const [first] = batch;
    if (first === undefined) return;
    if (batch.length === 1) return this.#alone(first);
    const { factory } = first.proposal;
    const term = factory.or(...batch.map(({ proposal }) => proposal.violated));
    const result = await this.#ask(term, batch.length);
    switch (result.status) {
      case 'unsat':
        for (const { proposal, resolve } of batch) resolve(confirmed(proposal));
        return;
      case 'sat': {
        const { model } = result;
        const missed = batch.filter(({ proposal }) => evaluate(proposal.violated, model));
        if (missed.length === 0) throw new DisagreementError('a model of the solver does not satisfy its formula');
        for (const pending of missed) await this.#alone(pending);
        return this.#decide(batch.filter((pending) => !missed.includes(pending)));
      }
      case 'unknown':
        for (const pending of batch) await this.#alone(pending);
    }
  }

  async #alone({ proposal, resolve }: Pending): Promise<void> {
    resolve(await settle(proposal, (term) => this.#ask(term, 1)));
  }
}
