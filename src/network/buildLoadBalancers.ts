/** Application, Network and Classic Load Balancers (Elastic Load Balancing API versions 1 and 2). */
import type { ResourceOf } from '../snapshot/schema.js';
import type { Resources } from '../snapshot/snapshot.js';
import { distinctGaps, type NetworkGap } from './gap.js';
import type { Listener, LoadBalancer, TargetGroup } from './loadBalancer.js';
import { nodeInterfaces, nodesOf } from './loadBalancerNodes.js';
import type { NetworkInterface } from './networkInterface.js';
import { placementOf } from './placement.js';
import type { Subnet } from './subnet.js';
import {
  buildTargetGroup,
  distinct,
  type GroupUse,
  interfacesByAddress,
  loadBalancerAttributes,
  primaryInterface,
  type TargetGroupContext,
  type TargetLookup,
  targetGroupAttributes,
} from './targetGroups.js';

export interface LoadBalancers {
  /** Sorted by ARN or name. */
  readonly loadBalancers: readonly LoadBalancer[];
  readonly gaps: readonly NetworkGap[];
}

export interface LoadBalancerInput {
  readonly resources: Resources;
  readonly subnets: ReadonlyMap<string, Subnet>;
  readonly networkInterfaces: readonly NetworkInterface[];
  readonly interfacesOfInstance: ReadonlyMap<string, readonly NetworkInterface[]>;
  readonly terminated: ReadonlySet<string>;
}

export const buildLoadBalancers = (input: LoadBalancerInput): LoadBalancers => {
  const { resources, networkInterfaces, interfacesOfInstance, terminated } = input;
  const lookup: TargetLookup = {
    interfacesOfInstance,
    interfacesAt: (resources.TargetGroups ?? []).some(({ TargetType }) => TargetType === 'ip')
      ? interfacesByAddress(networkInterfaces)
      : new Map(),
    terminated,
    gaps: [],
  };
  const nodes = nodeInterfaces(networkInterfaces);
  const loadBalancers = [...currentGeneration(input, lookup, nodes), ...classic(input, lookup, nodes)].sort((a, b) =>
    compareText(a.arn ?? a.name, b.arn ?? b.name),
  );
  lookup.gaps.push(
    ...unknownLoadBalancers(resources, nodes),
    ...unknownTargets(loadBalancers),
    ...withoutNodes(loadBalancers),
  );
  return { loadBalancers, gaps: distinctGaps(lookup.gaps) };
};

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type NodeInterfaces = ReadonlyMap<string, readonly NetworkInterface[]>;

/** `app/name/id` or `net/name/id`, with which AWS also describes the nodes' interfaces. */
const resourceName = (arn: string): string => arn.slice(arn.indexOf(':loadbalancer/') + ':loadbalancer/'.length);

const currentGeneration = (
  { resources, subnets }: LoadBalancerInput,
  lookup: TargetLookup,
  nodes: NodeInterfaces,
): readonly LoadBalancer[] => {
  const context: TargetGroupContext = {
    resources,
    lookup,
    groups: new Map((resources.TargetGroups ?? []).map((group) => [group.TargetGroupArn, group])),
    health: new Map(
      (resources.LoadBalancerTargetHealth ?? []).map((health) => [
        health.TargetGroupArn,
        health.TargetHealthDescriptions,
      ]),
    ),
    groupAttributes: targetGroupAttributes(resources),
  };
  const attributes = loadBalancerAttributes(resources);
  const listeners = listenersByLoadBalancer(resources);
  const rules = ruleActions(resources);
  return (resources.LoadBalancers ?? []).flatMap((balancer): LoadBalancer[] => {
    const { LoadBalancerArn: arn, LoadBalancerName: name, Type: type, AvailabilityZones: zones } = balancer;
    if (type !== 'application' && type !== 'network') return [];
    const vpcId = balancer.VpcId ?? zones.map(({ SubnetId }) => subnets.get(SubnetId ?? '')?.vpcId).find(isText);
    if (vpcId === undefined) {
      lookup.gaps.push(
        gapFor(arn, `the VPC of load balancer ${name} is not in the snapshot`, describeV2(arn), undefined),
      );
      return [];
    }
    const described = listeners.get(arn);
    if (described === undefined) {
      lookup.gaps.push(
        gapFor(
          arn,
          `the listeners of load balancer ${name} are not in the snapshot`,
          `aws elbv2 describe-listeners --load-balancer-arn ${arn}`,
          vpcId,
        ),
      );
    }
    const usedAs: GroupUse = { type, vpcId, name, attributes: attributes.get(arn) };
    const [account, region] = [arn.split(':')[4], arn.split(':')[3]];
    return [
      {
        name,
        arn,
        type,
        internetFacing: balancer.Scheme !== 'internal',
        dnsName: balancer.DNSName,
        dualStack: balancer.IpAddressType !== undefined && balancer.IpAddressType !== 'ipv4',
        vpcId,
        securityGroupIds: [...new Set(balancer.SecurityGroups)].sort(),
        account: account === '' ? balancer.origin.account : account,
        region: region === '' ? balancer.origin.region : region,
        nodes: nodesOf(
          zones.map(({ SubnetId }) => SubnetId).filter(isText),
          nodes.get(resourceName(arn)) ?? [],
          subnets,
        ),
        listeners: (described ?? [])
          .flatMap((listener) => {
            const ruled = rules.get(listener.ListenerArn);
            if (ruled === undefined && type === 'application') {
              lookup.gaps.push(
                gapFor(
                  listener.ListenerArn,
                  `the rules of listener ${listener.Port ?? '?'} of load balancer ${name} are not in the snapshot`,
                  `aws elbv2 describe-rules --listener-arn ${listener.ListenerArn}`,
                  vpcId,
                ),
              );
            }
            const arns = forwardedTo([...listener.DefaultActions, ...(ruled ?? [])]);
            return listener.Port === undefined
              ? []
              : [
                  {
                    port: listener.Port,
                    protocol: listener.Protocol,
                    targetGroups: arns.map((group) => buildTargetGroup(context, group, usedAs)).filter(isGroup),
                  },
                ];
          })
          .sort((a, b) => a.port - b.port || compareText(a.protocol ?? '', b.protocol ?? '')),
      },
    ];
  });
};

