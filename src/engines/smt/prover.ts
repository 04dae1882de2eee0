import type { Solver } from '../../solver/solver.js';
import { evaluate } from '../../terms/evaluate.js';
import { questionScript } from '../../terms/smtLib/script.js';
import type { TermFactory } from '../../terms/termFactory.js';
import {
  type Check,
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
  readonly #inFlight = new Set<Promise<void>>();
  /** Terms of two factories do not mix, so each has a batch of its own. */
  readonly #batches = new Map<TermFactory, Pending[]>();

  constructor(solver: () => Promise<Solver>, mostInFlight: number) {
    this.#solver = solver;
    this.#mostInFlight = mostInFlight;
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

  readonly #check: Check = async (script) => (await this.#solver()).check(script);

  async #decide(batch: readonly Pending[]): Promise<void> {
    const [first] = batch;
    if (first === undefined) return;
    if (batch.length === 1) return this.#alone(first);
    const { factory } = first.proposal;
    const term = factory.or(...batch.map(({ proposal }) => proposal.violated));
    const result = await this.#check(questionScript([{ name: undefined, term }]));
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
    resolve(await settle(proposal, this.#check));
  }
}
