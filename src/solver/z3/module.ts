/** Z3 as a WebAssembly module: loading it, and the part of its C interface that is used here. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import v8 from 'node:v8';
import { SolverError } from '../solver.js';

/** A pointer into the module's memory; 0 is null. */
export type Pointer = number;

/**
 * The functions of Z3's C API (z3_api.h) that `instance.ts` calls. They are called directly and synchronously: the
 * package's own JavaScript API runs checks on another thread and frees terms from finalizers meanwhile, which corrupts
 * the memory of this single-threaded build now and then.
 */
export interface Z3Module {
  readonly HEAPU32: { readonly buffer: ArrayBufferLike };
  readonly PThread: { terminateAllThreads(): void };
  UTF8ToString(pointer: Pointer): string;
  _malloc(bytes: number): Pointer;
  _free(pointer: Pointer): void;
  _set_noop_error_handler(context: Pointer): void;
  _Z3_mk_config(): Pointer;
  _Z3_del_config(config: Pointer): void;
  _Z3_mk_context_rc(config: Pointer): Pointer;
  _Z3_get_error_code(context: Pointer): number;
  _Z3_get_error_msg(context: Pointer, code: number): Pointer;
  _Z3_get_full_version(): Pointer;
  _Z3_get_estimated_alloc_size(): bigint | number;
  _Z3_mk_string_symbol(context: Pointer, text: Pointer): Pointer;
  _Z3_mk_params(context: Pointer): Pointer;
  _Z3_params_inc_ref(context: Pointer, params: Pointer): void;
  _Z3_params_dec_ref(context: Pointer, params: Pointer): void;
  _Z3_params_set_uint(context: Pointer, params: Pointer, name: Pointer, value: number): void;
  _Z3_mk_solver_for_logic(context: Pointer, logic: Pointer): Pointer;
  _Z3_solver_inc_ref(context: Pointer, solver: Pointer): void;
  _Z3_solver_dec_ref(context: Pointer, solver: Pointer): void;
  _Z3_solver_set_params(context: Pointer, solver: Pointer, params: Pointer): void;
  _Z3_solver_from_string(context: Pointer, solver: Pointer, text: Pointer): void;
  _Z3_solver_check(context: Pointer, solver: Pointer): number;
  _Z3_solver_get_reason_unknown(context: Pointer, solver: Pointer): Pointer;
  _Z3_solver_get_model(context: Pointer, solver: Pointer): Pointer;
  _Z3_solver_get_unsat_core(context: Pointer, solver: Pointer): Pointer;
  _Z3_model_inc_ref(context: Pointer, model: Pointer): void;
  _Z3_model_dec_ref(context: Pointer, model: Pointer): void;
  _Z3_model_eval(context: Pointer, model: Pointer, term: Pointer, complete: number, result: Pointer): number;
  _Z3_ast_vector_inc_ref(context: Pointer, vector: Pointer): void;
  _Z3_ast_vector_dec_ref(context: Pointer, vector: Pointer): void;
  _Z3_ast_vector_size(context: Pointer, vector: Pointer): number;
  _Z3_ast_vector_get(context: Pointer, vector: Pointer, index: number): Pointer;
  _Z3_inc_ref(context: Pointer, term: Pointer): void;
  _Z3_dec_ref(context: Pointer, term: Pointer): void;
  _Z3_mk_bv_sort(context: Pointer, width: number): Pointer;
  _Z3_mk_bool_sort(context: Pointer): Pointer;
  _Z3_mk_const(context: Pointer, symbol: Pointer, sort: Pointer): Pointer;
  _Z3_get_bool_value(context: Pointer, term: Pointer): number;
  _Z3_get_numeral_string(context: Pointer, term: Pointer): Pointer;
  _Z3_to_app(context: Pointer, term: Pointer): Pointer;
  _Z3_get_app_decl(context: Pointer, app: Pointer): Pointer;
  _Z3_get_decl_name(context: Pointer, declaration: Pointer): Pointer;
  _Z3_get_symbol_string(context: Pointer, symbol: Pointer): Pointer;
}

interface ModuleOverrides {
  instantiateWasm(
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => unknown,
  ): unknown;
  print(text: string): void;
  printErr(text: string): void;
}

type Z3Factory = (overrides: ModuleOverrides) => Promise<unknown>;

const isFactory = (value: unknown): value is Z3Factory => typeof value === 'function';

const isModule = (value: unknown): value is Z3Module =>
  typeof value === 'object' && value !== null && '_Z3_solver_from_string' in value && '_malloc' in value;

const require = createRequire(import.meta.url);

/** The file that holds Z3's code, for hashing. */
export const wasmFile = (): string => require.resolve('z3-solver/build/z3-built.wasm');

/** Version of the npm package; Z3 gives its own. */
export const packageVersion = (): string => {
  const described: unknown = require('z3-solver/package.json');
  return typeof described === 'object' && described !== null && 'version' in described
    ? String(described.version)
    : 'unknown';
};

/**
 * Compiles Z3's code, 35 MB, for a start as fast as possible (measured; of a run with one question, in processor time):
 * functions are validated when they are first called instead of all at once (60 ms; it changes when code is checked, not
 * whether), and run longer in the form that was compiled quickly before they are optimised (100 ms). Over thousands of
 * questions the second costs a twentieth. Z3 is the only WebAssembly of the process.
 */
export const compileZ3 = (): WebAssembly.Module => {
  v8.setFlagsFromString('--wasm-lazy-validation');
  v8.setFlagsFromString('--wasm-tiering-budget=60000000');
  return new WebAssembly.Module(readFileSync(wasmFile()));
};

/**
 * A new instance with 2 GiB of address space of its own.
 *
 * @throws SolverError when the package is not what it was when this was written.
 */
export const instantiateZ3 = async (compiled: WebAssembly.Module): Promise<Z3Module> => {
  // The module alone, without the package's two layers of API: they take longer to load than Z3 to start.
  const factory: unknown = require('z3-solver/build/z3-built.js');
  if (!isFactory(factory)) throw new SolverError('z3-solver holds no module to start');
  const module = await factory({
    instantiateWasm: (imports, receive) => {
      const instance = new WebAssembly.Instance(compiled, imports);
      return receive(instance, compiled);
    },
    // Errors are asked for through the API; nothing of Z3 may reach the standard streams.
    print: () => undefined,
    printErr: () => undefined,
  });
  if (!isModule(module)) throw new SolverError('z3-solver lacks the functions of its C interface');
  return module;
};
