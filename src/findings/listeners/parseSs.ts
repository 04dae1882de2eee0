/** `ss -lntup`: what iproute2 prints, one socket a line. */
import { parseBinding } from './binding.js';
import type { Listener } from './listener.js';
import { ListenersError } from './listenersError.js';

/** The listeners of one host. @throws ListenersError */
export const parseSs = (text: string, file: string): readonly Listener[] => {
  const lines = text.split(/\r?\n/);
  if (!lines.some((line) => /^(Netid|tcp|udp)\s/.test(line))) {
    throw new ListenersError(`${file}: expected JSON, or what \`ss -lntup\` prints`);
  }
  return lines.flatMap((line, index) => parseLine(line, `${file}:${index + 1}`) ?? []);
};

const parseLine = (line: string, at: string): Listener | undefined => {
  const fields = line.trim().split(/\s+/);
  const [netid, state, , , local] = fields;
  if (netid !== 'tcp' && netid !== 'udp') return undefined;
  if (state !== 'LISTEN' && state !== 'UNCONN') return undefined;
  const split = /^(.+):(\d+)$/.exec(local ?? '');
  const address = split?.[1] ?? '';
  const port = Number(split?.[2]);
  // iproute2 prints `*` for IPv6 sockets that serve IPv4 too, `[::]` for those that do not, and `:::port` before 2018,
  // when it did not tell them apart.
  const v6only = /\bv6only:1\b/.test(line) || (address.startsWith('[::]') && !/\bv6only:0\b/.test(line));
  const binding = parseBinding(address, v6only);
  if (binding === undefined || !(port >= 1 && port <= 65_535)) {
    throw new ListenersError(
      `${at}: expected a local address and port in numbers (as \`ss -n\` prints them), got \`${local ?? ''}\``,
    );
  }
  const user = /users:\(\("((?:[^"\\]|\\.)*)",pid=(\d+)/.exec(line);
  return {
    protocol: netid,
    binding,
    port,
    process: { name: user?.[1], pid: user?.[2] === undefined ? undefined : Number(user[2]), path: undefined },
  };
};
