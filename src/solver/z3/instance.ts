import type { Variable } from '../../terms/term.js';
import { type CheckResult, type Model, type Script, SolverError } from '../solver.js';
import type { Pointer, Z3Module } from './module.js';

/** Z3_lbool */
const satisfiable = 1;
const unsatisfiable = -1;

/**
 * Resource units (`rlimit`) that a check may use before a clock is set. Z3's `timeout` starts a thread, which costs more
 * than most checks take; this limit costs nothing, and is the same on every machine. Some seconds' worth at most.
 */
const unitsWithoutClock = 4_000_000;
const unitsPerMillisecond = 2_000;

/**
 * One instance of Z3 with one context. Everything is synchronous and every object is released when a check ends, so
 * memory does not grow with the number of checks.
 *
 * Z3's finite-domain solver (`QF_FD`) decides the scripts: bit-vectors become propositional clauses in one step, a third
 * faster than the solver for `QF_BV` on formulas like these (measured).
 */
export class Z3Instance {
  readonly #z3: Z3Module;
  readonly #context: Pointer;
  readonly #memory: Buffer;
  readonly #logic: Pointer;
  readonly version: string;

  constructor(z3: Z3Module) {
    this.#z3 = z3;
    const config = z3._Z3_mk_config();
    this.#context = z3._Z3_mk_context_rc(config);
    z3._Z3_del_config(config);
    // Without it an error ends the process.
    z3._set_noop_error_handler(this.#context);
    this.#memory = Buffer.from(z3.HEAPU32.buffer);
    this.#logic = this.#symbol('QF_FD');
    this.version = z3.UTF8ToString(z3._Z3_get_full_version());
  }

  /** Bytes that Z3 holds, by its own estimate. */
  get allocated(): number {
    return Number(this.#z3._Z3_get_estimated_alloc_size());
  }

  /** Ends the threads that timeouts have started. */
  close(): void {
    this.#z3.PThread.terminateAllThreads();
  }

  /**
   * @throws SolverError when the script is not well-formed
   * @throws WebAssembly.RuntimeError when Z3 crashes: the instance must not be used again
   */
  check(script: Script, timeoutMilliseconds: number): CheckResult {
    const units = Math.max(1, Math.min(unitsWithoutClock, Math.floor(timeoutMilliseconds * unitsPerMillisecond)));
    const first = this.#checkWithin(script, 'rlimit', units);
    if (first.status !== 'unknown') return first;
    return this.#checkWithin(script, 'timeout', Math.max(1, Math.min(Math.floor(timeoutMilliseconds), 0xffff_fffe)));
  }

  #checkWithin(script: Script, limit: 'rlimit' | 'timeout', value: number): CheckResult {
    const z3 = this.#z3;
    const context = this.#context;
    const solver = z3._Z3_mk_solver_for_logic(context, this.#logic);
    z3._Z3_solver_inc_ref(context, solver);
    const params = z3._Z3_mk_params(context);
    z3._Z3_params_inc_ref(context, params);
    z3._Z3_params_set_uint(context, params, this.#symbol(limit), value);
    z3._Z3_solver_set_params(context, solver, params);
    z3._Z3_params_dec_ref(context, params);
    const text = this.#text(script.text);
    z3._Z3_solver_from_string(context, solver, text);
    z3._free(text);
    this.#throwOnError();
    const answer = z3._Z3_solver_check(context, solver);
    const result = this.#read(solver, answer, script);
    z3._Z3_solver_dec_ref(context, solver);
    return result;
  }

  #read(solver: Pointer, answer: number, script: Script): CheckResult {
    const z3 = this.#z3;
    if (answer === satisfiable) return { status: 'sat', model: this.#model(solver, script.variables) };
    if (answer === unsatisfiable) return { status: 'unsat', core: this.#core(solver) };
    const reason = z3.UTF8ToString(z3._Z3_solver_get_reason_unknown(this.#context, solver));
    return { status: 'unknown', reason };
  }

  #model(solver: Pointer, variables: readonly Variable[]): Model {
    const z3 = this.#z3;
    const context = this.#context;
    const model = z3._Z3_solver_get_model(context, solver);
    this.#throwOnError();
    z3._Z3_model_inc_ref(context, model);
    const values = new Map(variables.map((variable) => [variable.name, this.#value(model, variable)] as const));
    z3._Z3_model_dec_ref(context, model);
    return values;
  }

  #value(model: Pointer, variable: Variable): bigint | boolean {
    const z3 = this.#z3;
    const context = this.#context;
    const sort =
      variable.kind === 'variable' ? z3._Z3_mk_bv_sort(context, variable.width) : z3._Z3_mk_bool_sort(context);
    const term = z3._Z3_mk_const(context, this.#symbol(variable.name), sort);
    z3._Z3_inc_ref(context, term);
    const result = z3._malloc(4);
    const evaluated = z3._Z3_model_eval(context, model, term, 1, result);
    const value = this.#memory.readUInt32LE(result);
    z3._free(result);
    if (evaluated === 0) throw new SolverError(`the model gives no value to ${variable.name}`);
    z3._Z3_inc_ref(context, value);
    const read =
      variable.kind === 'variable'
        ? BigInt(z3.UTF8ToString(z3._Z3_get_numeral_string(context, value)))
        : z3._Z3_get_bool_value(context, value) === satisfiable;
    z3._Z3_dec_ref(context, value);
    z3._Z3_dec_ref(context, term);
    this.#throwOnError();
    return read;
  }

  #core(solver: Pointer): readonly string[] {
    const z3 = this.#z3;
    const context = this.#context;
    const vector = z3._Z3_solver_get_unsat_core(context, solver);
    z3._Z3_ast_vector_inc_ref(context, vector);
    const names: string[] = [];
    for (let index = 0; index < z3._Z3_ast_vector_size(context, vector); index += 1) {
      const name = z3._Z3_get_app_decl(context, z3._Z3_to_app(context, z3._Z3_ast_vector_get(context, vector, index)));
      names.push(z3.UTF8ToString(z3._Z3_get_symbol_string(context, z3._Z3_get_decl_name(context, name))));
    }
    z3._Z3_ast_vector_dec_ref(context, vector);
    this.#throwOnError();
    return names;
  }

  #throwOnError(): void {
    const code = this.#z3._Z3_get_error_code(this.#context);
    if (code === 0) return;
    const message = this.#z3.UTF8ToString(this.#z3._Z3_get_error_msg(this.#context, code));
    throw new SolverError(`Z3 refuses the script: ${message.trim()}`);
  }

  #symbol(name: string): Pointer {
    const text = this.#text(name);
    const symbol = this.#z3._Z3_mk_string_symbol(this.#context, text);
    this.#z3._free(text);
    return symbol;
  }

  /** A copy of the text in the module's memory, to be freed. */
  #text(text: string): Pointer {
    const bytes = Buffer.byteLength(text);
    const pointer = this.#z3._malloc(bytes + 1);
    if (pointer === 0) throw new SolverError(`a script of ${bytes} bytes does not fit Z3's memory`);
    this.#memory.write(text, pointer, bytes, 'utf8');
    this.#memory[pointer + bytes] = 0;
    return pointer;
  }
}
