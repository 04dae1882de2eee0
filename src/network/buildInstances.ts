import type { Resources } from '../snapshot/snapshot.js';
import type { Instance } from './instance.js';
import { placementOf } from './placement.js';
import { tagMap } from './tags.js';

/** Instances that are not terminated, by id; and the ids of those that are. */
export interface Instances {
  readonly instances: ReadonlyMap<string, Instance>;
  readonly terminated: ReadonlySet<string>;
}

export const buildInstances = ({ Reservations = [] }: Resources): Instances => {
  const instances = new Map<string, Instance>();
  const terminated = new Set<string>();
  for (const { OwnerId, Instances, origin } of Reservations) {
    for (const instance of Instances) {
      const state = instance.State?.Name;
      if (state === 'terminated') {
        terminated.add(instance.InstanceId);
        continue;
      }
      instances.set(instance.InstanceId, {
        id: instance.InstanceId,
        state,
        ...placementOf(origin, OwnerId),
        imageId: instance.ImageId,
        vpcId: instance.VpcId,
        privateDnsName: instance.PrivateDnsName,
        publicDnsName: instance.PublicDnsName,
        tags: tagMap(instance.Tags),
      });
    }
  }
  return { instances, terminated };
};
