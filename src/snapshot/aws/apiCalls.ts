import type { SnapshotKey } from '../schema.js';

/**
 * Every API call that this tool may make, `service:Operation`, and the snapshot key that its answer fills (null where
 * it fills none). The clients refuse all others (`clients.ts`), and the IAM policy is derived from this table
 * (`iamPolicy.ts`), so that neither can fall behind. All of them read; `sts:AssumeRole` hands out credentials and is
 * made for `--role-arn` only.
 */
export const apiCalls = {
  'sts:GetCallerIdentity': null,
  'sts:AssumeRole': null,
  'ec2:DescribeRegions': null,
  'ec2:DescribeVpcs': 'Vpcs',
  'ec2:DescribeSubnets': 'Subnets',
  'ec2:DescribeRouteTables': 'RouteTables',
  'ec2:DescribeNetworkAcls': 'NetworkAcls',
  'ec2:DescribeSecurityGroups': 'SecurityGroups',
  'ec2:DescribeNetworkInterfaces': 'NetworkInterfaces',
  'ec2:DescribeInstances': 'Reservations',
  'ec2:DescribeInternetGateways': 'InternetGateways',
  'ec2:DescribeVpnGateways': 'VpnGateways',
  'ec2:DescribeVpnConnections': 'VpnConnections',
  'ec2:DescribeVpcPeeringConnections': 'VpcPeeringConnections',
  'ec2:DescribeAddresses': 'Addresses',
  'ec2:DescribePrefixLists': 'PrefixLists',
  'ec2:DescribeManagedPrefixLists': 'ManagedPrefixLists',
  'ec2:GetManagedPrefixListEntries': 'ManagedPrefixListEntries',
  'ec2:DescribeVpcBlockPublicAccessOptions': 'VpcBlockPublicAccessOptions',
  'ec2:DescribeVpcBlockPublicAccessExclusions': 'VpcBlockPublicAccessExclusions',
  'elbv2:DescribeLoadBalancers': 'LoadBalancers',
  'elbv2:DescribeLoadBalancerAttributes': 'LoadBalancerAttributes',
  'elbv2:DescribeListeners': 'LoadBalancerListeners',
  'elbv2:DescribeRules': 'Rules',
  'elbv2:DescribeTargetGroups': 'TargetGroups',
  'elbv2:DescribeTargetGroupAttributes': 'TargetGroupAttributes',
  'elbv2:DescribeTargetHealth': 'LoadBalancerTargetHealth',
  'elb:DescribeLoadBalancers': 'LoadBalancerDescriptions',
  'elb:DescribeLoadBalancerAttributes': 'ClassicLoadBalancerAttributes',
  'directconnect:DescribeVirtualInterfaces': 'VirtualInterfaces',
} as const satisfies Readonly<Record<string, SnapshotKey | null>>;

/** A call of the table. */
export type ApiCall = keyof typeof apiCalls;

/** A call whose answer fills a key of the snapshot. */
export type ResourceCall = { [C in ApiCall]: (typeof apiCalls)[C] extends SnapshotKey ? C : never }[ApiCall];

export const isApiCall = (name: string): name is ApiCall => Object.hasOwn(apiCalls, name);

/** The services that are called, by the name the AWS CLI gives them. */
export type Service = 'sts' | 'ec2' | 'elb' | 'elbv2' | 'directconnect';

/** IAM knows both generations of load balancers under one prefix (Service Authorization Reference). */
const iamPrefixes: ReadonlyMap<string, string> = new Map([
  ['elb', 'elasticloadbalancing'],
  ['elbv2', 'elasticloadbalancing'],
]);

/** The IAM action that allows a call, for example `elasticloadbalancing:DescribeRules`. */
export const iamActionOf = (call: ApiCall): string => {
  const separator = call.indexOf(':');
  const service = call.slice(0, separator);
  return `${iamPrefixes.get(service) ?? service}${call.slice(separator)}`;
};
