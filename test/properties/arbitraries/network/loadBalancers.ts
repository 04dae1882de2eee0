/**
 * Load balancers of all three kinds in front of the instances of `vpc-v`: an Application one (`web`), a Network one
 * (`nlb`) that may forward to it, a Classic one (`old`). With and without node interfaces, groups, cross-zone, client
 * address preservation; listeners with rules, weights and actions that forward nothing. Shrinks to none of them.
 */
import fc from 'fast-check';
import type {
  AwsAction,
  AwsAttribute,
  AwsClassicLoadBalancer,
  AwsListener,
  AwsLoadBalancer,
  AwsNetwork,
  AwsSubnet,
  AwsTargetGroup,
} from '../../awsNetwork.js';
import { type DrawnInterface, networkInterface } from './interfaces.js';
import { account, rarely, region } from './pools.js';

const arn = (rest: string) => `arn:aws:elasticloadbalancing:${region}:${account}:${rest}`;

/** The parts of a network that load balancers are. */
export type LoadBalancing = Pick<
  AwsNetwork,
  | 'LoadBalancers'
  | 'Listeners'
  | 'Rules'
  | 'TargetGroups'
  | 'LoadBalancerTargetHealth'
  | 'TargetGroupAttributes'
  | 'LoadBalancerAttributes'
  | 'LoadBalancerDescriptions'
  | 'ClassicLoadBalancerAttributes'
> & { readonly nodes: readonly DrawnInterface[] };

export const noLoadBalancing: LoadBalancing = {
  LoadBalancers: [],
  Listeners: [],
  Rules: [],
  TargetGroups: [],
  LoadBalancerTargetHealth: [],
  TargetGroupAttributes: [],
  LoadBalancerAttributes: [],
  LoadBalancerDescriptions: [],
  ClassicLoadBalancerAttributes: [],
  nodes: [],
};

const joined = (parts: readonly LoadBalancing[]): LoadBalancing => ({
  LoadBalancers: parts.flatMap((part) => part.LoadBalancers),
  Listeners: parts.flatMap((part) => part.Listeners),
  Rules: parts.flatMap((part) => part.Rules),
  TargetGroups: parts.flatMap((part) => part.TargetGroups),
  LoadBalancerTargetHealth: parts.flatMap((part) => part.LoadBalancerTargetHealth),
  TargetGroupAttributes: parts.flatMap((part) => part.TargetGroupAttributes),
  LoadBalancerAttributes: parts.flatMap((part) => part.LoadBalancerAttributes),
  LoadBalancerDescriptions: parts.flatMap((part) => part.LoadBalancerDescriptions),
  ClassicLoadBalancerAttributes: parts.flatMap((part) => part.ClassicLoadBalancerAttributes),
  nodes: parts.flatMap((part) => part.nodes),
});

const port = fc.constantFrom(80, 443, 22, 8080);
const scheme = fc.constantFrom('internet-facing', 'internet-facing', 'internal');
/** Mostly groups that the snapshot holds. */
const groups = (minLength: number): fc.Arbitrary<readonly string[]> =>
  fc
    .tuple(fc.subarray(['sg-lb', 'sg-1'], { minLength }), rarely(8))
    .map(([known, gone]) => (gone ? [...known, 'sg-gone'] : known));

/** Subnets of a load balancer, one a zone, and which of them have their node in the snapshot. */
const placement = (subnets: readonly AwsSubnet[]) =>
  fc
    .record({
      chosen: fc.subarray([...subnets], { minLength: 1 }),
      known: fc.array(fc.constantFrom(true, true, false), { minLength: 3, maxLength: 3 }),
    })
    .map(({ chosen, known }) => {
      const byZone = [...new Map(chosen.map((subnet) => [subnet.AvailabilityZone, subnet])).values()];
      return byZone.map((subnet, index) => ({ subnet, known: known[index] ?? true }));
    });
type Placement = readonly { readonly subnet: AwsSubnet; readonly known: boolean }[];

