import { DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import type { ApiCall } from './apiCalls.js';
import { type ClientOptions, createRegionClients, createStsClient, defaultRegion } from './clients.js';
import { CollectError } from './collectError.js';
import type { CollectOptions } from './collectOptions.js';
import { type Failure, failureOf } from './failure.js';
import { roleCredentials } from './roleCredentials.js';

type Credentials = ClientOptions['credentials'];

/** An account that can be read, and the regions in which it is to be. */
export interface Account {
  readonly account: string;
  /** ARN of the identity that the credentials are for. */
  readonly caller: string;
  readonly credentials: Credentials;
  readonly regions: readonly string[];
}

/**
 * The accounts to read: those of the roles, or else the one of the credentials at hand (the SDK's own chain:
 * environment, profile, SSO, web identity, container and instance roles).
 *
 * @throws CollectError when credentials, roles or regions do not hold
 */
export const openAccounts = async (
  options: CollectOptions,
  limits: Pick<ClientOptions, 'endpointUrl' | 'maxAttempts' | 'requestTimeout'>,
): Promise<readonly Account[]> => {
  const { profile, roleArns, externalId } = options;
  const region = await firstRegion(options);
  const base = fromNodeProviderChain({ ...(profile === undefined ? {} : { profile }), clientConfig: { region } });
  const client = { ...limits, region, onCall: () => {} };
  const identities =
    roleArns.length === 0
      ? [{ credentials: base, as: 'the credentials at hand' }]
      : [...new Set(roleArns)].map((roleArn) => ({
          credentials: roleCredentials({ ...client, credentials: base }, roleArn, externalId),
          as: `role \`${roleArn}\``,
        }));
  const accounts: Account[] = [];
  for (const { credentials, as } of identities) {
    const { account, caller, home } = await identify({ ...client, credentials }, as);
    const twin = accounts.find((other) => other.account === account);
    if (twin !== undefined) {
      throw new CollectError(`\`${twin.caller}\` and \`${caller}\` are both in account ${account}: give one of them`);
    }
    const regions = await regionsOf({ ...client, credentials, region: home }, account, options);
    accounts.push({ account, caller, credentials, regions });
  }
  return accounts;
};

const firstRegion = async ({ regions, profile }: CollectOptions): Promise<string> => {
  const malformed = (regions === 'all' ? [] : regions).find((name) => !isRegionName(name));
  if (malformed !== undefined) {
    throw new CollectError(`\`${malformed}\` is not the name of a region: expected one like \`eu-central-1\``);
  }
  const region = (regions === 'all' ? undefined : regions[0]) ?? (await defaultRegion(profile));
  if (region !== undefined) return region;
  if (regions === 'all') return 'us-east-1';
  throw new CollectError(
    'no region: give `--region` or `--all-regions`, or set `AWS_REGION` or the region of the profile',
  );
};

/** Region names become names of directories and of hosts. */
const isRegionName = (name: string): boolean => /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(name);

/** The region of each partition that no account can switch off. */
const homeRegionOf = (region: string): string =>
  region.startsWith('cn-') ? 'cn-north-1' : region.startsWith('us-gov-') ? 'us-gov-west-1' : 'us-east-1';

/**
 * Whose the credentials are. Where the region does not accept them, the home region is asked: a region that is not
 * enabled knows no credentials at all.
 */
const identify = async (
  client: ClientOptions,
  as: string,
): Promise<{ readonly account: string; readonly caller: string; readonly home: string }> => {
  const regions = [...new Set([client.region, homeRegionOf(client.region)])];
  let first: unknown;
  for (const home of regions) {
    const sts = createStsClient({ ...client, region: home });
    try {
      const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
      // Account and region become names of directories.
      if (Account === undefined || Arn === undefined || !/^\d{12}$/.test(Account)) {
        throw new CollectError(`sts:GetCallerIdentity does not say in which account ${as} are`);
      }
      return { account: Account, caller: Arn, home };
    } catch (error) {
      first ??= error;
    } finally {
      sts.destroy();
    }
  }
  if (first instanceof CollectError) throw first;
  const failure = failureOf(first);
  throw new CollectError(
    failure.kind === 'expired'
      ? `${as}: the credentials have expired (${failure.code}): renew them and run again`
      : `${as}: sts:GetCallerIdentity failed in ${client.region}: ${failure.reason}`,
  );
};

/** The regions asked for, checked against those that the account has enabled where it may be asked. */
const regionsOf = async (
  client: ClientOptions,
  account: string,
  { regions }: CollectOptions,
): Promise<readonly string[]> => {
  const wanted = regions === 'all' ? [] : regions.length === 0 ? [client.region] : [...new Set(regions)].sort();
  const listed = await listRegions(client, account);
  if (listed instanceof Map) {
    const refused = wanted.find((region) => listed.get(region) !== 'enabled');
    if (refused !== undefined) {
      throw new CollectError(
        listed.has(refused)
          ? `region \`${refused}\` is not enabled for account ${account}: enable it, or leave it out`
          : `region \`${refused}\` is not known to account ${account}: expected one of ${enabledOf(listed).join(', ')}`,
      );
    }
    return regions === 'all' ? enabledOf(listed) : wanted;
  }
  // Without the list, a region that is not enabled shows itself by its first call.
  if (regions !== 'all') return wanted;
  throw new CollectError(
    `\`--all-regions\` needs ${describeRegions} in account ${account}: ${listed.reason}. Name the regions with \`--region\` instead`,
  );
};

type RegionStates = Map<string, 'enabled' | 'disabled'>;

/** Every region of the partition by its state in the account, as the region at hand or else the home region tells. */
const listRegions = async (client: ClientOptions, account: string): Promise<RegionStates | Failure> => {
  const regions = [...new Set([client.region, homeRegionOf(client.region)])];
  const failures: Failure[] = [];
  for (const region of regions) {
    const { ec2 } = createRegionClients({ ...client, region });
    try {
      const { Regions = [] } = await ec2.send(new DescribeRegionsCommand({ AllRegions: true }));
      return new Map(
        Regions.flatMap(({ RegionName, OptInStatus }) =>
          RegionName === undefined || !isRegionName(RegionName)
            ? []
            : [[RegionName, OptInStatus === 'not-opted-in' ? 'disabled' : 'enabled'] as const],
        ),
      );
    } catch (error) {
      if (error instanceof CollectError) throw error;
      const failure = failureOf(error);
      if (failure.kind === 'expired') {
        const { code } = failure;
        throw new CollectError(
          `the credentials for account ${account} have expired (${code}): renew them and run again`,
        );
      }
      failures.push(failure);
      if (failure.kind === 'denied') break;
    } finally {
      ec2.destroy();
    }
  }
  return failures[0] ?? { kind: 'server', code: '', reason: 'no region was asked' };
};

const describeRegions: ApiCall = 'ec2:DescribeRegions';

const enabledOf = (states: RegionStates): readonly string[] =>
  [...states].flatMap(([region, state]) => (state === 'enabled' ? [region] : [])).sort();
