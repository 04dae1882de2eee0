import type { SnapshotKey } from '../snapshot/schema.js';
import type { FailedCall, Resources, Snapshot } from '../snapshot/snapshot.js';
import { distinctGaps, type NetworkGap } from './gap.js';
import type { NetworkInterface } from './networkInterface.js';

const cliCommand: Readonly<Record<string, string>> = {
  NetworkInterfaces: 'aws ec2 describe-network-interfaces',
  Reservations: 'aws ec2 describe-instances',
};

/** What the snapshot lacks about instances and their interfaces, and every call that failed while it was taken. */
export const buildNetworkGaps = (
  { resources, failedCalls }: Snapshot,
  networkInterfaces: readonly NetworkInterface[],
): readonly NetworkGap[] => {
  const gaps: NetworkGap[] = failedCalls
    .filter((call) => matters(call, resources))
    .map(({ action, key, account, region, reason }) => ({
      resource: key,
      reason: `${action} failed${account === undefined ? '' : ` in account ${account}`}${region === undefined ? '' : `, region ${region}`}: ${reason}`,
      remedy: `allow ${action} and take the snapshot again`,
      vpcId: undefined,
    }));
  if (resources.NetworkInterfaces === undefined) {
    gaps.push(missingKey('NetworkInterfaces', 'no file of the snapshot holds network interfaces'));
  }
  const attached = networkInterfaces.filter(({ instanceId }) => instanceId !== undefined);
  if (resources.Reservations === undefined) {
    if (attached.length > 0) {
      gaps.push(
        missingKey(
          'Reservations',
          'no file of the snapshot holds instances: their states, names and tags are not known',
        ),
      );
    }
  } else gaps.push(...unknownInstances(resources.Reservations, attached));
  if (resources.NetworkInterfaces !== undefined) {
    gaps.push(...unknownInterfaces(resources.Reservations ?? [], resources.NetworkInterfaces, attached));
  }
  return distinctGaps(gaps);
};

/** Calls whose answers only name things, or can only close what is taken for open without them. */
const harmless: ReadonlySet<SnapshotKey> = new Set([
  'VpnConnections',
  'VirtualInterfaces',
  'ManagedPrefixLists',
  // Not in the snapshot: taken as off (semantics.md section 3).
  'VpcBlockPublicAccessOptions',
  // Missing attributes are taken as the choice that lets more through, and the exposure says so (section 6).
  'LoadBalancerAttributes',
  'ClassicLoadBalancerAttributes',
]);

const matters = ({ key }: FailedCall, { VpcBlockPublicAccessOptions = [] }: Resources): boolean =>
  // Exclusions open what a blocking mode closes, and mean nothing without one.
  key === 'VpcBlockPublicAccessExclusions'
    ? VpcBlockPublicAccessOptions.some(({ InternetGatewayBlockMode: mode }) => mode !== undefined && mode !== 'off')
    : !harmless.has(key);

const missingKey = (key: string, reason: string): NetworkGap => ({
  resource: key,
  reason,
  remedy: cliCommand[key] ?? key,
  vpcId: undefined,
});

type Reservations = NonNullable<Snapshot['resources']['Reservations']>;

const unknownInstances = (reservations: Reservations, attached: readonly NetworkInterface[]): NetworkGap[] => {
  const known = new Set(reservations.flatMap(({ Instances }) => Instances.map(({ InstanceId }) => InstanceId)));
  return attached.flatMap(({ id, instanceId, vpcId }) =>
    instanceId === undefined || known.has(instanceId)
      ? []
      : [
          {
            resource: instanceId,
            reason: `${id} is attached to instance ${instanceId}, which is not in the snapshot: its state, name and tags are not known`,
            remedy: `aws ec2 describe-instances --instance-ids ${instanceId}`,
            vpcId,
          },
        ],
  );
};

const unknownInterfaces = (
  reservations: Reservations,
  described: NonNullable<Snapshot['resources']['NetworkInterfaces']>,
  attached: readonly NetworkInterface[],
): NetworkGap[] => {
  const knownInterfaces = new Set(described.map(({ NetworkInterfaceId }) => NetworkInterfaceId));
  const withInterface = new Set(attached.map(({ instanceId }) => instanceId));
  const gaps: NetworkGap[] = [];
  for (const { InstanceId, State, VpcId, NetworkInterfaces } of reservations.flatMap(({ Instances }) => Instances)) {
    // An instance that is shutting down may already have lost its interfaces.
    if (State?.Name === 'terminated' || State?.Name === 'shutting-down') continue;
    const missing = NetworkInterfaces.flatMap(({ NetworkInterfaceId }) =>
      NetworkInterfaceId === undefined || knownInterfaces.has(NetworkInterfaceId) ? [] : [NetworkInterfaceId],
    );
    for (const id of missing) {
      gaps.push({
        resource: id,
        reason: `network interface ${id} of instance ${InstanceId} is not in the snapshot`,
        remedy: `aws ec2 describe-network-interfaces --network-interface-ids ${id}`,
        vpcId: VpcId,
      });
    }
    if (missing.length === 0 && NetworkInterfaces.length === 0 && !withInterface.has(InstanceId)) {
      gaps.push({
        resource: InstanceId,
        reason: `no network interface of instance ${InstanceId} is in the snapshot`,
        remedy: `aws ec2 describe-network-interfaces --filters Name=attachment.instance-id,Values=${InstanceId}`,
        vpcId: VpcId,
      });
    }
  }
  return gaps;
};
