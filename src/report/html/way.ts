/** A witness as a picture: who sends to whom, and what decides in between, as the packet evaluator saw it. */
import type { EngineOptions } from '../../engines/engine.js';
import { evaluate } from '../../engines/evaluator/evaluate.js';
import type { HopEvaluation } from '../../engines/evaluator/evaluation.js';
import { addressOf, portOf } from '../../engines/evaluator/operands.js';
import type { Witness } from '../../findings/witness.js';
import type { Leg, Path, Route } from '../../paths/path.js';
import { type Address, formatAddress, sameAddress } from '../../values/address.js';
import { allPorts } from '../../values/ports.js';
import { printable } from '../../values/printable.js';
import { decisionText } from '../explanation/text.js';
import { InternTable } from './intern.js';
import type { End, Lane, PacketOnLeg, Station, Way } from './page/pageData.js';

export interface Tables {
  readonly stations: StationTable;
  readonly nodes: InternTable<End>;
  readonly lanes: InternTable<readonly Lane[]>;
}

/** @param shows what the witness shows to be reachable, in words */
export const wayOf = (witness: Witness, shows: string, semantics: EngineOptions['semantics'], tables: Tables): Way => {
  const { path, assignment } = witness;
  // The packet has got through already, so its source port was allowed: restricting ports again would change nothing.
  const { hops } = evaluate(path.question, assignment, { semantics, sourcePorts: allPorts });
  return {
    shows,
    legs: path.legs.map((leg) => packetOf(leg, witness)),
    nodes: nodesOf(witness).map((node) => tables.nodes.indexOf(node)),
    lanes: tables.lanes.indexOf(lanesOf(path, hops, tables.stations)),
  };
};

const endpoint = (address: Address, port: number): string =>
  address.family === 'ipv6' ? `[${formatAddress(address)}]:${port}` : `${formatAddress(address)}:${port}`;

const packetOf = (leg: Leg, { path, assignment, destination }: Witness): PacketOnLeg => {
  const port = portOf(leg.destinationPort, assignment);
  const delivered = addressOf(leg.delivered, assignment);
  const sent = leg === path.legs[0] ? destination : delivered;
  const source = endpoint(addressOf(leg.source, assignment), portOf(leg.sourcePort, assignment));
  if (sent === undefined) {
    return [source, `${printable(leg.destinationName ?? 'its load balancer')}:${port}`, endpoint(delivered, port)];
  }
  return sameAddress(sent, delivered)
    ? [source, endpoint(sent, port)]
    : [source, endpoint(sent, port), endpoint(delivered, port)];
};

/** Load balancers between client and interface. */
const nodesOf = ({ path: { legs, loadBalancer }, via, delivered }: Witness): readonly End[] =>
  legs.slice(1).map((_leg, index): End => {
    // The path names the first load balancer; of a second one it knows the address only.
    const named = index === 0 ? loadBalancer : undefined;
    const names =
      named === undefined
        ? []
        : [printable(named.name), `listener ${printable(named.listenerProtocol)} ${named.listenerPort}`];
    return {
      kind: 'loadBalancer',
      title: named === undefined ? 'load balancer' : `${named.type} load balancer`,
      lines: [...names, `sends from ${formatAddress((via[index] ?? delivered).source)}`],
    };
  });

const gatewayTitle: Readonly<Record<Route, string>> = {
  Internet: 'internet gateway',
  PeeredVPC: 'peering connection',
  VGW: 'virtual private gateway',
};

const stationOf = (evaluation: HopEvaluation, { componentId, route }: Path): Station => {
  const { verdict } = evaluation;
  const rules = evaluation.kind === 'securityGroups' ? evaluation.rules.map(({ label }) => label) : [];
  const decided = { rules: (rules.length > 0 ? rules : [decisionText(evaluation)]).map(printable), verdict };
  switch (evaluation.kind) {
    case 'condition': {
      const { element } = evaluation.hop;
      return element === componentId
        ? { kind: 'gateway', title: gatewayTitle[route], ids: [printable(element)], ...decided }
        : { kind: 'condition', title: 'condition', ids: [printable(element)], ...decided };
    }
    case 'routeTable': {
      const { table, subnetId } = evaluation.hop;
      return { kind: 'routeTable', title: 'route table', ids: [printable(table?.id ?? `of ${subnetId}`)], ...decided };
    }
    case 'networkAcl': {
      const { acl, subnetId, aclDirection } = evaluation.hop;
      const ids = [printable(acl?.id ?? `of ${subnetId}`)];
      return { kind: 'networkAcl', title: `network ACL, ${aclDirection}`, ids, ...decided };
    }
    case 'securityGroups': {
      const { groupIds, ruleDirection } = evaluation.hop;
      const title = `security group${groupIds.length === 1 ? '' : 's'}, ${ruleDirection}`;
      return { kind: 'securityGroups', title, ids: groupIds.map(printable), ...decided };
    }
  }
};

