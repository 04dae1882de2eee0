import type { WriteStream } from 'node:tty';

/** True where colours are wanted: `FORCE_COLOR` and `NO_COLOR` (no-color.org) decide, else a terminal does. */
export const wantsColor = (stream: Pick<WriteStream, 'isTTY'>, env: NodeJS.ProcessEnv): boolean => {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR !== '0';
  return stream.isTTY === true && env.TERM !== 'dumb';
};
