/** Load balancers of all three kinds in one shape, straight from the configuration (semantics.md section 6). */
import type { AwsAction, AwsAttribute, AwsNetwork, AwsNetworkInterface } from '../awsNetwork.js';
import type { Protocol } from './networkAcl.js';
import { liveInterfaces, subnetOf } from './resources.js';

export interface Target {
  readonly kind: 'instance' | 'ip' | 'load balancer';
  readonly id: string;
  readonly port: number;
}

export interface Forward {
  readonly protocols: readonly Protocol[];
  readonly targets: readonly Target[];
  readonly keepsClient: boolean;
  readonly crossesZones: boolean;
}

export interface Node {
  readonly subnetId: string;
  /** Undefined: the snapshot holds none for the subnet. */
  readonly networkInterface: AwsNetworkInterface | undefined;
}

export interface Balancer {
  /** ARN, or the name of a Classic one. */
  readonly id: string;
  readonly vpcId: string;
  readonly isClassic: boolean;
  readonly isInternetFacing: boolean;
  readonly isDualStack: boolean;
  readonly groupIds: readonly string[];
  readonly nodes: readonly Node[];
  readonly listenerPorts: readonly number[];
  forwards(listenerPort: number): readonly Forward[];
}

const protocolsOf = (name: string): readonly Protocol[] =>
  name === 'UDP' ? ['udp'] : name === 'TCP_UDP' ? ['tcp', 'udp'] : ['tcp'];

const nodes = (aws: AwsNetwork, description: string, subnetIds: readonly string[]): readonly Node[] => {
  const described = liveInterfaces(aws).filter(({ Description }) => Description === description);
  return subnetIds.flatMap((subnetId): readonly Node[] => {
    const here = described.filter(({ SubnetId }) => SubnetId === subnetId);
    if (here.length === 0) return [{ subnetId, networkInterface: undefined }];
    return here.map((networkInterface) => ({ subnetId, networkInterface }));
  });
};

const forwardedTo = (actions: readonly AwsAction[]): readonly string[] =>
  actions.flatMap(({ Type, TargetGroupArn, ForwardConfig }) => {
    if (Type !== 'forward') return [];
    const weighted = (ForwardConfig?.TargetGroups ?? []).filter(({ Weight }) => Weight === undefined || Weight > 0);
    return [
      ...(TargetGroupArn === undefined ? [] : [TargetGroupArn]),
      ...weighted.map((group) => group.TargetGroupArn),
    ];
  });

const attributeOf = (attributes: readonly AwsAttribute[] | undefined, key: string): string | undefined =>
  attributes?.find(({ Key }) => Key === key)?.Value;

const forward = (
  aws: AwsNetwork,
  type: 'application' | 'network',
  loadBalancerArn: string,
  listenerProtocol: string,
  groupArn: string,
): Forward => {
  const group = aws.TargetGroups.find(({ TargetGroupArn }) => TargetGroupArn === groupArn);
  if (group === undefined) throw new Error(`no target group ${groupArn}`);
  const attributes = aws.TargetGroupAttributes.find(({ TargetGroupArn }) => TargetGroupArn === groupArn)?.Attributes;
  const ofBalancer = aws.LoadBalancerAttributes.find(
    ({ LoadBalancerArn }) => LoadBalancerArn === loadBalancerArn,
  )?.Attributes;
  const crossZone = 'load_balancing.cross_zone.enabled';
  const inGroup = attributeOf(attributes, crossZone);
  const crossesZones =
    type === 'application' ? inGroup !== 'false' : (inGroup ?? attributeOf(ofBalancer, crossZone)) !== 'false';
  const preserves = attributeOf(attributes, 'preserve_client_ip.enabled');
  const keepsClient =
    type === 'network' &&
    (['UDP', 'TCP_UDP'].includes(group.Protocol) ||
      (preserves === undefined ? group.TargetType !== 'ip' : preserves === 'true'));
  const kinds = { instance: 'instance', ip: 'ip', alb: 'load balancer' } as const;
  const kind = Object.entries(kinds).find(([name]) => name === group.TargetType)?.[1];
  const health = aws.LoadBalancerTargetHealth.find(({ TargetGroupArn }) => TargetGroupArn === groupArn);
  return {
    protocols: protocolsOf(group.Protocol).filter((protocol) => protocolsOf(listenerProtocol).includes(protocol)),
    targets: (health?.TargetHealthDescriptions ?? []).flatMap(({ Target: { Id, Port } }) =>
      kind === undefined ? [] : [{ kind, id: Id, port: Port ?? group.Port }],
    ),
    keepsClient,
    crossesZones,
  };
};

