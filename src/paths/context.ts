import type { Network } from '../network/network.js';
import type { Question } from './path.js';

/** What the path builders share: the network, and hops and questions made once and used by many paths. */
export interface PathContext {
  readonly network: Network;
  /** The value remembered under `key`, made on first use. A key names everything that `make` depends on. */
  readonly remember: <T>(kind: MemoKind<T>, key: string, make: () => T) => T;
}

/** Names a memo table and the type of its values. */
export interface MemoKind<T> {
  readonly table: WeakMap<Network, Map<string, T>>;
}

export const memoKind = <T>(): MemoKind<T> => ({ table: new WeakMap() });

export const createPathContext = (network: Network): PathContext => ({
  network,
  remember: (kind, key, make) => {
    let table = kind.table.get(network);
    if (table === undefined) {
      table = new Map();
      kind.table.set(network, table);
    }
    const known = table.get(key);
    if (known !== undefined) return known;
    const value = make();
    table.set(key, value);
    return value;
  },
});

/** Questions of paths with the same filters are one object. */
export const questions = memoKind<Question>();
