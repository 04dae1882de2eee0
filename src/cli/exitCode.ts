/** Exit statuses (interface.md). Where several apply, the first of `failed` and `undecided` wins. */
export const exitCode = {
  done: 0,
  /** A finding at or above `--fail-on`, a refuted claim, a certificate that does not check. */
  failed: 1,
  /** Wrong usage, bad input, and errors of the program itself: nothing can be concluded from the run. */
  unusable: 2,
  /** Something asked for stayed undecided. */
  undecided: 3,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
