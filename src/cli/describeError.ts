import { printable } from '../values/printable.js';

/** Errors that are about what the user gave; every other one is a mistake of this program. */
const usersErrors: ReadonlySet<string> = new Set([
  'UsageError',
  'OutputError',
  'SnapshotError',
  'CollectError',
  'ScopeError',
  'SettingsError',
  'ListenersError',
  'ReportError',
  'ClaimError',
  'ProveError',
  'EngineDifferenceError',
  'CertificationError',
  // Thrown by yargs itself.
  'YError',
]);

const commands: ReadonlySet<string> = new Set([
  'assess',
  'prove',
  'verify',
  'explain',
  'snapshot',
  'listeners',
  'diff',
]);

/** The command whose help tells more, where there is one. */
const helpFor = ([first = '']: readonly string[]): string => (commands.has(first) ? ` ${first}` : '');

/** One line for the user; with `traces` the stack as well. */
export const describeError = (
  error: unknown,
  { traces, args }: { readonly traces: boolean; readonly args: readonly string[] },
): string => {
  if (!(error instanceof Error)) return `internal error: ${printable(String(error))}`;
  const message = printable(error.message.replaceAll(/\s*\n\s*/g, ' ').trim());
  const isUsage = error.name === 'UsageError' || error.name === 'YError';
  const line = usersErrors.has(error.name)
    ? `${message.charAt(0).toLowerCase()}${message.slice(1)}${isUsage ? `; see \`reachproof${helpFor(args)} --help\`` : ''}`
    : `internal error, please report it: ${error.name}: ${message}`;
  return traces && error.stack !== undefined ? `${line}\n${printableLines(error.stack)}` : line;
};

const printableLines = (text: string): string => text.split('\n').map(printable).join('\n');
