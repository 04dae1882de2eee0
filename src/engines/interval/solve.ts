/**
 * Exact answers by interval algebra. Each hop looks at one address and one port. Once all addresses are chosen, the
 * ports are independent of each other: the destination ports that pass are the intersection over the hops that look at
 * it, and a source port exists when the intersection over its hops is not empty. Addresses matter only through the
 * stretch between steps that they lie in, so one address of each stretch decides for all of it, and stretches on which
 * all hops behave alike are one class.
 */
import { type AddressOperand, type Hop, nodeSourcePorts, type PortOperand, type Question } from '../../paths/path.js';
import type { Family } from '../../values/address.js';
import type { AddressSet } from '../../values/addressSet.js';
import type { Protocol } from '../../values/protocol.js';
import type { EngineOptions } from '../engine.js';
import { hopSteps, type Mode, portsAt } from './hopSteps.js';
import { contains, everyPort, intersect, isEmpty, noPorts, type PortSet, portSetKey } from './portSet.js';
import { type AddressRange, type Steps, stretches } from './steps.js';

/** Ports left for each port variable; no entry: all that the variable may have. */
type PortLimits = ReadonlyMap<string, PortSet>;

/** Addresses of one variable on which all hops that look at it behave alike. */
export interface AddressClass {
  readonly ranges: readonly AddressRange[];
  readonly limits: PortLimits;
}

/** An address variable with its classes. */
interface Variable {
  readonly key: string;
  readonly family: Family;
  readonly classes: readonly AddressClass[];
}

/** One class of each address variable, with what gets through. */
export interface Combination {
  /** By variable: `client`, or `node` and the leg. */
  readonly classes: ReadonlyMap<string, AddressClass>;
  readonly destinationPorts: PortSet;
  /** By `clientSource` or `nodeSource` and the leg: ports to choose from. */
  readonly sourcePorts: ReadonlyMap<string, PortSet>;
}

const destination = 'destination';
const addressKey = (operand: Exclude<AddressOperand, { of: 'fixed' }>): string =>
  operand.of === 'client' ? 'client' : `node ${operand.leg}`;
const portKey = (operand: Exclude<PortOperand, { of: 'fixed' }>): string =>
  operand.of === 'nodeSource' ? `nodeSource ${operand.leg}` : operand.of;

const addressOperand = (hop: Hop): AddressOperand | undefined =>
  hop.kind === 'condition' ? undefined : hop.kind === 'routeTable' ? hop.destination : hop.remote;

/** Route tables and conditions look at no port: they pass all of them or none. */
const portOperand = (hop: Hop): PortOperand | undefined =>
  hop.kind === 'networkAcl' || hop.kind === 'securityGroups' ? hop.port : undefined;

/** What a hop's verdict limits: the ports of a variable, or everything where it looks at none. */
const limitOf = (hop: Hop, ports: PortSet): readonly [key: string, ports: PortSet] => {
  const operand = portOperand(hop);
  if (operand === undefined) return [destination, isEmpty(ports) ? noPorts : everyPort];
  if (operand.of === 'fixed') return [destination, contains(ports, operand.port) ? everyPort : noPorts];
  return [portKey(operand), ports];
};

const narrowed = (limits: PortLimits, added: Iterable<readonly [string, PortSet]>): Map<string, PortSet> => {
  const result = new Map(limits);
  for (const [key, ports] of added) {
    if (ports === everyPort) continue;
    const before = result.get(key);
    result.set(key, before === undefined ? ports : intersect(before, ports));
  }
  return result;
};

const limitsKey = (limits: PortLimits): string =>
  [...limits]
    .map(([key, ports]) => `${key}:${portSetKey(ports)}`)
    .sort()
    .join(' ');

/** Every combination of address classes by which some destination port is reached. */
export const combinationsOf = (
  question: Question,
  protocol: Protocol,
  mode: Mode,
  { semantics, sourcePorts }: EngineOptions,
): readonly Combination[] => {
  if (!question.protocols.includes(protocol)) return [];
  const hops = question.hops.filter(({ direction }) => direction === 'request' || semantics === 'two-way');
  const sets = new Map<string, AddressSet>([
    ['client', question.sources],
    ...question.nodes.map(({ leg, addresses }) => [`node ${leg}`, addresses] as const),
  ]);
  const own: Map<string, PortSet> = new Map([
    [destination, [question.destinationPorts]],
    ['clientSource', [sourcePorts]],
  ]);
  for (const hop of hops) {
    const operand = portOperand(hop);
    if (operand?.of === 'nodeSource') own.set(portKey(operand), [nodeSourcePorts]);
  }
  let fixed: PortLimits = own;
  const looking = new Map<string, Hop[]>([...sets.keys()].map((key) => [key, []]));
  for (const hop of hops) {
    const operand = addressOperand(hop);
    if (operand === undefined || operand.of === 'fixed') {
      const family = operand?.address.family ?? question.family;
      const ports = portsAt(hopSteps(hop, family, protocol, mode), operand?.address.value ?? 0n);
      fixed = narrowed(fixed, [limitOf(hop, ports)]);
    } else looking.get(addressKey(operand))?.push(hop);
  }
  if ([...fixed.values()].some(isEmpty)) return [];
  const variables = [...sets].map(
    ([key, set]): Variable => ({
      key,
      family: set.family,
      classes: classesOf(looking.get(key) ?? [], set, protocol, mode),
    }),
  );
  return combine(variables, fixed);
};

const classesOf = (hops: readonly Hop[], set: AddressSet, protocol: Protocol, mode: Mode): readonly AddressClass[] => {
  const functions = hops.map((hop): Steps<PortSet> => hopSteps(hop, set.family, protocol, mode));
  const classes = new Map<string, { ranges: AddressRange[]; limits: PortLimits }>();
  const bySteps = new Map<string, { ranges: AddressRange[]; limits: PortLimits } | undefined>();
  for (const { range, steps } of stretches(functions, set)) {
    const values = steps.map((step, index) => functions[index]?.values[step] ?? noPorts);
    const stepsKey = values.map(portSetKey).join('|');
    let found = bySteps.get(stepsKey);
    if (found === undefined && !bySteps.has(stepsKey)) {
      const limits = narrowed(
        new Map(),
        hops.map((hop, index) => limitOf(hop, values[index] ?? noPorts)),
      );
      if (![...limits.values()].some(isEmpty)) {
        const key = limitsKey(limits);
        found = classes.get(key) ?? { ranges: [], limits };
        classes.set(key, found);
      }
      bySteps.set(stepsKey, found);
    }
    if (found === undefined) continue;
    const last = found.ranges.at(-1);
    if (last !== undefined && last.to + 1n === range.from)
      found.ranges[found.ranges.length - 1] = { from: last.from, to: range.to };
    else found.ranges.push(range);
  }
  return [...classes.values()];
};

const combine = (variables: readonly Variable[], fixed: PortLimits): readonly Combination[] => {
  let partial: { readonly classes: ReadonlyMap<string, AddressClass>; readonly limits: PortLimits }[] = [
    { classes: new Map(), limits: fixed },
  ];
  for (const { key, classes } of variables) {
    partial = partial.flatMap((one) =>
      classes.flatMap((next) => {
        const limits = narrowed(one.limits, next.limits);
        return [...limits.values()].some(isEmpty) ? [] : [{ classes: new Map([...one.classes, [key, next]]), limits }];
      }),
    );
  }
  return partial.map(({ classes, limits }) => {
    const sourcePorts = new Map(limits);
    sourcePorts.delete(destination);
    return { classes, destinationPorts: limits.get(destination) ?? noPorts, sourcePorts };
  });
};
