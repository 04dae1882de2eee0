import type { CheckResult, Script } from '../solver.js';

/** What a worker is started with. The compiled code is shared between threads. */
export interface WorkerData {
  readonly timeoutSeconds: number;
  readonly compiled: WebAssembly.Module;
}

export const isWorkerData = (value: unknown): value is WorkerData =>
  typeof value === 'object' && value !== null && 'timeoutSeconds' in value && 'compiled' in value;

/** To a worker. It answers requests in order. */
export type Request =
  | { readonly id: number; readonly script: Script }
  | { readonly id: 'close'; readonly script?: undefined };

/** From a worker: `refused` when the script is not well-formed. */
export type Reply =
  | { readonly id: 'ready'; readonly version: string }
  | { readonly id: number; readonly result: CheckResult; readonly refused?: undefined }
  | { readonly id: number; readonly refused: string };
