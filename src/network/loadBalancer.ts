import type { Address } from '../values/address.js';
import type { NetworkInterface } from './networkInterface.js';
import type { Subnet } from './subnet.js';

/** A node of a load balancer: the interface that carries it, or only its subnet where the snapshot holds none. */
export interface LoadBalancerNode {
  readonly subnetId: string;
  readonly subnet: Subnet | undefined;
  /** Undefined: any address of the subnet may be the node's. */
  readonly networkInterface: NetworkInterface | undefined;
}

/** Whether a setting is on, and whether the snapshot said so. */
export interface Setting {
  readonly on: boolean;
  readonly assumed: boolean;
}

/** Something that a load balancer forwards to. */
export type Target =
  | {
      readonly kind: 'interface';
      readonly networkInterface: NetworkInterface;
      readonly port: number;
      /** The registered address; undefined: the interface's primary private IPv4 address. */
      readonly address: Address | undefined;
    }
  /** An Application Load Balancer behind a Network Load Balancer. */
  | { readonly kind: 'loadBalancer'; readonly arn: string; readonly port: number };

/** A target group, or the registered instances of a Classic Load Balancer's listener. */
export interface TargetGroup {
  /** ARN, or the load balancer's name and instance port for a Classic one. */
  readonly id: string;
  /** As AWS writes it; undefined when it does not. */
  readonly protocol: string | undefined;
  /** Sorted by interface id or ARN, then port. */
  readonly targets: readonly Target[];
  /** The client's address and port reach the target (Network Load Balancers only). */
  readonly preservesClient: Setting;
  /** Nodes of one zone also serve targets of others. */
  readonly crossZone: Setting;
}

export interface Listener {
  readonly port: number;
  readonly protocol: string | undefined;
  /** Everything that the default action or a rule forwards to, sorted by id. */
  readonly targetGroups: readonly TargetGroup[];
}

/** An Application, Network or Classic Load Balancer (semantics.md section 6). */
export interface LoadBalancer {
  readonly name: string;
  readonly arn: string | undefined;
  readonly type: 'application' | 'network' | 'classic';
  readonly internetFacing: boolean;
  readonly dnsName: string | undefined;
  readonly dualStack: boolean;
  readonly vpcId: string;
  /** Sorted; empty: everything is admitted. */
  readonly securityGroupIds: readonly string[];
  readonly account: string | undefined;
  readonly region: string | undefined;
  /** Sorted by subnet, then interface. */
  readonly nodes: readonly LoadBalancerNode[];
  /** Sorted by port. */
  readonly listeners: readonly Listener[];
}
