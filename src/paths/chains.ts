/** What load balancers forward to which interface (semantics.md section 6, step 2). */
import type { Listener, LoadBalancer, Target, TargetGroup } from '../network/loadBalancer.js';
import type { Network } from '../network/network.js';

/** One forward of one listener. */
export interface Stage {
  readonly balancer: LoadBalancer;
  readonly listener: Listener;
  readonly group: TargetGroup;
  readonly target: Target;
}

/** Forwards from the load balancer that the client meets to an interface; two where one balances for the other. */
export type Chain = readonly [Stage, ...Stage[]];

const chains = new WeakMap<Network, ReadonlyMap<string, readonly Chain[]>>();

/** All chains that end at an interface, in a stable order. */
export const chainsTo = (network: Network, networkInterfaceId: string): readonly Chain[] => {
  let index = chains.get(network);
  if (index === undefined) {
    index = buildIndex(network.loadBalancers);
    chains.set(network, index);
  }
  return index.get(networkInterfaceId) ?? [];
};

const buildIndex = (loadBalancers: readonly LoadBalancer[]): ReadonlyMap<string, readonly Chain[]> => {
  const byArn = new Map(loadBalancers.map((balancer) => [balancer.arn, balancer]));
  const index = new Map<string, Chain[]>();
  const follow = (stage: Stage, before: readonly Stage[]): void => {
    const { target } = stage;
    if (target.kind === 'interface') {
      const [first = stage, ...rest] = [...before, stage];
      const { id } = target.networkInterface;
      const known = index.get(id);
      if (known === undefined) index.set(id, [[first, ...rest]]);
      else known.push([first, ...rest]);
      return;
    }
    const next = byArn.get(target.arn);
    // AWS lets only a Network Load Balancer forward to an Application Load Balancer, so a longer chain is no chain.
    if (next === undefined || before.length > 0 || next === stage.balancer) return;
    for (const listener of next.listeners) {
      if (listener.port === target.port) forward(next, listener, [...before, stage]);
    }
  };
  const forward = (balancer: LoadBalancer, listener: Listener, before: readonly Stage[]): void => {
    for (const group of listener.targetGroups) {
      for (const target of group.targets) follow({ balancer, listener, group, target }, before);
    }
  };
  for (const balancer of loadBalancers) for (const listener of balancer.listeners) forward(balancer, listener, []);
  return index;
};
