/** Something that the configuration refers to and the snapshot lacks (semantics.md section 7). */
export interface Gap {
  /** Id of what is missing, or the top-level key where a whole kind is. */
  readonly resource: string;
  /** What is not known, and for whom it matters. */
  readonly reason: string;
  /** The command that would settle it. */
  readonly remedy: string;
}

/** A gap that is tied to no single path: it leaves every unreachability in its VPC open. */
export interface NetworkGap extends Gap {
  /** The VPC whose answers it may change; undefined: any. */
  readonly vpcId: string | undefined;
}

export const compareGaps = (a: Gap, b: Gap): number =>
  compareText(a.resource, b.resource) || compareText(a.reason, b.reason) || compareText(a.remedy, b.remedy);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The gaps sorted, each once. */
export const distinctGaps = <G extends Gap>(gaps: readonly G[]): G[] =>
  [...gaps].sort(compareGaps).filter((gap, index, sorted) => {
    const previous = sorted[index - 1];
    return previous === undefined || compareGaps(previous, gap) !== 0;
  });
