/** How each resource is read: one page at a time, as many resources on a page as the API gives. */
import { DescribeVirtualInterfacesCommand } from '@aws-sdk/client-direct-connect';
import {
  DescribeAddressesCommand,
  DescribeInstancesCommand,
  DescribeInternetGatewaysCommand,
  DescribeManagedPrefixListsCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribePrefixListsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcBlockPublicAccessExclusionsCommand,
  DescribeVpcBlockPublicAccessOptionsCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpcsCommand,
  DescribeVpnConnectionsCommand,
  DescribeVpnGatewaysCommand,
  GetManagedPrefixListEntriesCommand,
} from '@aws-sdk/client-ec2';
import {
  DescribeLoadBalancerAttributesCommand as DescribeClassicLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand as DescribeClassicLoadBalancersCommand,
} from '@aws-sdk/client-elastic-load-balancing';
import {
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ResourceCall } from './apiCalls.js';
import type { RegionClients } from './clients.js';

/** One page of an answer, and the token of the next; none on the last. */
interface Page {
  readonly resources: readonly object[];
  readonly next: string | undefined;
}

/** Where and for how long a page is read. */
interface PageRequest {
  readonly clients: RegionClients;
  readonly next: string | undefined;
  readonly abortSignal: AbortSignal;
}

export type PageReader = (request: PageRequest) => Promise<Page>;

const page = (resources: readonly object[] | undefined, next?: string | undefined): Page => ({
  resources: resources ?? [],
  next: next === '' ? undefined : next,
});

/** The largest pages that the API references allow. */
const ec2 = (next: string | undefined, MaxResults = 1000) => ({
  MaxResults,
  ...(next === undefined ? {} : { NextToken: next }),
});
const elb = (next: string | undefined) => ({ PageSize: 400, ...(next === undefined ? {} : { Marker: next }) });

/** The calls that list all resources of a kind in a region, and depend on no other. */
export const listings: readonly (readonly [ResourceCall, PageReader])[] = [
  [
    'ec2:DescribeNetworkInterfaces',
    async ({ clients, next, abortSignal }) => {
      const answer = await clients.ec2.send(new DescribeNetworkInterfacesCommand(ec2(next)), { abortSignal });
      return page(answer.NetworkInterfaces, answer.NextToken);
    },
  ],
  [
    'ec2:DescribeInstances',
    async ({ clients, next, abortSignal }) => {
      const answer = await clients.ec2.send(new DescribeInstancesCommand(ec2(next)), { abortSignal });
      return page(answer.Reservations, answer.NextToken);
    },
  ],
  [
    'ec2:DescribeVpcs',
    async ({ clients, next, abortSignal }) => {
      const answer = await clients.ec2.send(new DescribeVpcsCommand(ec2(next)), { abortSignal });
      return page(answer.Vpcs, answer.NextToken);
    },
  ],
  [
    'ec2:DescribeSubnets',
    async ({ clients, next, abortSignal }) => {
      const answer = await clients.ec2.send(new DescribeSubnetsCommand(ec2(next)), { abortSignal });
      return page(answer.Subnets, answer.NextToken);
    },
  ],
  [
    'ec2:DescribeNetworkAcls',
    async ({ clients, next, abortSignal }) => {
      const answer = await clients.ec2.send(new DescribeNetworkAclsCommand(ec2(next)), { abortSignal });
      return page(answer.NetworkAcls, answer.NextToken);
    },
  ],
  [
    'ec2:DescribeInternetGateways',
    async ({ clients, next, abortSignal }) => {
      const answer = await clients.ec2.send(new DescribeInternetGatewaysCommand(ec2(next)), { abortSignal });
      return page(answer.InternetGateways, answer.NextToken);
    },
  ],
  [
    'ec2:DescribeVpnGateways',
    async ({ clients, abortSignal }) =>
      page((await clients.ec2.send(new DescribeVpnGatewaysCommand({}), { abortSignal })).VpnGateways),
  ],
  [
    'ec2:DescribeVpnConnections',
    async ({ clients, abortSignal }) =>
      page((await clients.ec2.send(new DescribeVpnConnectionsCommand({}), { abortSignal })).VpnConnections),
  ],
  [
    'ec2:DescribeVpcPeeringConnections',
    async ({ clients, next, abortSignal }) => {
      const answer = await clients.ec2.send(new DescribeVpcPeeringConnectionsCommand(ec2(next)), { abortSignal });
      return page(answer.VpcPeeringConnections, answer.NextToken);
    },
  ],
  [
    'ec2:DescribeAddresses',
    async ({ clients, abortSignal }) =>
      page((await clients.ec2.send(new DescribeAddressesCommand({}), { abortSignal })).Addresses),
  ],
  [
    'ec2:DescribeManagedPrefixLists',
    async ({ clients, next, abortSignal }) => {
      const answer = await clients.ec2.send(new DescribeManagedPrefixListsCommand(ec2(next, 100)), { abortSignal });
      return page(answer.PrefixLists, answer.NextToken);
    },
  ],
  [
    'ec2:DescribeVpcBlockPublicAccessOptions',
    async ({ clients, abortSignal }) => {
      const answer = await clients.ec2.send(new DescribeVpcBlockPublicAccessOptionsCommand({}), { abortSignal });
      return page(answer.VpcBlockPublicAccessOptions === undefined ? [] : [answer.VpcBlockPublicAccessOptions]);
    },
  ],
  [
    'ec2:DescribeVpcBlockPublicAccessExclusions',
    async ({ clients, next, abortSignal }) => {
      const command = new DescribeVpcBlockPublicAccessExclusionsCommand(ec2(next));
      const answer = await clients.ec2.send(command, { abortSignal });
      return page(answer.VpcBlockPublicAccessExclusions, answer.NextToken);
    },
  ],
  [
    'directconnect:DescribeVirtualInterfaces',
    async ({ clients, next, abortSignal }) => {
      const command = new DescribeVirtualInterfacesCommand(next === undefined ? {} : { nextToken: next });
      const answer = await clients.directconnect.send(command, { abortSignal });
      return page(answer.virtualInterfaces, answer.nextToken);
    },
  ],
];