const nodes = (
  description: string,
  type: string,
  host: number,
  places: Placement,
  groupIds: readonly string[],
  isPublic: boolean,
): fc.Arbitrary<readonly DrawnInterface[]> =>
  fc.tuple(
    ...places
      .filter(({ known }) => known)
      .map(({ subnet }) =>
        networkInterface({
          id: `eni-${type}-${subnet.SubnetId}`,
          subnets: [subnet],
          groupIds,
          groups: groupIds,
          host,
          public: isPublic,
          fields: { Description: description, InterfaceType: type === 'nlb' ? 'network_load_balancer' : 'interface' },
        }),
      ),
  );

const attributes = (key: string): fc.Arbitrary<readonly AwsAttribute[] | undefined> =>
  fc.constantFrom<(readonly AwsAttribute[] | undefined)[]>(
    undefined,
    [{ Key: key, Value: 'true' }],
    [{ Key: key, Value: 'false' }],
    [],
  );

interface TargetGroupPlan {
  readonly name: string;
  readonly protocols: readonly string[];
  readonly types: readonly ('instance' | 'ip' | 'alb')[];
  readonly instanceIds: readonly string[];
  readonly addresses: readonly string[];
  readonly vpcId: string;
}

const targetGroup = (plan: TargetGroupPlan): fc.Arbitrary<LoadBalancing> =>
  fc
    .record({
      Protocol: fc.constantFrom(...plan.protocols),
      Port: port,
      TargetType: fc.constantFrom(...plan.types),
      targets: fc.array(
        fc.record({
          instance: fc.constantFrom(...plan.instanceIds),
          ip: fc.constantFrom(...plan.addresses),
          Port: fc.option(port),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      healthMissing: rarely(15),
      preserve: attributes('preserve_client_ip.enabled'),
      crossZone: attributes('load_balancing.cross_zone.enabled'),
    })
    .map(({ Protocol, Port, TargetType, targets, healthMissing, preserve, crossZone }) => {
      const TargetGroupArn = arn(`targetgroup/${plan.name}/1`);
      const id = (target: { instance: string; ip: string }): string =>
        TargetType === 'instance' ? target.instance : TargetType === 'ip' ? target.ip : arn('loadbalancer/app/web/1');
      const group: AwsTargetGroup = {
        TargetGroupArn,
        TargetGroupName: plan.name,
        Protocol: TargetType === 'alb' ? 'TCP' : Protocol,
        Port,
        TargetType,
        VpcId: plan.vpcId,
      };
      const chosen = TargetType === 'alb' ? targets.slice(0, 1) : targets;
      const described = chosen.map((target) => ({
        Target: { Id: id(target), ...(target.Port === null || TargetType === 'alb' ? {} : { Port: target.Port }) },
      }));
      // AWS keeps a target once for each port.
      const unique = [...new Map(described.map((target) => [JSON.stringify(target), target])).values()];
      const all =
        preserve === undefined && crossZone === undefined ? undefined : [...(preserve ?? []), ...(crossZone ?? [])];
      return {
        ...noLoadBalancing,
        TargetGroups: [group],
        LoadBalancerTargetHealth: healthMissing ? [] : [{ TargetGroupArn, TargetHealthDescriptions: unique }],
        TargetGroupAttributes: all === undefined ? [] : [{ TargetGroupArn, Attributes: all }],
      };
    });

const actions = (targetGroupArns: readonly string[]): fc.Arbitrary<readonly AwsAction[]> => {
  const groupArn = fc.constantFrom(...targetGroupArns);
  return fc.oneof(
    { weight: 5, arbitrary: groupArn.map((TargetGroupArn) => [{ Type: 'forward', TargetGroupArn }]) },
    {
      weight: 2,
      arbitrary: fc
        .uniqueArray(fc.record({ TargetGroupArn: groupArn, Weight: fc.constantFrom(1, 0, 100) }), {
          minLength: 1,
          maxLength: 2,
          selector: ({ TargetGroupArn }) => TargetGroupArn,
        })
        .map((TargetGroups) => [{ Type: 'forward', ForwardConfig: { TargetGroups } }]),
    },
    {
      weight: 2,
      arbitrary: groupArn.map((TargetGroupArn) => [{ Type: 'authenticate-oidc' }, { Type: 'forward', TargetGroupArn }]),
    },
    { weight: 2, arbitrary: fc.constantFrom([{ Type: 'redirect' }], [{ Type: 'fixed-response' }]) },
  );
};

interface LoadBalancerPlan {
  readonly type: 'application' | 'network';
  readonly name: string;
  readonly host: number;
  readonly listenerProtocols: readonly string[];
  readonly targetGroupNames: readonly string[];
  readonly subnets: readonly AwsSubnet[];
  readonly vpcId: string;
}

const loadBalancer = (plan: LoadBalancerPlan): fc.Arbitrary<LoadBalancing> => {
  const short = plan.type === 'application' ? 'app' : 'net';
  const path = `${short}/${plan.name}/1`;
  const LoadBalancerArn = arn(`loadbalancer/${path}`);
  const forwards = actions(plan.targetGroupNames.map((name) => arn(`targetgroup/${name}/1`)));
  return fc
    .record({
      Scheme: scheme,
      places: placement(plan.subnets),
      groupIds: groups(plan.type === 'application' ? 1 : 0),
      listeners: fc.uniqueArray(
        fc.record({
          Port: port,
          Protocol: fc.constantFrom(...plan.listenerProtocols),
          DefaultActions: forwards,
          rules: fc.array(forwards, { maxLength: 1 }),
        }),
        { minLength: 1, maxLength: 2, selector: ({ Port }) => Port },
      ),
      crossZone: attributes('load_balancing.cross_zone.enabled'),
      dualStack: rarely(4),
    })
    .chain(({ Scheme, places, groupIds, listeners, crossZone, dualStack }) =>
      nodes(
        `ELB ${path}`,
        short === 'net' ? 'nlb' : 'alb',
        plan.host,
        places,
        groupIds,
        Scheme === 'internet-facing',
      ).map((drawn): LoadBalancing => {
        const balancer: AwsLoadBalancer = {
          LoadBalancerArn,
          LoadBalancerName: plan.name,
          DNSName: `${plan.name}.elb.amazonaws.com`,
          Scheme,
          Type: plan.type,
          VpcId: plan.vpcId,
          State: { Code: 'active' },
          AvailabilityZones: places.map(({ subnet }) => ({
            ZoneName: subnet.AvailabilityZone,
            SubnetId: subnet.SubnetId,
          })),
          SecurityGroups: groupIds,
          IpAddressType: dualStack ? 'dualstack' : 'ipv4',
        };
        const withArns = listeners.map((listener) => ({ ...listener, id: `${path}/l${listener.Port}` }));
        return {
          ...noLoadBalancing,
          LoadBalancers: [balancer],
          Listeners: withArns.map(
            ({ id, Port, Protocol, DefaultActions }): AwsListener => ({
              ListenerArn: arn(`listener/${id}`),
              LoadBalancerArn,
              Port,
              Protocol,
              DefaultActions,
            }),
          ),
          Rules: withArns.flatMap(({ id, DefaultActions, rules }) => [
            {
              RuleArn: arn(`listener-rule/${id}/default`),
              Priority: 'default',
              IsDefault: true,
              Actions: DefaultActions,
            },
            ...rules.map((Actions, index) => ({
              RuleArn: arn(`listener-rule/${id}/${index}`),
              Priority: `${index + 1}`,
              IsDefault: false,
              Actions,
            })),
          ]),
          LoadBalancerAttributes: crossZone === undefined ? [] : [{ LoadBalancerArn, Attributes: crossZone }],
          nodes: drawn,
        };
      }),
    );
};

const classic = (
  subnets: readonly AwsSubnet[],
  vpcId: string,
  instanceIds: readonly string[],
): fc.Arbitrary<LoadBalancing> =>
  fc
    .record({
      Scheme: scheme,
      places: placement(subnets),
      groupIds: groups(1),
      instances: fc.subarray([...instanceIds], { minLength: 1 }),
      listeners: fc.uniqueArray(
        fc.record({
          Protocol: fc.constantFrom('HTTP', 'TCP', 'SSL', 'HTTPS'),
          LoadBalancerPort: port,
          InstanceProtocol: fc.constantFrom('HTTP', 'TCP'),
          InstancePort: port,
        }),
        { minLength: 1, maxLength: 2, selector: ({ LoadBalancerPort }) => LoadBalancerPort },
      ),
      crossZone: fc.option(fc.boolean()),
    })
    .chain(({ Scheme, places, groupIds, instances, listeners, crossZone }) =>
      nodes('ELB old', 'clb', 80, places, groupIds, Scheme === 'internet-facing').map((drawn): LoadBalancing => {
        const description: AwsClassicLoadBalancer = {
          LoadBalancerName: 'old',
          DNSName: 'old.elb.amazonaws.com',
          Scheme,
          VPCId: vpcId,
          Subnets: places.map(({ subnet }) => subnet.SubnetId),
          AvailabilityZones: places.map(({ subnet }) => subnet.AvailabilityZone),
          SecurityGroups: groupIds,
          Instances: instances.map((InstanceId) => ({ InstanceId })),
          ListenerDescriptions: listeners.map((Listener) => ({ Listener })),
        };
        return {
          ...noLoadBalancing,
          LoadBalancerDescriptions: [description],
          ClassicLoadBalancerAttributes:
            crossZone === null
              ? []
              : [
                  {
                    LoadBalancerName: 'old',
                    LoadBalancerAttributes: { CrossZoneLoadBalancing: { Enabled: crossZone } },
                  },
                ],
          nodes: drawn,
        };
      }),
    );

/** Up to three load balancers in the subnets of one VPC. */
export const loadBalancing = (
  subnets: readonly AwsSubnet[],
  vpcId: string,
  targets: Pick<TargetGroupPlan, 'instanceIds' | 'addresses'>,
): fc.Arbitrary<LoadBalancing> => {
  const application = fc
    .tuple(
      loadBalancer({
        type: 'application',
        name: 'web',
        host: 60,
        listenerProtocols: ['HTTP', 'HTTPS'],
        targetGroupNames: ['web-1', 'web-2'],
        subnets,
        vpcId,
      }),
      targetGroup({ name: 'web-1', protocols: ['HTTP', 'HTTPS'], types: ['instance', 'ip'], vpcId, ...targets }),
      targetGroup({ name: 'web-2', protocols: ['HTTP'], types: ['instance', 'ip'], vpcId, ...targets }),
    )
    .map(joined);
  const network = fc
    .tuple(
      loadBalancer({
        type: 'network',
        name: 'nlb',
        host: 70,
        listenerProtocols: ['TCP', 'TCP', 'UDP', 'TCP_UDP', 'TLS'],
        targetGroupNames: ['nlb-1', 'nlb-2'],
        subnets,
        vpcId,
      }),
      targetGroup({
        name: 'nlb-1',
        protocols: ['TCP', 'TCP', 'UDP', 'TCP_UDP', 'TLS'],
        types: ['instance', 'ip', 'alb'],
        vpcId,
        ...targets,
      }),
      targetGroup({
        name: 'nlb-2',
        protocols: ['TCP', 'UDP', 'TCP_UDP'],
        types: ['instance', 'ip'],
        vpcId,
        ...targets,
      }),
    )
    .map(joined);
  const drawn = (of: fc.Arbitrary<LoadBalancing>) => fc.option(of, { nil: noLoadBalancing, freq: 2 });
  return fc.tuple(drawn(application), drawn(network), drawn(classic(subnets, vpcId, targets.instanceIds))).map(joined);
};
