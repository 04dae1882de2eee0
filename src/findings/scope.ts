import type { Network } from '../network/network.js';
import type { NetworkInterface } from '../network/networkInterface.js';

/** Which interfaces to assess. Values of one kind are alternatives; different kinds must hold together. */
export interface Scope {
  readonly vpcIds: readonly string[];
  readonly instanceIds: readonly string[];
  readonly networkInterfaceIds: readonly string[];
  /** Tags of instances: values of one key are alternatives, different keys must hold together (as in AWS filters). */
  readonly tags: readonly (readonly [key: string, value: string])[];
  /** Also interfaces that belong to no EC2 instance. Those named by id are always in scope. */
  readonly allInterfaces: boolean;
}

export const everything: Scope = {
  vpcIds: [],
  instanceIds: [],
  networkInterfaceIds: [],
  tags: [],
  allInterfaces: false,
};

/** A scope that selects nothing: more likely a slip than a wish. The message is one line for the user. */
class ScopeError extends Error {
  override readonly name = 'ScopeError';
}

/**
 * The interfaces in scope, sorted by id. None only where nothing in particular was asked for.
 *
 * @throws ScopeError when a part of the scope, or all of it together, matches no interface
 */
export const interfacesIn = (network: Network, scope: Scope): readonly NetworkInterface[] => {
  const { vpcIds, instanceIds, networkInterfaceIds, tags, allInterfaces } = scope;
  const { networkInterfaces } = network;
  refuseUnknown('VPC', vpcIds, new Set([...network.vpcs.keys(), ...networkInterfaces.map(({ vpcId }) => vpcId)]));
  refuseUnknown(
    'instance',
    instanceIds,
    new Set(networkInterfaces.flatMap(({ instanceId }) => (instanceId === undefined ? [] : [instanceId]))),
    'with a network interface ',
  );
  refuseUnknown('network interface', networkInterfaceIds, new Set(networkInterfaces.map(({ id }) => id)));
  for (const [key, value] of tags) {
    if (![...network.instances.values()].some((instance) => instance.tags.get(key) === value)) {
      throw new ScopeError(`no instance in the snapshot has the tag \`${key}=${value}\``);
    }
  }
  const valuesOfTag = new Map<string, Set<string>>();
  for (const [key, value] of tags) valuesOfTag.set(key, (valuesOfTag.get(key) ?? new Set()).add(value));
  const matches = ({ id, vpcId, instanceId }: NetworkInterface): boolean =>
    among(vpcIds, vpcId) &&
    among(instanceIds, instanceId) &&
    among(networkInterfaceIds, id) &&
    [...valuesOfTag].every(([key, values]) => {
      const value = instanceId === undefined ? undefined : network.instances.get(instanceId)?.tags.get(key);
      return value !== undefined && values.has(value);
    });
  const matching = networkInterfaces.filter(matches);
  const selected = matching.filter(
    ({ id, instanceId }) => allInterfaces || instanceId !== undefined || networkInterfaceIds.includes(id),
  );
  const limited = vpcIds.length + instanceIds.length + networkInterfaceIds.length + tags.length > 0;
  if (limited && selected.length === 0) {
    throw new ScopeError(
      matching.length === 0
        ? 'no network interface matches all of the scope'
        : `no EC2 instance is in the scope, only ${matching.length} other network interfaces: add --all-interfaces`,
    );
  }
  return selected;
};

const among = (wanted: readonly string[], value: string | undefined): boolean =>
  wanted.length === 0 || (value !== undefined && wanted.includes(value));

const refuseUnknown = (kind: string, wanted: readonly string[], known: ReadonlySet<string>, having = ''): void => {
  const unknown = wanted.find((id) => !known.has(id));
  if (unknown !== undefined) throw new ScopeError(`no ${kind} \`${unknown}\` ${having}is in the snapshot`);
};
