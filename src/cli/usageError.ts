/** The command line asks for something that cannot be. The message is one line for the user. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
