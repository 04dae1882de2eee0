/** Target groups and their registered targets (Elastic Load Balancing API; semantics.md section 6). */
import type { ResourceOf } from '../snapshot/schema.js';
import type { Resources } from '../snapshot/snapshot.js';
import { parseAddress, sameAddress } from '../values/address.js';
import type { NetworkGap } from './gap.js';
import type { Setting, Target, TargetGroup } from './loadBalancer.js';
import type { NetworkInterface } from './networkInterface.js';

/** Where targets are looked up. */
export interface TargetLookup {
  readonly interfacesOfInstance: ReadonlyMap<string, readonly NetworkInterface[]>;
  /** Interfaces by address text, over all VPCs. */
  readonly interfacesAt: ReadonlyMap<string, readonly NetworkInterface[]>;
  readonly terminated: ReadonlySet<string>;
  readonly gaps: NetworkGap[];
}

/** The interface on which an instance target receives: the one at device index 0. */
export const primaryInterface = (
  { interfacesOfInstance, terminated, gaps }: TargetLookup,
  instanceId: string,
  registeredIn: string,
  vpcId: string | undefined,
): NetworkInterface | undefined => {
  const interfaces = interfacesOfInstance.get(instanceId) ?? [];
  // An instance with one interface has it at index 0, even where the snapshot does not say.
  const primary =
    interfaces.find(({ deviceIndex }) => deviceIndex === 0) ??
    (interfaces.length === 1 && interfaces[0]?.deviceIndex === undefined ? interfaces[0] : undefined);
  if (primary === undefined && !terminated.has(instanceId)) {
    gaps.push({
      resource: instanceId,
      reason: `the primary network interface of instance ${instanceId}, a target of ${registeredIn}, is not in the snapshot`,
      remedy: `aws ec2 describe-network-interfaces --filters Name=attachment.instance-id,Values=${instanceId}`,
      vpcId,
    });
  }
  return primary;
};

type Group = ResourceOf<'TargetGroups'>;
type Attributes = ReadonlyMap<string, string>;

const attributeMap = (entries: readonly { readonly Key: string; readonly Value?: string | undefined }[]): Attributes =>
  new Map(entries.map(({ Key, Value }) => [Key, Value ?? '']));

/** Attributes of every target group, by ARN. */
export const targetGroupAttributes = ({ TargetGroupAttributes = [] }: Resources): ReadonlyMap<string, Attributes> =>
  new Map(TargetGroupAttributes.map(({ TargetGroupArn, Attributes }) => [TargetGroupArn, attributeMap(Attributes)]));

/** Attributes of every Application and Network Load Balancer, by ARN. */
export const loadBalancerAttributes = ({ LoadBalancerAttributes = [] }: Resources): ReadonlyMap<string, Attributes> =>
  new Map(LoadBalancerAttributes.map(({ LoadBalancerArn, Attributes }) => [LoadBalancerArn, attributeMap(Attributes)]));

/** Cross-zone load balancing of a target group: its own attribute, else the load balancer's. */
const crossZone = (
  type: 'application' | 'network',
  group: Attributes | undefined,
  balancer: Attributes | undefined,
): Setting => {
  const own = group?.get('load_balancing.cross_zone.enabled');
  if (own === 'true' || own === 'false') return { on: own === 'true', assumed: false };
  if (type === 'application') return { on: true, assumed: group === undefined };
  const value = balancer?.get('load_balancing.cross_zone.enabled');
  return value === undefined ? { on: true, assumed: true } : { on: value === 'true', assumed: false };
};

/**
 * Client IP preservation: always for UDP and TCP_UDP; else by attribute, which by default is on for instances and for
 * Application Load Balancers behind a Network Load Balancer, and off for addresses (Network Load Balancer user guide).
 */
const preservesClient = (
  type: 'application' | 'network',
  group: Group,
  attributes: Attributes | undefined,
): Setting => {
  if (type === 'application') return { on: false, assumed: false };
  if (
    group.Protocol === 'UDP' ||
    group.Protocol === 'TCP_UDP' ||
    group.Protocol === 'QUIC' ||
    group.Protocol === 'TCP_QUIC'
  ) {
    return { on: true, assumed: false };
  }
  const value = attributes?.get('preserve_client_ip.enabled');
  return value === 'true' || value === 'false'
    ? { on: value === 'true', assumed: false }
    : { on: group.TargetType !== 'ip', assumed: attributes === undefined };
};

export interface TargetGroupContext {
  readonly resources: Resources;
  readonly lookup: TargetLookup;
  readonly groups: ReadonlyMap<string, Group>;
  readonly health: ReadonlyMap<string, ResourceOf<'LoadBalancerTargetHealth'>['TargetHealthDescriptions']>;
  readonly groupAttributes: ReadonlyMap<string, Attributes>;
}

