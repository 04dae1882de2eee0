/**
 * What a failed call means. EC2 and Elastic Load Balancing name the same things differently (EC2 API reference,
 * "Error codes for the Amazon EC2 API"; Elastic Load Balancing API references, "Common errors").
 */
type FailureKind =
  /** No policy allows the call, or one forbids it. */
  | 'denied'
  | 'throttled'
  | 'timeout'
  /** The server could not be reached, or broke off. */
  | 'connection'
  /** The server answered that it is at fault, or nothing that AWS would answer. */
  | 'server'
  /** The endpoint does not know the call, or not in this region. */
  | 'unsupported'
  | 'regionDisabled'
  /** The server found fault with the request. */
  | 'rejected'
  /** The credentials are not valid any more; nothing further can be read. */
  | 'expired'
  /** There are no credentials, or AWS does not accept them. */
  | 'credentials';

export interface Failure {
  readonly kind: FailureKind;
  /** AWS's or the operating system's code, where there is one. */
  readonly code: string;
  /** One line for the user, without request ids and secrets: the same failure has the same text in every run. */
  readonly reason: string;
}

const kindsByCode: ReadonlyMap<string, FailureKind> = new Map<string, FailureKind>([
  ['UnauthorizedOperation', 'denied'],
  ['AccessDenied', 'denied'],
  ['AccessDeniedException', 'denied'],
  ['UnauthorizedException', 'denied'],
  ['NotAuthorized', 'denied'],
  ['BandwidthLimitExceeded', 'throttled'],
  ['EC2ThrottledException', 'throttled'],
  ['RequestLimitExceeded', 'throttled'],
  ['RequestThrottled', 'throttled'],
  ['RequestThrottledException', 'throttled'],
  ['SlowDown', 'throttled'],
  ['ThrottledException', 'throttled'],
  ['Throttling', 'throttled'],
  ['ThrottlingException', 'throttled'],
  ['TooManyRequestsException', 'throttled'],
  ['TimeoutError', 'timeout'],
  ['RequestTimeout', 'timeout'],
  ['RequestTimeoutException', 'timeout'],
  ['ETIMEDOUT', 'timeout'],
  ['ECONNREFUSED', 'connection'],
  ['ECONNRESET', 'connection'],
  ['EPIPE', 'connection'],
  ['EHOSTUNREACH', 'connection'],
  ['ENETUNREACH', 'connection'],
  ['ENOTFOUND', 'connection'],
  ['EAI_AGAIN', 'connection'],
  ['InvalidAction', 'unsupported'],
  ['UnknownOperationException', 'unsupported'],
  ['UnsupportedOperation', 'unsupported'],
  ['OptInRequired', 'regionDisabled'],
  ['ExpiredToken', 'expired'],
  ['ExpiredTokenException', 'expired'],
  ['RequestExpired', 'expired'],
  ['TokenRefreshRequired', 'expired'],
  ['AuthFailure', 'credentials'],
  ['InvalidClientTokenId', 'credentials'],
  ['UnrecognizedClientException', 'credentials'],
  ['InvalidSignatureException', 'credentials'],
  ['SignatureDoesNotMatch', 'credentials'],
  ['IncompleteSignature', 'credentials'],
  ['MissingAuthenticationToken', 'credentials'],
  ['MissingAuthenticationTokenException', 'credentials'],
  ['RequestTimeTooSkewed', 'credentials'],
  ['CredentialsProviderError', 'credentials'],
  ['TokenProviderError', 'credentials'],
]);

const meanings: Readonly<Record<FailureKind, string>> = {
  denied: 'access denied',
  throttled: 'AWS still throttled the call after all retries',
  timeout: 'no answer in time',
  connection: 'no connection',
  server: 'the server failed',
  unsupported: 'the endpoint does not offer this call',
  regionDisabled: 'the region is not enabled for the account',
  rejected: 'AWS refused the request',
  expired: 'the credentials have expired',
  credentials: 'the credentials are not valid',
};

/** What a thrown error means. Only kinds whose messages cannot hold secrets keep AWS's own words. */
export const failureOf = (error: unknown): Failure => {
  const code = codeOf(error);
  const kind = kindsByCode.get(code) ?? kindByStatus(statusOf(error), error);
  const shownCode = /^[\w.-]{1,64}$/.test(code) && code !== 'Error' && code !== 'SyntaxError' ? ` (${code})` : '';
  return { kind, code, reason: `${meanings[kind]}${shownCode}${detailOf(kind, error)}` };
};

const codeOf = (error: unknown): string => {
  const [name, code] = [textField(error, 'name'), textField(error, 'code')];
  return [code, name].find((text) => text !== undefined && kindsByCode.has(text)) ?? name ?? code ?? 'Error';
};

const kindByStatus = (status: number | undefined, error: unknown): FailureKind => {
  if (status === undefined) return textField(error, 'code') === undefined ? 'server' : 'connection';
  if (status === 401 || status === 403) return 'denied';
  if (status === 429) return 'throttled';
  return status >= 400 && status < 500 ? 'rejected' : 'server';
};

/**
 * AWS's own words where they help: which policy denied the call, what was wrong with it. The encoded part of an EC2
 * message and whatever follows it tells about the request and is left out.
 */
const detailOf = (kind: FailureKind, error: unknown): string => {
  if (kind === 'server') {
    const status = statusOf(error);
    return status === undefined ? '' : `, HTTP status ${status}`;
  }
  if (providerErrors.has(textField(error, 'name') ?? '')) return providerDetailOf(error);
  if (kind !== 'denied' && kind !== 'rejected') return '';
  const [words = ''] = (textField(error, 'message') ?? '').split(/\s*Encoded authorization failure message|[\r\n]/i);
  const shortened = words.trim().slice(0, 300);
  return shortened === '' || shortened === 'UnknownError' ? '' : `: ${shortened}`;
};

/** Errors of the SDK itself about where it looked for credentials: which profile, which SSO session. */
const providerErrors: ReadonlySet<string> = new Set(['CredentialsProviderError', 'TokenProviderError']);

const providerDetailOf = (error: unknown): string => {
  const [words = ''] = (textField(error, 'message') ?? '').split(/[\r\n]/);
  // The command line of a `credential_process` may hold a secret.
  if (/command failed/i.test(words)) return ': the `credential_process` of the profile failed';
  return words === '' ? '' : `: ${words.trim().slice(0, 300)}`;
};

const statusOf = (error: unknown): number | undefined => {
  const metadata = fieldOf(error, '$metadata');
  const status = fieldOf(metadata, 'httpStatusCode');
  return typeof status === 'number' ? status : undefined;
};

const textField = (value: unknown, name: string): string | undefined => {
  const field = fieldOf(value, name);
  return typeof field === 'string' ? field : undefined;
};

/** Errors are of many classes, some of which keep their fields on the prototype or not enumerable. */
const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
