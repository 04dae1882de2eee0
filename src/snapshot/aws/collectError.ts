/** A whole run that cannot go on: nothing that was read is used. The message is one line for the user. */
export class CollectError extends Error {
  override readonly name = 'CollectError';
}
