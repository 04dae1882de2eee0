import { printable } from './printable.js';

/** Where in a snapshot an error lies; every part that is known. */
export interface SnapshotPlace {
  /** File below the snapshot directory, or the directory itself. */
  readonly file: string;
  /** Top-level key and id, for example `SecurityGroups sg-123`. */
  readonly resource?: string | undefined;
  /** Path of the field in the resource, for example `IpPermissions[0].FromPort`. */
  readonly field?: string | undefined;
}

/** A snapshot that cannot be read, or that says what AWS cannot have said. The message is one line for the user. */
export class SnapshotError extends Error {
  override readonly name = 'SnapshotError';
  readonly file: string;
  readonly resource: string | undefined;
  readonly field: string | undefined;
  readonly problem: string;

  /**
   * @param place where it lies
   * @param problem what was expected and what was found, lower case, what the user wrote in backticks
   */
  constructor({ file, resource, field }: SnapshotPlace, problem: string, options?: ErrorOptions) {
    const place = [file, resource, field].flatMap((part) => (part ? [printable(part)] : []));
    super([...place, problem].join(': '), options);
    this.file = file;
    this.resource = resource;
    this.field = field;
    this.problem = problem;
  }
}