const isText = (text: string | undefined): text is string => text !== undefined;
const isGroup = (group: TargetGroup | undefined): group is TargetGroup => group !== undefined;
const describeV2 = (arn: string): string => `aws elbv2 describe-load-balancers --load-balancer-arns ${arn}`;

const gapFor = (resource: string, reason: string, remedy: string, vpcId: string | undefined): NetworkGap => ({
  resource,
  reason,
  remedy,
  vpcId,
});

type DescribedListener = ResourceOf<'Listeners'>;

/** Listeners by load balancer; a load balancer of which nothing is said has no entry. */
const listenersByLoadBalancer = ({
  Listeners = [],
  LoadBalancerListeners = [],
}: Resources): ReadonlyMap<string, readonly DescribedListener[]> => {
  const byBalancer = new Map<string, Map<string, DescribedListener>>();
  const of = (arn: string) => {
    const known = byBalancer.get(arn) ?? new Map<string, DescribedListener>();
    byBalancer.set(arn, known);
    return known;
  };
  for (const listener of Listeners) of(listener.LoadBalancerArn).set(listener.ListenerArn, listener);
  for (const { LoadBalancerArn, Listeners: wrapped } of LoadBalancerListeners) {
    const known = of(LoadBalancerArn);
    for (const listener of wrapped) known.set(listener.ListenerArn, listener);
  }
  return new Map([...byBalancer].map(([arn, listeners]) => [arn, [...listeners.values()]]));
};

type Action = DescribedListener['DefaultActions'][number];

/** Actions of all rules of a listener. The rule's ARN holds the listener's; `describe-rules` does not name it. */
const ruleActions = ({ Rules = [] }: Resources): ReadonlyMap<string, readonly Action[]> => {
  const byListener = new Map<string, Action[]>();
  for (const { RuleArn, Actions } of Rules) {
    const listenerArn = RuleArn.replace(':listener-rule/', ':listener/').replace(/\/[^/]*$/, '');
    byListener.set(listenerArn, [...(byListener.get(listenerArn) ?? []), ...Actions]);
  }
  return byListener;
};

/** Target groups that some action forwards to: weight 0 gets nothing; redirects and the like forward nothing. */
const forwardedTo = (actions: readonly Action[]): readonly string[] =>
  [
    ...new Set(
      actions.flatMap(({ Type, TargetGroupArn, ForwardConfig }) => {
        if (Type !== undefined && Type !== 'forward') return [];
        const weighted = ForwardConfig?.TargetGroups ?? [];
        if (weighted.length > 0) {
          return weighted
            .filter(({ Weight }) => Weight === undefined || Weight > 0)
            .map((group) => group.TargetGroupArn);
        }
        return TargetGroupArn === undefined ? [] : [TargetGroupArn];
      }),
    ),
  ].sort();

