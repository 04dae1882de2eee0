import { DirectConnectClient } from '@aws-sdk/client-direct-connect';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import { type ApiCall, isApiCall, type Service } from './apiCalls.js';

/** Told of each attempt to make a call, retries included. */
type CallObserver = (call: ApiCall) => void;

export interface ClientOptions {
  readonly region: string;
  readonly credentials: NonNullable<STSClientConfig['credentials']>;
  readonly endpointUrl: string | undefined;
  /** Attempts for each call, the first included. */
  readonly maxAttempts: number;
  /** Milliseconds until an answer must be there. */
  readonly requestTimeout: number;
  readonly onCall: CallObserver;
}

/** The clients of one account and region. */
export interface RegionClients {
  readonly ec2: EC2Client;
  readonly elb: ElasticLoadBalancingClient;
  readonly elbv2: ElasticLoadBalancingV2Client;
  readonly directconnect: DirectConnectClient;
}

export const createRegionClients = (options: ClientOptions): RegionClients => {
  const config = configOf(options);
  const clients = {
    ec2: new EC2Client(config),
    elb: new ElasticLoadBalancingClient(config),
    elbv2: new ElasticLoadBalancingV2Client(config),
    directconnect: new DirectConnectClient(config),
  };
  clients.ec2.middlewareStack.add(guard('ec2', options.onCall), guardPlace);
  clients.elb.middlewareStack.add(guard('elb', options.onCall), guardPlace);
  clients.elbv2.middlewareStack.add(guard('elbv2', options.onCall), guardPlace);
  clients.directconnect.middlewareStack.add(guard('directconnect', options.onCall), guardPlace);
  return clients;
};

export const createStsClient = (options: ClientOptions): STSClient => {
  const client = new STSClient(configOf(options));
  client.middlewareStack.add(guard('sts', options.onCall), guardPlace);
  return client;
};

/** Region that the environment or a profile names, or undefined. */
export const defaultRegion = async (profile: string | undefined): Promise<string | undefined> => {
  const client = new STSClient(profile === undefined ? {} : { profile });
  try {
    return await client.config.region();
  } catch {
    // The SDK throws a plain error where no region is configured.
    return undefined;
  } finally {
    client.destroy();
  }
};

/** Adaptive retries slow down at the rate that AWS throttles (SDKs and Tools reference guide, "Retry behavior"). */
const configOf = ({ region, credentials, endpointUrl, maxAttempts, requestTimeout }: ClientOptions) => ({
  region,
  credentials,
  maxAttempts,
  retryMode: 'adaptive',
  requestHandler: { connectionTimeout: Math.min(requestTimeout, 5_000), requestTimeout, throwOnRequestTimeout: true },
  ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl }),
});

/** INVARIANT: no call leaves a client that is not in the table of calls. Each attempt is reported. */
const guard =
  (service: Service, onCall: CallObserver) =>
  <Args, Result>(next: (args: Args) => Result, context: { readonly commandName?: string }) =>
  (args: Args): Result => {
    const call = `${service}:${(context.commandName ?? '').replace(/Command$/, '')}`;
    if (!isApiCall(call)) throw new Error(`\`${call}\` is not in the table of API calls`);
    onCall(call);
    return next(args);
  };

/** After the retry middleware, so that every attempt passes. */
const guardPlace = { step: 'finalizeRequest', priority: 'low', name: 'reachproofOnlyTabledCalls' } as const;