/** What prefix lists are referred to from, and the lists that AWS keeps for its own services. */
export const routeTables: PageReader = async ({ clients, next, abortSignal }) => {
  const answer = await clients.ec2.send(new DescribeRouteTablesCommand(ec2(next, 100)), { abortSignal });
  return page(answer.RouteTables, answer.NextToken);
};
export const securityGroups: PageReader = async ({ clients, next, abortSignal }) => {
  const answer = await clients.ec2.send(new DescribeSecurityGroupsCommand(ec2(next)), { abortSignal });
  return page(answer.SecurityGroups, answer.NextToken);
};
export const prefixLists: PageReader = async ({ clients, next, abortSignal }) => {
  const answer = await clients.ec2.send(new DescribePrefixListsCommand(ec2(next)), { abortSignal });
  return page(answer.PrefixLists, answer.NextToken);
};
export const managedPrefixListEntries =
  (PrefixListId: string): PageReader =>
  async ({ clients, next, abortSignal }) => {
    const command = new GetManagedPrefixListEntriesCommand({ PrefixListId, ...ec2(next, 100) });
    const answer = await clients.ec2.send(command, { abortSignal });
    return page(answer.Entries, answer.NextToken);
  };

/** Application, Network and Gateway Load Balancers. AWS answers for one of them, or one target group, at a time. */
export const loadBalancers: PageReader = async ({ clients, next, abortSignal }) => {
  const answer = await clients.elbv2.send(new DescribeLoadBalancersCommand(elb(next)), { abortSignal });
  return page(answer.LoadBalancers, answer.NextMarker);
};
export const loadBalancerAttributes =
  (LoadBalancerArn: string): PageReader =>
  async ({ clients, abortSignal }) => {
    const command = new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn });
    return page((await clients.elbv2.send(command, { abortSignal })).Attributes);
  };
export const listeners =
  (LoadBalancerArn: string): PageReader =>
  async ({ clients, next, abortSignal }) => {
    const command = new DescribeListenersCommand({ LoadBalancerArn, ...elb(next) });
    const answer = await clients.elbv2.send(command, { abortSignal });
    return page(answer.Listeners, answer.NextMarker);
  };
export const rules =
  (ListenerArn: string): PageReader =>
  async ({ clients, next, abortSignal }) => {
    const answer = await clients.elbv2.send(new DescribeRulesCommand({ ListenerArn, ...elb(next) }), { abortSignal });
    return page(answer.Rules, answer.NextMarker);
  };
export const targetGroups: PageReader = async ({ clients, next, abortSignal }) => {
  const answer = await clients.elbv2.send(new DescribeTargetGroupsCommand(elb(next)), { abortSignal });
  return page(answer.TargetGroups, answer.NextMarker);
};
export const targetGroupAttributes =
  (TargetGroupArn: string): PageReader =>
  async ({ clients, abortSignal }) => {
    const command = new DescribeTargetGroupAttributesCommand({ TargetGroupArn });
    return page((await clients.elbv2.send(command, { abortSignal })).Attributes);
  };
export const targetHealth =
  (TargetGroupArn: string): PageReader =>
  async ({ clients, abortSignal }) => {
    const command = new DescribeTargetHealthCommand({ TargetGroupArn });
    return page((await clients.elbv2.send(command, { abortSignal })).TargetHealthDescriptions);
  };

/** Classic Load Balancers. */
export const classicLoadBalancers: PageReader = async ({ clients, next, abortSignal }) => {
  const answer = await clients.elb.send(new DescribeClassicLoadBalancersCommand(elb(next)), { abortSignal });
  return page(answer.LoadBalancerDescriptions, answer.NextMarker);
};
export const classicLoadBalancerAttributes =
  (LoadBalancerName: string): PageReader =>
  async ({ clients, abortSignal }) => {
    const command = new DescribeClassicLoadBalancerAttributesCommand({ LoadBalancerName });
    const answer = await clients.elb.send(command, { abortSignal });
    return page(answer.LoadBalancerAttributes === undefined ? [] : [answer.LoadBalancerAttributes]);
  };
