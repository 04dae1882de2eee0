import type { z } from 'zod';
import { canonicalText } from './canonicalText.js';
import { type Difference, joinViews } from './joinViews.js';
import type { Kind } from './kind.js';
import { printable, shortened } from './printable.js';
import type { Origin } from './snapshot.js';
import { SnapshotError } from './snapshotError.js';

/** A validated resource, where it was read, and whose view of it that is. */
export interface Described<R> {
  readonly resource: R;
  readonly origin: Origin;
  readonly view: string;
}

/**
 * One resource of two descriptions: the same content is one; pages of a paged answer are put together; two views of
 * a resource that accounts share are joined (`joinViews`).
 *
 * @param name the resource as error messages name it
 * @throws SnapshotError naming both files when the descriptions contradict each other
 */
export const reconcile = <R extends object>(
  { joinPages }: Kind<R>,
  schema: z.ZodType<R>,
  name: string,
  known: Described<R>,
  found: Described<R>,
): Described<R> => {
  const [first, second] = rank(known) <= rank(found) ? [known, found] : [found, known];
  if (canonicalText(first.resource) === canonicalText(second.resource)) return first;
  if (joinPages !== undefined) return { ...first, resource: joinPages(first.resource, second.resource) };
  const joined = joinViews(first.resource, second.resource, first.view === second.view);
  if ('value' in joined) return { ...first, resource: schema.parse(joined.value) };
  const { field, first: a, second: b } = joined.difference;
  throw contradiction(
    name,
    known.origin,
    found.origin,
    first === found ? { field, first: b, second: a } : { field, first: a, second: b },
  );
};

/**
 * Orders descriptions by whose to prefer: the owner's, one of a known account, then by name, so that the order of the
 * files does not matter.
 */
const rank = <R extends object>({ resource, origin }: Described<R>): string => {
  const { account, region, file } = origin;
  const owner = 'OwnerId' in resource ? resource.OwnerId : undefined;
  const order = account === undefined ? 2 : account === owner ? 0 : 1;
  return [order, account ?? '', region ?? '', canonicalText(resource), file].join('\0');
};

const contradiction = (
  name: string,
  known: Origin,
  found: Origin,
  { field, first, second }: Difference,
): SnapshotError => {
  const other = known.file === found.file ? 'the same file' : `\`${printable(known.file)}\``;
  return new SnapshotError(
    { file: found.file, resource: name, field },
    `found ${described(second)}, but ${other} has ${described(first)}`,
  );
};

const described = (value: unknown): string =>
  value === undefined ? 'nothing' : `\`${shortened(canonicalText(value))}\``;
