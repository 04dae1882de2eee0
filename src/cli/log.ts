import type { Logger } from 'pino';
import { tool } from '../values/tool.js';

export const logLevels = ['silent', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof logLevels)[number];

export const logFormats = ['pretty', 'json'] as const;
export type LogFormat = (typeof logFormats)[number];

type Level = Exclude<LogLevel, 'silent'>;

/** Logs to standard error, with pino, which is loaded for the first message that the level lets through. */
export class Log {
  readonly level: LogLevel;
  readonly #format: LogFormat;
  readonly #color: boolean;
  /** Messages in order, while pino is being loaded. */
  #written: Promise<void> = Promise.resolve();
  #logger: Promise<Logger> | undefined;

  constructor({
    level,
    format,
    color,
  }: { readonly level: LogLevel; readonly format: LogFormat; readonly color: boolean }) {
    this.level = level;
    this.#format = format;
    this.#color = color;
  }

  isEnabled(level: Level): boolean {
    return logLevels.indexOf(level) <= logLevels.indexOf(this.level);
  }

  warn(message: string, fields: object = {}): void {
    this.#write('warn', message, fields);
  }

  info(message: string, fields: object = {}): void {
    this.#write('info', message, fields);
  }

  debug(message: string, fields: object = {}): void {
    this.#write('debug', message, fields);
  }

  /** Resolves when all messages are out. */
  async flush(): Promise<void> {
    await this.#written;
  }

  #write(level: Level, message: string, fields: object): void {
    if (!this.isEnabled(level)) return;
    this.#logger ??= this.#start();
    const logger = this.#logger;
    this.#written = this.#written.then(async () => (await logger)[level](fields, message));
  }

  async #start(): Promise<Logger> {
    const { pino, destination } = await import('pino');
    const options = { name: tool.name, level: this.level, base: { name: tool.name } };
    const stderr = 2;
    if (this.#format === 'json') return pino(options, destination({ dest: stderr, sync: true }));
    const { default: pretty } = await import('pino-pretty');
    return pino(
      options,
      pretty({
        destination: stderr,
        sync: true,
        colorize: this.#color,
        ignore: 'pid,hostname,name',
        translateTime: 'HH:MM:ss.l',
      }),
    );
  }
}
