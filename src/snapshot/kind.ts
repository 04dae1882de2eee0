import { canonicalText } from './canonicalText.js';

/** What resources of one kind are told apart by, and how a resource may be split over files. */
export interface Kind<R> {
  /** Field of the raw resource that names it in error messages. */
  readonly nameField: string;
  /**
   * Text that is equal for two descriptions of one resource.
   *
   * @param view whose description it is: a name that is not unique in AWS is unique in one view
   */
  readonly identity: (resource: R, view: string) => string;
  /** Where one description holds several resources. */
  readonly unfold?: (resource: R) => readonly R[];
  /** Where pages of an output may each hold a part of the resource: the whole of two parts. */
  readonly joinPages?: (a: R, b: R) => R;
}

/** A kind that is told apart by one field, unique in all of AWS. */
export const byId = <F extends string>(
  nameField: F,
): { readonly nameField: F; readonly identity: (resource: { readonly [P in F]: string }) => string } => ({
  nameField,
  identity: (resource) => resource[nameField],
});

/** The values without those whose content is there already. */
export const distinct = <T>(values: readonly T[]): T[] => [
  ...new Map(values.map((value) => [canonicalText(value), value])).values(),
];