/** Stations by what decided: many packets pass the same rule of the same hop. */
export class StationTable {
  readonly #table = new InternTable<Station>();
  readonly #known = new Map<HopEvaluation['hop'], Map<unknown, Station>>();

  stationOf(evaluation: HopEvaluation, path: Path): Station {
    let ofHop = this.#known.get(evaluation.hop);
    if (ofHop === undefined) {
      ofHop = new Map();
      this.#known.set(evaluation.hop, ofHop);
    }
    const key = decidingOf(evaluation);
    let station = ofHop.get(key);
    if (station === undefined) {
      station = stationOf(evaluation, path);
      ofHop.set(key, station);
    }
    return station;
  }

  indexOf(station: Station): number {
    return this.#table.indexOf(station);
  }

  get values(): readonly Station[] {
    return this.#table.values;
  }
}

const decidingOf = (evaluation: HopEvaluation): unknown => {
  switch (evaluation.kind) {
    case 'condition':
      return evaluation.verdict;
    case 'routeTable':
      return evaluation.row;
    case 'networkAcl':
      return evaluation.entry;
    case 'securityGroups':
      return evaluation.rules.map(({ label }) => label).join('\n');
  }
};

const worse = (a: Station['verdict'], b: Station['verdict']): Station['verdict'] =>
  a === 'refused' || b === 'refused' ? 'refused' : a === 'undecided' || b === 'undecided' ? 'undecided' : 'admitted';

/** Several conditions on one element are one station. */
const joined = (stations: readonly Station[]): readonly Station[] => {
  const result: Station[] = [];
  for (const station of stations) {
    const last = result.at(-1);
    const same = last !== undefined && last.kind === station.kind && last.title === station.title;
    if (same && (station.kind === 'gateway' || station.kind === 'condition') && last.ids[0] === station.ids[0]) {
      const verdict = worse(last.verdict, station.verdict);
      result[result.length - 1] = { ...last, rules: [...last.rules, ...station.rules], verdict };
    } else result.push(station);
  }
  return result;
};

/**
 * Stations with the gateway that the client comes through, also where no condition is about it: behind the route that
 * leads to it, else next to the client.
 */
const withGateway = (
  stations: readonly Station[],
  hops: readonly HopEvaluation[],
  direction: Lane['direction'],
  { componentId, route }: Path,
): readonly Station[] => {
  if (stations.some(({ kind }) => kind === 'gateway')) return stations;
  const gateway: Station = {
    kind: 'gateway',
    title: gatewayTitle[route],
    ids: [printable(componentId)],
    rules: [],
    verdict: 'admitted',
  };
  const routed = hops.findIndex(
    (evaluation) => evaluation.kind === 'routeTable' && evaluation.hop.via.id === componentId,
  );
  const at = routed >= 0 ? routed + 1 : direction === 'request' ? 0 : stations.length;
  return [...stations.slice(0, at), gateway, ...stations.slice(at)];
};

/** One lane for each packet: the requests outwards in, then the replies inside out, in the order of the hops. */
const lanesOf = (path: Path, hops: readonly HopEvaluation[], table: StationTable): readonly Lane[] => {
  const lastLeg = path.legs.length - 1;
  const isTwoWay = hops.some(({ hop }) => hop.direction === 'reply');
  const requests = path.legs.map((_leg, leg) => ({ direction: 'request' as const, leg }));
  const replies = isTwoWay ? path.legs.map((_leg, leg) => ({ direction: 'reply' as const, leg: lastLeg - leg })) : [];
  return [...requests, ...replies].map(({ direction, leg }) => {
    const own = hops.filter(({ hop }) => hop.direction === direction && hop.leg === leg);
    const stations = own.map((hop) => table.stationOf(hop, path));
    const complete = leg === 0 ? withGateway(stations, own, direction, path) : stations;
    return { direction, leg, stations: joined(complete).map((station) => table.indexOf(station)) };
  });
};
