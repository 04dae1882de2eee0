/** Files that people write: YAML or JSON, checked against a schema, with errors that say where. */
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

/** A file that cannot be read. The message is one line for the user: file, line, column, field and what was expected. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Files of this kind are written by hand; anything larger is a mistake. */
const maximumLength = 10_000_000;

/**
 * What a YAML or JSON text says.
 *
 * @param file its name, for errors
 * @throws SettingsError
 */
export const parseSettings = <T>(text: string, file: string, schema: z.ZodType<T>): T => {
  if (text.length > maximumLength) throw new SettingsError(`${file}: expected at most ${maximumLength} characters`);
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true });
  const at = (offset: number | undefined): string => {
    if (offset === undefined) return file;
    const { line, col } = lineCounter.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const [error] = document.errors;
  if (error !== undefined) throw new SettingsError(`${at(error.pos[0])}: ${firstLine(error.message)}`);
  if (document.contents === null) throw new SettingsError(`${file}: the file is empty`);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw new SettingsError(`${file}: ${firstLine(cause instanceof Error ? cause.message : String(cause))}`, { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  // A misspelt field is at once unknown and missing; the first is what the author sees.
  const issue = parsed.error.issues.find(({ code }) => code === 'unrecognized_keys') ?? parsed.error.issues[0];
  const path = (issue?.path ?? []).map((part) => (typeof part === 'symbol' ? String(part) : part));
  // The nearest node that exists: a missing field is reported where its parent begins.
  let node: unknown;
  for (let length = path.length; length >= 0 && !isNode(node); length -= 1) {
    node = document.getIn(path.slice(0, length), true);
  }
  const where = at(isNode(node) ? node.range?.[0] : undefined);
  const field = path.length === 0 ? '' : `${pathText(path)}: `;
  throw new SettingsError(`${where}: ${field}${firstLine(issue?.message ?? 'not what was expected')}`);
};

const firstLine = (text: string): string => {
  const [line = ''] = text.split('\n');
  return line.charAt(0).toLowerCase() + line.slice(1);
};

const pathText = (path: readonly (string | number)[]): string =>
  path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