/** The load balancer that forwards to a target group. */
export interface GroupUse {
  readonly type: 'application' | 'network';
  readonly vpcId: string;
  readonly name: string;
  readonly attributes: Attributes | undefined;
}

/** A target group as one load balancer uses it, or undefined (and a gap) where the snapshot does not hold it. */
export const buildTargetGroup = (
  { lookup, groups, health, groupAttributes }: TargetGroupContext,
  arn: string,
  balancer: GroupUse,
): TargetGroup | undefined => {
  const group = groups.get(arn);
  const registered = health.get(arn);
  if (group === undefined || (registered === undefined && group.TargetType !== 'lambda')) {
    lookup.gaps.push({
      resource: arn,
      reason: `${group === undefined ? 'target group' : 'the targets of'} ${arn}, to which ${balancer.name} forwards, ${group === undefined ? 'is' : 'are'} not in the snapshot`,
      remedy:
        group === undefined
          ? `aws elbv2 describe-target-groups --target-group-arns ${arn}`
          : `aws elbv2 describe-target-health --target-group-arn ${arn}`,
      vpcId: balancer.vpcId,
    });
    return undefined;
  }
  const attributes = groupAttributes.get(arn);
  const targets = (registered ?? []).flatMap(({ Target }): Target[] => {
    const port = Target.Port ?? group.Port;
    if (group.TargetType === 'lambda') return [];
    if (port === undefined) {
      lookup.gaps.push({
        resource: arn,
        reason: `the port of target ${Target.Id} of ${arn} is not in the snapshot`,
        remedy: `aws elbv2 describe-target-health --target-group-arn ${arn}`,
        vpcId: balancer.vpcId,
      });
      return [];
    }
    if (group.TargetType === 'alb') return [{ kind: 'loadBalancer', arn: Target.Id, port }];
    const networkInterface =
      group.TargetType === 'ip'
        ? interfaceAt(lookup, Target.Id, arn, balancer.vpcId)
        : primaryInterface(lookup, Target.Id, arn, balancer.vpcId);
    if (networkInterface === undefined) return [];
    const address = group.TargetType === 'ip' ? parseAddress(Target.Id) : undefined;
    return [{ kind: 'interface', networkInterface, port, address }];
  });
  return {
    id: arn,
    protocol: group.Protocol,
    targets: distinct(targets),
    preservesClient: preservesClient(balancer.type, group, attributes),
    crossZone: crossZone(balancer.type, attributes, balancer.attributes),
  };
};

/** The interface of the load balancer's VPC that has an address. Elsewhere nothing is known (semantics.md section 6). */
const interfaceAt = (
  { interfacesAt, gaps }: TargetLookup,
  text: string,
  registeredIn: string,
  vpcId: string,
): NetworkInterface | undefined => {
  const address = parseAddress(text);
  const candidates = address === undefined ? [] : (interfacesAt.get(`${address.family} ${address.value}`) ?? []);
  const own = candidates.find((candidate) => candidate.vpcId === vpcId);
  if (own !== undefined) return own;
  const elsewhere = [...new Set(candidates.map((candidate) => candidate.vpcId))];
  for (const affected of elsewhere.length === 0 ? [vpcId] : elsewhere) {
    gaps.push({
      resource: text,
      reason: `${text}, a target of ${registeredIn}, is no address of an interface in ${vpcId}: the way to it is not analysed`,
      remedy: `aws ec2 describe-network-interfaces --filters Name=addresses.private-ip-address,Values=${text}`,
      vpcId: affected,
    });
  }
  return undefined;
};

const keyOf = (target: Target): string =>
  target.kind === 'interface'
    ? `interface ${target.networkInterface.id} ${target.address?.value ?? ''} ${target.port}`
    : `loadBalancer ${target.arn} ${target.port}`;

/** Sorted, each once. */
export const distinct = (targets: readonly Target[]): readonly Target[] =>
  [...new Map(targets.map((target) => [keyOf(target), target])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, target]) => target);

/** Interfaces of the network by each of their addresses. */
export const interfacesByAddress = (
  networkInterfaces: readonly NetworkInterface[],
): ReadonlyMap<string, readonly NetworkInterface[]> => {
  const byAddress = new Map<string, NetworkInterface[]>();
  for (const networkInterface of networkInterfaces) {
    const addresses = [...networkInterface.ipv4.map(({ address }) => address), ...networkInterface.ipv6];
    for (const [index, address] of addresses.entries()) {
      if (addresses.findIndex((other) => sameAddress(other, address)) !== index) continue;
      const key = `${address.family} ${address.value}`;
      byAddress.set(key, [...(byAddress.get(key) ?? []), networkInterface]);
    }
  }
  return byAddress;
};
