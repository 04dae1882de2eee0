/** From paths and answers to exposures. */
import type { Answer, EngineOptions, ReachableRange } from '../engines/engine.js';
import { sourcesOf } from '../engines/interval/sources.js';
import type { Instance } from '../network/instance.js';
import type { Network } from '../network/network.js';
import type { Path, Question } from '../paths/path.js';
import { compareAddresses, formatAddress } from '../values/address.js';
import { mergePortRanges } from '../values/ports.js';
import { type Protocol, protocols } from '../values/protocol.js';
import type { ExposedRange, ExposedSources, Exposure } from './exposure.js';
import { witnessOf } from './replay.js';

/** What an engine said about one path. */
export interface AnsweredPath {
  readonly path: Path;
  /** One answer for each protocol that the path carries. */
  readonly answers: Readonly<Partial<Record<Protocol, Answer>>>;
}

/** Paths that make one exposure, with their answers. */
export interface AnsweredExposure {
  readonly exposure: Exposure;
  readonly answered: readonly AnsweredPath[];
}

/** What one row of the report stands for: interface, address, route, component, load balancer and listener. */
const keyOf = ({ networkInterface, address, route, componentId, loadBalancer }: Path): string =>
  JSON.stringify([
    networkInterface.id,
    formatAddress(address),
    route,
    componentId,
    ...(loadBalancer === undefined
      ? []
      : [loadBalancer.arn, loadBalancer.name, loadBalancer.listenerPort, loadBalancer.listenerProtocol]),
  ]);

/**
 * The exposures of the paths: rows with a reachable port, in the order of reports.
 *
 * @throws ReplayError when the packet evaluator refuses a witness
 */
export const exposuresOf = (
  network: Network,
  answered: Iterable<AnsweredPath>,
  options: EngineOptions,
): readonly AnsweredExposure[] => {
  const rows = new Map<string, [AnsweredPath, ...AnsweredPath[]]>();
  for (const one of answered) {
    const key = keyOf(one.path);
    const row = rows.get(key);
    if (row === undefined) rows.set(key, [one]);
    else row.push(one);
  }
  return [...rows.values()]
    .flatMap((row) => {
      const tcp = reachableIn(row, 'tcp', options);
      const udp = reachableIn(row, 'udp', options);
      if (tcp.length + udp.length === 0) return [];
      return [{ exposure: exposureOf(network, row, { tcp, udp }, options), answered: row }];
    })
    .sort((a, b) => compareExposures(a.exposure, b.exposure));
};

const exposureOf = (
  network: Network,
  [first, ...others]: readonly [AnsweredPath, ...AnsweredPath[]],
  ranges: Pick<Exposure, 'tcp' | 'udp'>,
  options: EngineOptions,
): Exposure => {
  const { networkInterface, route, componentId, loadBalancer, address, publicAddress } = first.path;
  const paths: Exposure['paths'] = [first.path, ...others.map(({ path }) => path)];
  // A path that lets nothing through is no reason to name what it took for granted.
  const used = [first, ...others].filter(({ answers }) =>
    protocols.some((protocol) => (answers[protocol]?.reachable.length ?? 0) > 0),
  );
  const instance =
    networkInterface.instanceId === undefined ? undefined : network.instances.get(networkInterface.instanceId);
  return {
    networkInterface,
    instance,
    route,
    componentId,
    loadBalancer,
    family: address.family,
    address,
    publicAddress,
    ...ranges,
    sources: protocols.flatMap((protocol) =>
      exposedSources(
        used.filter(({ answers }) => (answers[protocol]?.reachable.length ?? 0) > 0).map(({ path }) => path.question),
        protocol,
        options,
      ),
    ),
    connections: distinctSorted(used.flatMap(({ path }) => path.connections)),
    assumptions: distinctSorted([...used.flatMap(({ path }) => path.assumptions), ...stateAssumptions(instance)]),
    paths,
  };
};

const exposedSources = (
  questions: readonly Question[],
  protocol: Protocol,
  options: EngineOptions,
): readonly ExposedSources[] =>
  questions.length === 0
    ? []
    : sourcesOf([...new Set(questions)], protocol, options).map((row) => ({ protocol, ...row }));

/** Interfaces of instances that do not run are kept (semantics.md section 7). */
const stateAssumptions = (instance: Instance | undefined): readonly string[] =>
  instance?.state === 'stopped' || instance?.state === 'stopping'
    ? [`instance ${instance.id} is ${instance.state}: its ports can be reached once it runs again`]
    : [];

const distinctSorted = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

/** The union over the paths: each maximal range with the witness of its lowest part. */
const reachableIn = (
  row: readonly AnsweredPath[],
  protocol: Protocol,
  options: EngineOptions,
): readonly ExposedRange[] => {
  const parts = row.flatMap(({ path, answers }) =>
    (answers[protocol]?.reachable ?? []).map((range): { readonly path: Path; readonly range: ReachableRange } => ({
      path,
      range,
    })),
  );
  return mergePortRanges(parts.map(({ range }) => range)).map(({ from, to }) => {
    const part = parts.find(({ range }) => range.from === from);
    if (part === undefined) throw new Error(`no range begins at port ${from}`);
    return { from, to, witness: witnessOf(part.path, part.range.witness, options) };
  });
};

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const compareExposures = (a: Exposure, b: Exposure): number =>
  compareText(a.networkInterface.id, b.networkInterface.id) ||
  compareAddresses(a.address, b.address) ||
  compareText(a.route, b.route) ||
  compareText(a.componentId, b.componentId) ||
  compareText(a.loadBalancer?.arn ?? a.loadBalancer?.name ?? '', b.loadBalancer?.arn ?? b.loadBalancer?.name ?? '') ||
  (a.loadBalancer?.listenerPort ?? 0) - (b.loadBalancer?.listenerPort ?? 0) ||
  compareText(a.loadBalancer?.listenerProtocol ?? '', b.loadBalancer?.listenerProtocol ?? '');
