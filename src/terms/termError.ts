/** A term was built or read in a way that has no meaning: a bug of the caller, never the user's input. */
export class TermError extends Error {
  override readonly name = 'TermError';
}
