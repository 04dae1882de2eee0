/** Listener reports in every form that `--listeners` takes. */
import type { Listener, ListenerReport } from './listener.js';
import { ListenersError } from './listenersError.js';
import { parseSs } from './parseSs.js';
import { inventorySchema, listenerOf, osquerySchema, ownSchema, type Row, rowSchema } from './records.js';

/** One file, as it was read. */
export interface ListenerFile {
  /** Its path, for messages; its name without ending is the instance's id where the content does not tell. */
  readonly file: string;
  readonly text: string;
  /** When the file was last written, in milliseconds since 1970: the age of reports that do not tell their own. */
  readonly modifiedAt: number | undefined;
}

/** The reports in a file: one a host. @throws ListenersError */
export const parseListenerFile = (file: ListenerFile): readonly ListenerReport[] => {
  const text = file.text.replace(/^\uFEFF/, '');
  if (!/^\s*[[{]/.test(text)) {
    return [reportOf(file, idFromName(file), file.modifiedAt, parseSs(text, file.file))];
  }
  const records = jsonRecords(text, file.file);
  // A lone array of rows is the result of one query on one host.
  if (records.length > 0 && records.every(({ value }) => rowSchema.safeParse(value).success)) {
    return rowReports(records, file);
  }
  return records.map(({ value, at }) => recordReport(value, at, file));
};

interface JsonRecord {
  readonly value: unknown;
  readonly at: string;
}

/** One value, the elements of one array, or one value a line. */
const jsonRecords = (text: string, file: string): readonly JsonRecord[] => {
  const whole = parseJson(text);
  if (whole.ok) {
    return Array.isArray(whole.value)
      ? whole.value.map((value: unknown, index) => ({ value, at: `${file}: [${index}]` }))
      : [{ value: whole.value, at: file }];
  }
  const lines = text.split(/\r?\n/).flatMap((line, index) => (line.trim() === '' ? [] : [{ line, index }]));
  return lines.map(({ line, index }) => {
    const parsed = parseJson(line);
    const at = `${file}:${index + 1}`;
    if (parsed.ok) return { value: parsed.value, at };
    throw new ListenersError(
      lines.length === 1 || index === 0 ? `${file}: not valid JSON: ${whole.message}` : `${at}: not valid JSON`,
    );
  });
};

type Json = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };

const parseJson = (text: string): Json => {
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, value };
  } catch (cause) {
    return { ok: false, message: cause instanceof Error ? cause.message : String(cause) };
  }
};

const recordReport = (value: unknown, at: string, file: ListenerFile): ListenerReport => {
  const own = ownSchema.safeParse(value);
  if (own.success) {
    const { host, listeners } = own.data;
    return reportOf(
      file,
      host.instanceId ?? idFromName(file),
      timeOf(host.collectedAt, at),
      listenersOf(listeners, at),
    );
  }
  const osquery = osquerySchema.safeParse(value);
  if (osquery.success) {
    const { hostIdentifier, unixTime, snapshot } = osquery.data;
    const seconds = unixTime ?? undefined;
    const named = snapshot.find(({ instance_id: id }) => id !== null && id !== undefined)?.instance_id;
    const time = seconds === undefined ? file.modifiedAt : seconds * 1000;
    return reportOf(file, named ?? hostIdentifier, time, listenersOf(snapshot, at));
  }
  const inventory = inventorySchema.safeParse(value);
  if (inventory.success) {
    const { InstanceId, CaptureTime, Entries } = inventory.data;
    return reportOf(file, InstanceId, timeOf(CaptureTime, at), listenersOf(Entries, at));
  }
  const looksOwn = typeof value === 'object' && value !== null && 'reachproofListeners' in value;
  const [issue] = own.error.issues;
  throw new ListenersError(
    looksOwn && issue !== undefined
      ? `${at}: ${issue.path.map(String).join('.')}: ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`
      : `${at}: expected a listener report (reachproofListeners: 1), rows of osquery's listening_ports joined with processes, an osquery snapshot result (hostIdentifier, snapshot), or Systems Manager inventory (InstanceId, Entries)`,
  );
};

const rowReports = (records: readonly JsonRecord[], file: ListenerFile): readonly ListenerReport[] => {
  const byInstance = new Map<string, Listener[]>();
  for (const { value, at } of records) {
    const row = rowSchema.parse(value);
    const id = row.instance_id ?? idFromName(file);
    const listeners = byInstance.get(id) ?? [];
    byInstance.set(id, listeners);
    listeners.push(...listenersOf([row], at));
  }
  return [...byInstance].map(([id, listeners]) => reportOf(file, id, file.modifiedAt, listeners));
};

const listenersOf = (rows: readonly Row[], at: string): readonly Listener[] =>
  rows.flatMap((row, index) => {
    const result = listenerOf(row);
    if (result.kind === 'bad') throw new ListenersError(`${at}: listener ${index + 1}: ${result.message}`);
    return result.kind === 'listener' ? [result.listener] : [];
  });

const timeOf = (text: string | null | undefined, at: string): number | undefined => {
  if (text === null || text === undefined) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new ListenersError(`${at}: \`${text}\` is not a time (expected ISO 8601)`);
  return time;
};

const idFromName = ({ file }: ListenerFile): string => (file.split(/[\\/]/).at(-1) ?? file).replace(/\.[^.]*$/, '');

const reportOf = (
  { file }: ListenerFile,
  instanceId: string,
  collectedAt: number | undefined,
  listeners: readonly Listener[],
): ListenerReport => ({ source: file, instanceId, collectedAt, listeners });
