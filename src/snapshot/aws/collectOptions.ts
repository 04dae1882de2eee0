import type { Progress } from './progressEvent.js';

/** What to read, and as whom. */
export interface CollectOptions {
  /** Regions to read; `all` that each account has enabled; none: the one of the environment or the profile. */
  readonly regions: readonly string[] | 'all';
  /** Profile of the AWS configuration files. */
  readonly profile?: string | undefined;
  /** Roles to assume, one for each account to read; none: the account of the credentials at hand. */
  readonly roleArns: readonly string[];
  /** External id that the roles' trust policies ask for. */
  readonly externalId?: string | undefined;
  /** Where all services are, instead of AWS. */
  readonly endpointUrl?: string | undefined;
  /** Attempts for each call, the first included; 8 where absent. */
  readonly maxAttempts?: number | undefined;
  /** Milliseconds until each answer must be there; 60,000 where absent. */
  readonly requestTimeout?: number | undefined;
  readonly onProgress?: Progress | undefined;
}
