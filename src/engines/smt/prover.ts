import type { Solver } from '../../solver/solver.js';
import { evaluate } from '../../terms/evaluate.js';
import { questionScript } from '../../terms/smtLib/script.js';
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
  #batch: Pending[] = [];

  constructor(solver: () => Promise<Solver>, mostInFlight: number) {
    this.#solver = solver;
    this.#mostInFlight = mostInFlight;
  }

  /** The result comes after `flush` at the latest. */
  prove(formula: Formula): Promise<ExactPorts> {
    const proposal = propose(formula);
    if (proposal.violated === formula.factory.false) return Promise.resolve(confirmed(proposal));
    return new Promise((resolve, reject) => {
      this.#batch.push({ proposal, resolve, reject });
      if (this.#batch.length === batchSize) this.flush();
    });
  }

  /** Resolves when there is room for more formulas: batches wait for threads, and take memory meanwhile. */
  async room(): Promise<void> {
    while (this.#inFlight.size >= this.#mostInFlight) await Promise.race(this.#inFlight);
  }

  /** Sends what has gathered. */
  flush(): void {
    const batch = this.#batch;
    if (batch.length === 0) return;
    this.#batch = [];
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
    const { factory } = first.proposal;
    // A batch may span two factories, whose terms do not mix.
    const together = batch.filter(({ proposal }) => proposal.factory === factory);
    const others = batch.filter(({ proposal }) => proposal.factory !== factory);
    await this.#decide(others);
    if (together.length === 1) return this.#alone(first);
    const term = factory.or(...together.map(({ proposal }) => proposal.violated));
    const result = await this.#check(questionScript([{ name: undefined, term }]));
    switch (result.status) {
      case 'unsat':
        for (const { proposal, resolve } of together) resolve(confirmed(proposal));
        return;
      case 'sat': {
        const { model } = result;
        const missed = together.filter(({ proposal }) => evaluate(proposal.violated, model));
        if (missed.length === 0) throw new DisagreementError('a model of the solver does not satisfy its formula');
        for (const pending of missed) await this.#alone(pending);
        return this.#decide(together.filter((pending) => !missed.includes(pending)));
      }
      case 'unknown':
        for (const pending of together) await this.#alone(pending);
    }
  }

  async #alone({ proposal, resolve }: Pending): Promise<void> {
    resolve(await settle(proposal, this.#check));
  }
}
