import {
  type CheckResult,
  type Script,
  type Solver,
  type SolverDescription,
  SolverError,
  type SolverLimits,
} from '../solver.js';
import { Z3Instance } from './instance.js';
import { compileZ3, instantiateZ3 } from './module.js';

/** Bytes that an instance may hold before the next check gets a fresh one: memory is limited to 2 GiB. */
const fullAt = 512 * 2 ** 20;

/**
 * Z3 on this thread. A check blocks the thread until it ends or its time is up. An instance that crashed or grew too
 * much is replaced, and a check that crashed is tried once more; a second crash is `unknown`.
 */
export class InProcessZ3 implements Solver {
  readonly description: SolverDescription;
  readonly #compiled: WebAssembly.Module;
  readonly #timeoutMilliseconds: number;
  #instance: Z3Instance | undefined;

  private constructor(compiled: WebAssembly.Module, instance: Z3Instance, { timeoutSeconds }: SolverLimits) {
    this.#compiled = compiled;
    this.#instance = instance;
    this.#timeoutMilliseconds = timeoutSeconds * 1000;
    this.description = { name: 'Z3', version: instance.version };
  }

  /** @param compiled Z3's code where it is compiled already, on this thread or another. */
  static async start(limits: SolverLimits, compiled: WebAssembly.Module = compileZ3()): Promise<InProcessZ3> {
    return new InProcessZ3(compiled, new Z3Instance(await instantiateZ3(compiled)), limits);
  }

  async check(script: Script): Promise<CheckResult> {
    const first = await this.#try(script);
    return first instanceof Error ? asUnknown(await this.#try(script)) : first;
  }

  async close(): Promise<void> {
    this.#instance?.close();
    this.#instance = undefined;
  }

  async #try(script: Script): Promise<CheckResult | Error> {
    this.#instance ??= new Z3Instance(await instantiateZ3(this.#compiled));
    try {
      const result = this.#instance.check(script, this.#timeoutMilliseconds);
      if (this.#instance.allocated > fullAt) await this.close();
      return result;
    } catch (error) {
      if (error instanceof SolverError) throw error;
      // A trap leaves the instance's memory in no known state.
      try {
        await this.close();
      } catch {
        this.#instance = undefined;
      }
      return error instanceof Error ? error : new Error(String(error));
    }
  }
}

const asUnknown = (result: CheckResult | Error): CheckResult => {
  if (!(result instanceof Error)) return result;
  // Emscripten's own words for it are advice to whoever compiled Z3.
  const reason = result.message.includes('OOM') ? 'it needs more than its 2 GiB of memory' : result.message;
  return { status: 'unknown', reason: `Z3 failed twice: ${reason}` };
};
