/** Where a finding is, as reports that name ARNs need it. */
import type { Assessment } from '../../findings/assessment.js';
import type { Finding } from '../../findings/finding.js';

export interface FindingPlace {
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
  /** `aws`, `aws-cn` or `aws-us-gov`: the second part of ARNs. */
  readonly partition: string;
}

/** A report that cannot be written. The message is one line for the user. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
}

/** @throws ReportError when the snapshot does not tell account or region, which ARNs cannot do without */
export const placeOf = (
  { networkInterface: { account, region, id } }: Finding,
  { snapshot }: Assessment,
  format: string,
): FindingPlace => {
  const [onlyAccount, otherAccount] = snapshot.accounts;
  const [onlyRegion, otherRegion] = snapshot.regions;
  const found = {
    account: account ?? (otherAccount === undefined ? onlyAccount : undefined),
    region: region ?? (otherRegion === undefined ? onlyRegion : undefined),
  };
  if (found.account === undefined || found.region === undefined) {
    throw new ReportError(
      `format \`${format}\` needs the ${found.account === undefined ? 'account' : 'region'} of \`${id}\`, which the snapshot does not tell`,
    );
  }
  const { account: known, region: place } = found;
  const partition = place.startsWith('cn-') ? 'aws-cn' : place.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return { account: known, region: place, partition };
};

export const instanceArn = ({ partition, region, account }: FindingPlace, instanceId: string): string =>
  `arn:${partition}:ec2:${region}:${account}:instance/${instanceId}`;

/** The VPC on the far side of the peering connection that a finding comes through; undefined for other routes. */
export const peerVpcOf = ({ route, componentId, networkInterface }: Finding, assessment: Assessment) => {
  if (route !== 'PeeredVPC') return undefined;
  const peering = assessment.network.peerings.find(({ id }) => id === componentId);
  return [peering?.requester.vpcId, peering?.accepter.vpcId].find((id) => id !== networkInterface.vpcId);
};
