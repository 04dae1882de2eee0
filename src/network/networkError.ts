import type { Origin } from '../snapshot/snapshot.js';

/** The snapshot contradicts itself in a way that no reading of it can answer. The message is one line for the user. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';

  /**
   * @param origin where the resource was read
   * @param resource its key and id, for example `NetworkInterfaces eni-1`
   * @param field path of the field that is at fault
   * @param problem what was expected and what was found, lower case
   */
  constructor(origin: Origin, resource: string, field: string, problem: string) {
    super(`${origin.file}: ${resource}: ${field}: ${problem}`);
  }
}
