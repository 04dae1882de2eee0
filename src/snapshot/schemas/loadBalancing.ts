/** Load balancers of all types (Elastic Load Balancing API references, v1 and v2). */
import { z } from 'zod';
import { flag, id, list, number, optional, optionalPort, requiredPort, text } from './fields.js';

export const loadBalancer = z.object({
  LoadBalancerArn: id,
  LoadBalancerName: id,
  DNSName: text,
  Scheme: text,
  Type: text,
  VpcId: text,
  State: optional(z.object({ Code: text })),
  AvailabilityZones: list(z.object({ ZoneName: text, SubnetId: text })),
  SecurityGroups: list(id),
  IpAddressType: text,
});

const action = z.object({
  Type: text,
  TargetGroupArn: text,
  ForwardConfig: optional(z.object({ TargetGroups: list(z.object({ TargetGroupArn: id, Weight: number })) })),
});

export const listener = z.object({
  ListenerArn: id,
  LoadBalancerArn: id,
  Port: optionalPort,
  Protocol: text,
  DefaultActions: list(action),
});

export const loadBalancerListeners = z.object({ LoadBalancerArn: id, Listeners: list(listener) });

export const rule = z.object({ RuleArn: id, Priority: text, IsDefault: flag, Actions: list(action) });

export const targetGroup = z.object({
  TargetGroupArn: id,
  TargetGroupName: text,
  Protocol: text,
  Port: optionalPort,
  TargetType: text,
  VpcId: text,
});

export const loadBalancerTargetHealth = z.object({
  TargetGroupArn: id,
  TargetHealthDescriptions: list(
    z.object({ Target: z.object({ Id: id, Port: optionalPort, AvailabilityZone: text }) }),
  ),
});

const attributes = list(z.object({ Key: id, Value: text }));

export const targetGroupAttributes = z.object({ TargetGroupArn: id, Attributes: attributes });

export const loadBalancerAttributes = z.object({ LoadBalancerArn: id, Attributes: attributes });

export const classicLoadBalancer = z.object({
  LoadBalancerName: id,
  DNSName: text,
  Scheme: text,
  VPCId: text,
  Subnets: list(id),
  AvailabilityZones: list(id),
  SecurityGroups: list(id),
  Instances: list(z.object({ InstanceId: id })),
  ListenerDescriptions: list(
    z.object({
      Listener: z.object({
        Protocol: text,
        LoadBalancerPort: requiredPort,
        InstanceProtocol: text,
        InstancePort: requiredPort,
      }),
    }),
  ),
});

export const classicLoadBalancerAttributes = z.object({
  LoadBalancerName: id,
  LoadBalancerAttributes: optional(z.object({ CrossZoneLoadBalancing: optional(z.object({ Enabled: flag })) })),
});
