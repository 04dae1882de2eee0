import { compareText } from '../compareText.js';
import type { SnapshotKey } from '../schema.js';
import type { JsonObject } from './cliShape.js';
import { objectsOf, textsOf } from './jsonFields.js';
import type { RegionReading } from './regionReader.js';

/** A resource that another one refers to and that was not there when it should have been read. */
export interface DanglingReference {
  /** Key and id of the resource that refers. */
  readonly key: SnapshotKey;
  readonly id: string;
  /** Key and id of what it refers to. */
  readonly missingKey: SnapshotKey;
  readonly missingId: string;
}

/** Resources of one key by which a reference can be followed: the field with the id, and the ids referred to. */
interface Referrer {
  readonly key: SnapshotKey;
  readonly idField: string;
  readonly refersTo: readonly (readonly [SnapshotKey, (resource: JsonObject) => readonly string[]])[];
}

/**
 * References that hold in every state of an account, so that a dangling one means that something changed between two
 * calls. Rules that name a deleted group, routes to what is gone and registered targets that ended stay for good and
 * are not among them; neither are the resources of other accounts in shared subnets.
 */
const referrers: readonly Referrer[] = [
  {
    key: 'NetworkInterfaces',
    idField: 'NetworkInterfaceId',
    refersTo: [
      ['Subnets', ({ SubnetId }) => textsOf(SubnetId)],
      ['Vpcs', ({ VpcId }) => textsOf(VpcId)],
      ['SecurityGroups', ({ Groups }) => objectsOf(Groups).flatMap(({ GroupId }) => textsOf(GroupId))],
      [
        'Reservations',
        ({ Attachment }) => objectsOf([Attachment ?? null]).flatMap(({ InstanceId }) => textsOf(InstanceId)),
      ],
    ],
  },
  {
    key: 'Reservations',
    idField: 'InstanceId',
    refersTo: [
      [
        'NetworkInterfaces',
        ({ NetworkInterfaces }) =>
          objectsOf(NetworkInterfaces).flatMap(({ NetworkInterfaceId }) => textsOf(NetworkInterfaceId)),
      ],
    ],
  },
  { key: 'Subnets', idField: 'SubnetId', refersTo: [['Vpcs', ({ VpcId }) => textsOf(VpcId)]] },
  {
    key: 'NetworkAcls',
    idField: 'NetworkAclId',
    refersTo: [
      ['Vpcs', ({ VpcId }) => textsOf(VpcId)],
      ['Subnets', ({ Associations }) => objectsOf(Associations).flatMap(({ SubnetId }) => textsOf(SubnetId))],
    ],
  },
  {
    key: 'RouteTables',
    idField: 'RouteTableId',
    refersTo: [
      ['Vpcs', ({ VpcId }) => textsOf(VpcId)],
      ['Subnets', ({ Associations }) => objectsOf(Associations).flatMap(({ SubnetId }) => textsOf(SubnetId))],
    ],
  },
  { key: 'SecurityGroups', idField: 'GroupId', refersTo: [['Vpcs', ({ VpcId }) => textsOf(VpcId)]] },
  {
    key: 'Addresses',
    idField: 'AllocationId',
    refersTo: [['NetworkInterfaces', ({ NetworkInterfaceId }) => textsOf(NetworkInterfaceId)]],
  },
  {
    key: 'LoadBalancers',
    idField: 'LoadBalancerArn',
    refersTo: [
      ['Vpcs', ({ VpcId }) => textsOf(VpcId)],
      ['Subnets', ({ AvailabilityZones }) => objectsOf(AvailabilityZones).flatMap(({ SubnetId }) => textsOf(SubnetId))],
      ['SecurityGroups', ({ SecurityGroups }) => textsOf(SecurityGroups)],
    ],
  },
  {
    key: 'TargetGroups',
    idField: 'TargetGroupArn',
    refersTo: [['LoadBalancers', ({ LoadBalancerArns }) => textsOf(LoadBalancerArns)]],
  },
  {
    key: 'LoadBalancerDescriptions',
    idField: 'LoadBalancerName',
    refersTo: [
      ['Vpcs', ({ VPCId }) => textsOf(VPCId)],
      ['Subnets', ({ Subnets }) => textsOf(Subnets)],
      ['SecurityGroups', ({ SecurityGroups }) => textsOf(SecurityGroups)],
    ],
  },
];

/** References of one reading to what is not in it, sorted. Lists that could not be read whole are not asked. */
export const danglingReferences = (
  { resources, failedCalls }: RegionReading,
  account: string,
): readonly DanglingReference[] => {
  const incomplete = new Set(failedCalls.map(({ key }) => key));
  const ids = new Map(
    referrers.map(({ key, idField }) => [
      key,
      incomplete.has(key) ? undefined : new Set(itemsOf(resources, key).flatMap((item) => textsOf(item[idField]))),
    ]),
  );
  ids.set(
    'Vpcs',
    incomplete.has('Vpcs') ? undefined : new Set(itemsOf(resources, 'Vpcs').flatMap(({ VpcId }) => textsOf(VpcId))),
  );
  return referrers
    .flatMap(({ key, idField, refersTo }) =>
      itemsOf(resources, key)
        .filter((item) => isOwn(item, account) && !isEnding(item))
        .flatMap((item) =>
          refersTo.flatMap(([missingKey, idsIn]) =>
            idsIn(item)
              .filter((id) => ids.get(missingKey)?.has(id) === false)
              .map((missingId) => ({ key, id: textsOf(item[idField])[0] ?? '', missingKey, missingId })),
          ),
        ),
    )
    .sort((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)));
};

const itemsOf = (resources: RegionReading['resources'], key: SnapshotKey): readonly JsonObject[] => {
  const listed = resources.get(key) ?? [];
  return key === 'Reservations' ? listed.flatMap(({ Instances }) => objectsOf(Instances)) : listed;
};

/** Others' interfaces in a shared subnet, or attached to others' instances, refer to what this account cannot see. */
const isOwn = ({ OwnerId, Attachment }: JsonObject, account: string): boolean =>
  [
    ...textsOf(OwnerId),
    ...objectsOf([Attachment ?? null]).flatMap(({ InstanceOwnerId }) => textsOf(InstanceOwnerId)),
  ].every((owner) => owner === account || !/^\d{12}$/.test(owner));

/** An instance loses its interfaces while it is shutting down. */
const isEnding = ({ State }: JsonObject): boolean =>
  objectsOf([State ?? null]).some(({ Name }) => Name === 'shutting-down' || Name === 'terminated');
