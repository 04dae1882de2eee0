import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { CheckResult, Script, Solver, SolverDescription, SolverLimits } from '../solver.js';
import { InProcessZ3 } from './inProcess.js';
import { compileZ3 } from './module.js';
import { WorkerLostError, WorkerThread } from './workerThread.js';

export interface PoolOptions extends SolverLimits {
  /** Checks at a time: 1 keeps to this thread. The number of processors where not given. */
  readonly jobs?: number;
  /** Checks that this thread does before workers are started; starting one takes as long as some fifty checks. */
  readonly checksBeforeWorkers?: number;
  /** Compiled entry of a worker; for tests, which run from source. */
  readonly workerFile?: URL;
}

/**
 * Z3 on several threads, each with an instance of its own. A thread takes the next script when it is done with one, so
 * none idles while scripts wait. A thread that is lost is replaced and its script tried once more; lost twice, the
 * answer is `unknown`.
 */
export class Z3Pool implements Solver {
  readonly description: SolverDescription;
  readonly #local: InProcessZ3;
  readonly #compiled: WebAssembly.Module;
  readonly #timeoutSeconds: number;
  readonly #jobs: number;
  readonly #workerFile: URL | undefined;
  readonly #idle: WorkerThread[] = [];
  readonly #all = new Set<WorkerThread>();
  readonly #queue: ((worker: WorkerThread) => void)[] = [];
  #localChecks: number;

  private constructor(local: InProcessZ3, compiled: WebAssembly.Module, options: PoolOptions) {
    this.#local = local;
    this.#compiled = compiled;
    this.description = local.description;
    this.#timeoutSeconds = options.timeoutSeconds;
    this.#jobs = options.jobs ?? availableParallelism();
    this.#localChecks = options.checksBeforeWorkers ?? 8;
    const file = options.workerFile ?? new URL('./worker.js', import.meta.url);
    // Run from source, without a build, there is no file that a thread could run.
    this.#workerFile = existsSync(file) ? file : undefined;
  }

  static async start(options: PoolOptions): Promise<Z3Pool> {
    const compiled = compileZ3();
    return new Z3Pool(await InProcessZ3.start(options, compiled), compiled, options);
  }

  async check(script: Script): Promise<CheckResult> {
    if (this.#jobs <= 1 || this.#workerFile === undefined || this.#localChecks > 0) {
      this.#localChecks -= 1;
      return this.#local.check(script);
    }
    const first = await this.#checkOnWorker(script, this.#workerFile);
    if (!(first instanceof WorkerLostError)) return first;
    const second = await this.#checkOnWorker(script, this.#workerFile);
    return second instanceof WorkerLostError ? { status: 'unknown', reason: second.message } : second;
  }

  async close(): Promise<void> {
    await Promise.all([this.#local.close(), ...[...this.#all].map((worker) => worker.close())]);
    this.#all.clear();
    this.#idle.length = 0;
  }

  async #checkOnWorker(script: Script, file: URL): Promise<CheckResult | WorkerLostError> {
    const worker = await this.#take(file);
    try {
      return await worker.check(script);
    } catch (error) {
      if (!(error instanceof WorkerLostError)) throw error;
      this.#all.delete(worker);
      return error;
    } finally {
      if (this.#all.has(worker)) this.#release(worker);
      else if (this.#queue.length > 0) this.#release(this.#start(file));
    }
  }

  #take(file: URL): Promise<WorkerThread> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return Promise.resolve(idle);
    if (this.#all.size < this.#jobs) return Promise.resolve(this.#start(file));
    return new Promise((resolve) => this.#queue.push(resolve));
  }

  #release(worker: WorkerThread): void {
    const next = this.#queue.shift();
    if (next === undefined) this.#idle.push(worker);
    else next(worker);
  }

  #start(file: URL): WorkerThread {
    const worker = new WorkerThread(file, { timeoutSeconds: this.#timeoutSeconds, compiled: this.#compiled });
    this.#all.add(worker);
    return worker;
  }
}
