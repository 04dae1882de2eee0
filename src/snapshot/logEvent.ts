/** What the loader tells about its work, for debug logs. `file` is a path below the snapshot directory. */
export type SnapshotLogEvent =
  | { readonly code: 'keys-ignored'; readonly file: string; readonly keys: readonly string[] }
  | { readonly code: 'path-skipped'; readonly file: string; readonly reason: string }
  | { readonly code: 'file-read'; readonly file: string; readonly bytes: number; readonly milliseconds: number };

/** Receives each event as it happens. */
export type SnapshotLog = (event: SnapshotLogEvent) => void;

/** The event as one line. */
export const describeLogEvent = (event: SnapshotLogEvent): string => {
  switch (event.code) {
    case 'keys-ignored':
      return `${event.file}: ignored ${event.keys.map((key) => `\`${key}\``).join(', ')}`;
    case 'path-skipped':
      return `${event.file}: skipped, ${event.reason}`;
    case 'file-read':
      return `${event.file}: read ${event.bytes} bytes in ${Math.round(event.milliseconds)} ms`;
  }
};
