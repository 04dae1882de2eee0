/** The part of the WebAssembly API that loading Z3 needs; TypeScript has it in its browser library only. */
declare namespace WebAssembly {
  type Imports = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

  class Module {
    constructor(bytes: Uint8Array);
    /** Keeps other objects from being taken for a compiled module. */
    private readonly compiled: never;
  }

  class Instance {
    constructor(module: Module, imports: Imports);
    readonly exports: Readonly<Record<string, unknown>>;
  }
}