const known = new WeakMap<AwsNetwork, readonly Balancer[]>();

/** Every load balancer of the configuration. */
export const balancersOf = (aws: AwsNetwork): readonly Balancer[] => {
  const balancers = known.get(aws) ?? readBalancers(aws);
  known.set(aws, balancers);
  return balancers;
};

const readBalancers = (aws: AwsNetwork): readonly Balancer[] => [
  ...aws.LoadBalancers.map((balancer): Balancer => {
    const path = balancer.LoadBalancerArn.replace(/^.*:loadbalancer\//, '');
    const listeners = aws.Listeners.filter(({ LoadBalancerArn }) => LoadBalancerArn === balancer.LoadBalancerArn);
    return {
      id: balancer.LoadBalancerArn,
      vpcId: balancer.VpcId,
      isClassic: false,
      isInternetFacing: balancer.Scheme === 'internet-facing',
      isDualStack: balancer.IpAddressType === 'dualstack',
      groupIds: balancer.SecurityGroups,
      nodes: nodes(
        aws,
        `ELB ${path}`,
        balancer.AvailabilityZones.map(({ SubnetId }) => SubnetId),
      ),
      listenerPorts: listeners.map(({ Port }) => Port),
      forwards: (listenerPort) =>
        listeners
          .filter(({ Port }) => Port === listenerPort)
          .flatMap(({ ListenerArn, Protocol, DefaultActions }) => {
            const ruleStart = `${ListenerArn.replace(':listener/', ':listener-rule/')}/`;
            const rules = aws.Rules.filter(({ RuleArn }) => RuleArn.startsWith(ruleStart));
            return [...DefaultActions, ...rules.flatMap(({ Actions }) => Actions)].flatMap((action) =>
              forwardedTo([action]).map((groupArn) =>
                forward(aws, balancer.Type, balancer.LoadBalancerArn, Protocol, groupArn),
              ),
            );
          }),
    };
  }),
  ...aws.LoadBalancerDescriptions.map((classic): Balancer => {
    const attributes = aws.ClassicLoadBalancerAttributes.find(
      ({ LoadBalancerName }) => LoadBalancerName === classic.LoadBalancerName,
    );
    const listeners = classic.ListenerDescriptions.map(({ Listener }) => Listener);
    return {
      id: classic.LoadBalancerName,
      vpcId: classic.VPCId,
      isClassic: true,
      isInternetFacing: classic.Scheme === 'internet-facing',
      isDualStack: false,
      groupIds: classic.SecurityGroups,
      nodes: nodes(aws, `ELB ${classic.LoadBalancerName}`, classic.Subnets),
      listenerPorts: listeners.map(({ LoadBalancerPort }) => LoadBalancerPort),
      forwards: (listenerPort) =>
        listeners
          .filter(({ LoadBalancerPort }) => LoadBalancerPort === listenerPort)
          .map(({ InstancePort }) => ({
            protocols: ['tcp'],
            targets: classic.Instances.map(({ InstanceId }) => ({
              kind: 'instance',
              id: InstanceId,
              port: InstancePort,
            })),
            keepsClient: false,
            crossesZones: attributes?.LoadBalancerAttributes.CrossZoneLoadBalancing.Enabled !== false,
          })),
    };
  }),
];

export const zoneOf = (aws: AwsNetwork, subnetId: string): string => subnetOf(aws, subnetId).AvailabilityZone;
