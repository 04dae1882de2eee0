/** Three-valued logic (semantics.md section 7): what is not known refutes nothing and proves nothing. */
export type Verdict = 'admitted' | 'refused' | 'undecided';

export const verdict = (holds: boolean): Verdict => (holds ? 'admitted' : 'refused');

/** Refused where one refuses, else undecided where one is. */
export const all = (...verdicts: readonly Verdict[]): Verdict => {
  if (verdicts.includes('refused')) return 'refused';
  return verdicts.includes('undecided') ? 'undecided' : 'admitted';
};

/** Admitted where one admits, else undecided where one is. */
export const any = (...verdicts: readonly Verdict[]): Verdict => {
  if (verdicts.includes('admitted')) return 'admitted';
  return verdicts.includes('undecided') ? 'undecided' : 'refused';
};