const classic = (
  { resources, subnets }: LoadBalancerInput,
  lookup: TargetLookup,
  nodes: NodeInterfaces,
): readonly LoadBalancer[] => {
  const settings = new Map(
    (resources.ClassicLoadBalancerAttributes ?? []).map(({ LoadBalancerName, LoadBalancerAttributes }) => [
      LoadBalancerName,
      LoadBalancerAttributes?.CrossZoneLoadBalancing?.Enabled,
    ]),
  );
  return (resources.LoadBalancerDescriptions ?? []).flatMap((balancer): LoadBalancer[] => {
    const { LoadBalancerName: name, Subnets, Instances } = balancer;
    const vpcId = balancer.VPCId ?? Subnets.map((id) => subnets.get(id)?.vpcId).find(isText);
    // Without a VPC it is of EC2-Classic, which ended in 2022.
    if (vpcId === undefined) return [];
    const crossZone = settings.get(name);
    const listeners = balancer.ListenerDescriptions.map(({ Listener }): Listener => {
      const { LoadBalancerPort, Protocol, InstancePort, InstanceProtocol } = Listener;
      return {
        port: LoadBalancerPort,
        protocol: Protocol,
        targetGroups: [
          {
            id: `${name} port ${InstancePort}`,
            protocol: InstanceProtocol ?? Protocol,
            targets: distinct(
              Instances.flatMap(({ InstanceId }) => {
                const networkInterface = primaryInterface(lookup, InstanceId, name, vpcId);
                return networkInterface === undefined
                  ? []
                  : [{ kind: 'interface', networkInterface, port: InstancePort, address: undefined }];
              }),
            ),
            preservesClient: { on: false, assumed: false },
            crossZone: { on: crossZone ?? true, assumed: crossZone === undefined },
          },
        ],
      };
    });
    const [someSubnet] = Subnets;
    const { account, region } = placementOf(
      balancer.origin,
      undefined,
      balancer.AvailabilityZones[0] ?? subnets.get(someSubnet ?? '')?.availabilityZone,
    );
    return [
      {
        name,
        arn: undefined,
        type: 'classic',
        internetFacing: balancer.Scheme !== 'internal',
        dnsName: balancer.DNSName,
        dualStack: false,
        vpcId,
        securityGroupIds: [...new Set(balancer.SecurityGroups)].sort(),
        account,
        region,
        nodes: nodesOf(
          Subnets,
          (nodes.get(name) ?? []).filter((node) => node.vpcId === vpcId),
          subnets,
        ),
        listeners: listeners.sort((a, b) => a.port - b.port),
      },
    ];
  });
};

/** A load balancer that is in no subnet that the snapshot tells of may be met anywhere. */
const withoutNodes = (loadBalancers: readonly LoadBalancer[]): readonly NetworkGap[] =>
  loadBalancers
    .filter(({ nodes }) => nodes.length === 0)
    .map(({ name, arn, vpcId }) =>
      gapFor(
        arn ?? name,
        `the subnets of load balancer ${name} are not in the snapshot`,
        arn === undefined ? `aws elb describe-load-balancers --load-balancer-names ${name}` : describeV2(arn),
        vpcId,
      ),
    );

/** Application Load Balancers that are targets and that the snapshot lacks. */
const unknownTargets = (loadBalancers: readonly LoadBalancer[]): readonly NetworkGap[] => {
  const known = new Set(loadBalancers.map(({ arn }) => arn));
  return loadBalancers.flatMap(({ name, vpcId, listeners }) =>
    listeners
      .flatMap(({ targetGroups }) => targetGroups.flatMap(({ targets }) => targets))
      .flatMap((target) =>
        target.kind === 'loadBalancer' && !known.has(target.arn)
          ? [
              gapFor(
                target.arn,
                `load balancer ${target.arn}, a target of ${name}, is not in the snapshot`,
                describeV2(target.arn),
                vpcId,
              ),
            ]
          : [],
      ),
  );
};

/** Load balancers that interfaces name and the snapshot lacks: each may forward to anything in its VPC. */
const unknownLoadBalancers = (
  { LoadBalancers = [], LoadBalancerDescriptions = [] }: Resources,
  nodes: NodeInterfaces,
): readonly NetworkGap[] => {
  const known = new Set([
    ...LoadBalancers.map(({ LoadBalancerArn }) => resourceName(LoadBalancerArn)),
    ...LoadBalancerDescriptions.map(({ LoadBalancerName }) => LoadBalancerName),
  ]);
  return [...nodes].flatMap(([name, interfaces]) => {
    const [first] = interfaces;
    // Gateway Load Balancers let nothing in by themselves (semantics.md section 6 does not speak of them).
    if (known.has(name) || first === undefined || name.startsWith('gwy/')) return [];
    const [kind, v2Name] = name.split('/');
    return [
      gapFor(
        name,
        `load balancer ${name}, whose node is ${first.id}, is not in the snapshot`,
        v2Name === undefined
          ? `aws elb describe-load-balancers --load-balancer-names ${kind}`
          : `aws elbv2 describe-load-balancers --names ${v2Name}`,
        first.vpcId,
      ),
    ];
  });
};
