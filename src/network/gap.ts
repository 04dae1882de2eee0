/** Something that the configuration refers to and the snapshot lacks (semantics.md section 7). */
export interface Gap {
  /** Id of what is missing, or the top-level key where a whole kind is. */
  readonly resource: string;
  /** What is not known, and for whom it matters. */
  readonly reason: string;
  /** The command that would settle it. */
  readonly remedy: string;
}
