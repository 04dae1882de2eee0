import { Worker } from 'node:worker_threads';
import { type CheckResult, type Script, SolverError } from '../solver.js';
import type { Reply, Request, WorkerData } from './messages.js';

/** The worker is gone: it crashed, or was ended because it did not answer in time. */
export class WorkerLostError extends Error {
  override readonly name = 'WorkerLostError';
}

/** Time beyond a check's own limit after which a worker that does not answer is ended. */
const graceMilliseconds = 5_000;

interface Waiting {
  readonly id: number;
  resolve(result: CheckResult): void;
  reject(error: Error): void;
}

/** One worker thread; one check at a time. */
export class WorkerThread {
  readonly #worker: Worker;
  readonly #timeoutSeconds: number;
  #waiting: Waiting | undefined;
  #lost: WorkerLostError | undefined;
  #next = 0;

  constructor(file: URL, data: WorkerData) {
    this.#timeoutSeconds = data.timeoutSeconds;
    this.#worker = new Worker(file, { workerData: data });
    // A worker without work does not keep the process alive.
    this.#worker.unref();
    this.#worker.on('message', (reply: Reply) => this.#receive(reply));
    this.#worker.on('error', (error) => this.#lose(`the solver's thread failed: ${error.message}`));
    this.#worker.on('exit', () => this.#lose(`the solver's thread ended`));
  }

  /**
   * @throws WorkerLostError when the worker is gone; it answers nothing any more.
   * @throws SolverError when the script is not well-formed.
   */
  async check(script: Script): Promise<CheckResult> {
    if (this.#lost !== undefined) throw this.#lost;
    const id = this.#next++;
    const request: Request = { id, script };
    this.#worker.ref();
    // Two limits one after the other may apply to one check (instance.ts).
    const limit = this.#timeoutSeconds * 2_000 + graceMilliseconds;
    const deadline = setTimeout(() => void this.#worker.terminate(), Math.min(limit, 2 ** 31 - 1));
    try {
      return await new Promise((resolve, reject) => {
        this.#waiting = { id, resolve, reject };
        this.#worker.postMessage(request);
      });
    } finally {
      clearTimeout(deadline);
      this.#waiting = undefined;
      this.#worker.unref();
    }
  }

  async close(): Promise<void> {
    this.#worker.removeAllListeners('exit');
    await this.#worker.terminate();
  }

  #receive(reply: Reply): void {
    if (reply.id === 'ready' || reply.id !== this.#waiting?.id) return;
    if (reply.refused === undefined) this.#waiting.resolve(reply.result);
    else this.#waiting.reject(new SolverError(reply.refused));
  }

  #lose(message: string): void {
    this.#lost ??= new WorkerLostError(message);
    this.#waiting?.reject(this.#lost);
  }
}
