import type { Resources } from '../snapshot/snapshot.js';
import type { Placement } from './placement.js';

/** VPC Block Public Access of every account and region of the snapshot (VPC user guide; semantics.md section 3). */
export interface BlockPublicAccess {
  /** The mode that keeps traffic from the internet out of a subnet, or undefined where nothing does. */
  blockModeFor(at: { readonly vpcId: string; readonly subnetId: string }, vpcPlacement: Placement): string | undefined;
}

const blockingModes: ReadonlySet<string> = new Set(['block-bidirectional', 'block-ingress']);

/** Exclusions in these states are on their way in or out and not in force. */
const notInForce: ReadonlySet<string> = new Set([
  'create-in-progress',
  'create-failed',
  'delete-complete',
  'disable-in-progress',
  'disable-complete',
]);

export const buildBlockPublicAccess = (resources: Resources): BlockPublicAccess => {
  const options = (resources.VpcBlockPublicAccessOptions ?? []).map((option) => ({
    account: option.AwsAccountId ?? option.origin.account,
    region: option.AwsRegion ?? option.origin.region,
    mode: option.InternetGatewayBlockMode,
  }));
  const excluded = new Set(
    (resources.VpcBlockPublicAccessExclusions ?? []).flatMap(({ InternetGatewayExclusionMode, ResourceArn, State }) =>
      InternetGatewayExclusionMode === 'allow-bidirectional' &&
      ResourceArn !== undefined &&
      (State === undefined || !notInForce.has(State))
        ? [ResourceArn.slice(ResourceArn.lastIndexOf('/') + 1)]
        : [],
    ),
  );
  return {
    blockModeFor: ({ vpcId, subnetId }, { account, region }) => {
      if (excluded.has(vpcId) || excluded.has(subnetId)) return undefined;
      return options.find(
        (option) =>
          option.mode !== undefined &&
          blockingModes.has(option.mode) &&
          (option.account === undefined || account === undefined || option.account === account) &&
          (option.region === undefined || region === undefined || option.region === region),
      )?.mode;
    },
  };
};
