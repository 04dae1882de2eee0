import type { CollectOptions } from '../../snapshot/aws/collectOptions.js';
import { UsageError } from '../usageError.js';

/** The flags of `liveOptions`, parsed. */
export interface LiveArguments {
  readonly profile: string | undefined;
  readonly region: readonly string[] | undefined;
  readonly allRegions: boolean;
  readonly roleArn: readonly string[] | undefined;
  readonly externalId: string | undefined;
  readonly endpointUrl: string | undefined;
}

/** @throws UsageError */
export const collectOptionsOf = ({
  profile,
  region = [],
  allRegions,
  roleArn = [],
  externalId,
  endpointUrl,
}: LiveArguments): CollectOptions => {
  if (endpointUrl !== undefined && !/^https?:\/\/./.test(endpointUrl)) {
    throw new UsageError(`\`--endpoint-url\` is \`${endpointUrl}\`, expected a URL like \`http://localhost:5000\``);
  }
  if (allRegions && region.length > 0) throw new UsageError('expected `--region` or `--all-regions`, not both');
  const malformed = roleArn.find((arn) => !/^arn:[^:]+:iam::\d{12}:role\/./.test(arn));
  if (malformed !== undefined) {
    throw new UsageError(
      `\`--role-arn\` is \`${malformed}\`, expected a role like \`arn:aws:iam::111122223333:role/auditor\``,
    );
  }
  if (externalId !== undefined && roleArn.length === 0) {
    throw new UsageError('`--external-id` is for `--role-arn`, which is not given');
  }
  return { profile, regions: allRegions ? 'all' : region, roleArns: roleArn, externalId, endpointUrl };
};
