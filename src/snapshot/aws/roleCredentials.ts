import { AssumeRoleCommand, type STSClientConfig } from '@aws-sdk/client-sts';
import { type ClientOptions, createStsClient } from './clients.js';
import { CollectError } from './collectError.js';
import { failureOf } from './failure.js';

/** Credentials for a role, renewed five minutes before they expire, one call for all clients. */
export const roleCredentials = (
  client: ClientOptions,
  roleArn: string,
  externalId: string | undefined,
): Extract<NonNullable<STSClientConfig['credentials']>, () => unknown> => {
  let current: Promise<RoleCredentials> | undefined;
  let validUntil = 0;
  return async () => {
    if (current === undefined || Date.now() > validUntil) {
      validUntil = Number.POSITIVE_INFINITY;
      current = assumeRole(client, roleArn, externalId);
      current.then(
        ({ expiration }) => {
          validUntil = expiration.getTime() - 5 * 60_000;
        },
        () => {
          current = undefined;
        },
      );
    }
    return current;
  };
};

interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

const assumeRole = async (
  client: ClientOptions,
  RoleArn: string,
  externalId: string | undefined,
): Promise<RoleCredentials> => {
  const sts = createStsClient(client);
  try {
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn,
        RoleSessionName: 'reachproof',
        ...(externalId === undefined ? {} : { ExternalId: externalId }),
      }),
    );
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
    if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined) {
      throw new CollectError(`role \`${RoleArn}\` cannot be assumed: AWS gave no credentials for it`);
    }
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expiration: Expiration ?? new Date(Date.now() + 60 * 60_000),
    };
  } catch (error) {
    if (error instanceof CollectError) throw error;
    throw new CollectError(`role \`${RoleArn}\` cannot be assumed: ${failureOf(error).reason}`);
  } finally {
    sts.destroy();
  }
};
