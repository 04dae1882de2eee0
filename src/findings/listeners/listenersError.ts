/** A listener report that cannot be read. The message is one line for the user: file, place and what was expected. */
export class ListenersError extends Error {
  override readonly name = 'ListenersError';
}
