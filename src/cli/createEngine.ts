import type { Engine, EngineOptions } from '../engines/engine.js';

export const engineNames = ['smt', 'interval', 'both'] as const;
export type EngineName = (typeof engineNames)[number];

export interface EngineChoice extends EngineOptions {
  readonly engine: EngineName;
  readonly jobs: number | undefined;
  readonly solverTimeout: number | undefined;
}

/** The engine that the command line asks for; its code is loaded only then. */
export const createEngine = async ({
  engine,
  semantics,
  sourcePorts,
  jobs,
  solverTimeout,
}: EngineChoice): Promise<Engine> => {
  switch (engine) {
    case 'smt': {
      const { createSmtEngine } = await import('../engines/smt/engine.js');
      return createSmtEngine({
        semantics,
        sourcePorts,
        ...(jobs === undefined ? {} : { jobs }),
        ...(solverTimeout === undefined ? {} : { solverTimeoutSeconds: solverTimeout }),
      });
    }
    case 'interval': {
      const { createIntervalEngine } = await import('../engines/interval/engine.js');
      return createIntervalEngine({ semantics, sourcePorts });
    }
    case 'both': {
      const { createComparingEngine } = await import('../engines/comparing/engine.js');
      const smt = await createEngine({ engine: 'smt', semantics, sourcePorts, jobs, solverTimeout });
      const interval = await createEngine({ engine: 'interval', semantics, sourcePorts, jobs, solverTimeout });
      return createComparingEngine(smt, interval);
    }
  }
};
