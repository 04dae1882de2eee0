import { describe, expect, test } from 'vitest';
import { toCliFields } from '../../src/snapshot/aws/cliShape.js';
import { danglingReferences } from '../../src/snapshot/aws/danglingReferences.js';
import { failureOf } from '../../src/snapshot/aws/failure.js';
import { regionDocuments } from '../../src/snapshot/aws/regionDocuments.js';
import type { RegionReading } from '../../src/snapshot/aws/regionReader.js';

const account = '111122223333';

describe('an answer of the SDK', () => {
  test('becomes what the CLI prints', () => {
    expect(
      toCliFields({
        CreateTime: new Date(0),
        Tags: [{ Key: 'a', Value: undefined }],
        Gone: undefined,
        Nothing: null,
        On: false,
      }),
    ).toEqual({ CreateTime: '1970-01-01T00:00:00.000Z', Tags: [{ Key: 'a' }], Nothing: null, On: false });
  });

  test('loses its secrets wherever they stand', () => {
    const answer = {
      VpnConnectionId: 'vpn-1',
      CustomerGatewayConfiguration: '<secret/>',
      Options: { TunnelOptions: [{ OutsideIpAddress: '198.51.100.1', PreSharedKey: 'secret' }] },
      virtualInterfaceId: 'dxvif-1',
      authKey: 'secret',
      customerRouterConfig: 'secret',
      bgpPeers: [{ bgpPeerId: 'dxpeer-1', authKey: 'secret' }],
      DefaultActions: [
        { Type: 'authenticate-oidc', AuthenticateOidcConfig: { ClientId: 'id', ClientSecret: 'secret' } },
      ],
    };
    expect(toCliFields(answer)).toEqual({
      VpnConnectionId: 'vpn-1',
      Options: { TunnelOptions: [{ OutsideIpAddress: '198.51.100.1' }] },
      virtualInterfaceId: 'dxvif-1',
      bgpPeers: [{ bgpPeerId: 'dxpeer-1' }],
      DefaultActions: [{ Type: 'authenticate-oidc', AuthenticateOidcConfig: { ClientId: 'id' } }],
    });
  });
});

const reading = (
  resources: Readonly<Record<string, readonly object[]>>,
  failedCalls: RegionReading['failedCalls'] = [],
): RegionReading => ({
  resources: new Map(
    Object.entries(resources).map(([key, listed]) => [keyOf(key), listed.map((resource) => toCliFields(resource))]),
  ),
  failedCalls,
});

const keyOf = (key: string) => {
  if (key === 'Subnets' || key === 'Reservations' || key === 'NetworkInterfaces' || key === 'Vpcs') return key;
  throw new Error(`unexpected key ${key}`);
};

describe('the documents of a region', () => {
  const contentOf = (resources: Readonly<Record<string, readonly object[]>>) =>
    regionDocuments(reading(resources), account, 'us-east-1').map(({ content }) => content);

  test('are sorted, and hold the last description of a resource that two pages show', () => {
    const [one, two] = [
      { SubnetId: 'subnet-1', State: 'pending' },
      { SubnetId: 'subnet-1', State: 'available' },
    ];
    expect(contentOf({ Subnets: [{ SubnetId: 'subnet-2' }, one, two] })).toEqual([
      { Subnets: [two, { SubnetId: 'subnet-2' }] },
    ]);
  });

  test('put a reservation together again that pages cut in two', () => {
    const part = (...ids: string[]) => ({ ReservationId: 'r-1', Instances: ids.map((InstanceId) => ({ InstanceId })) });
    expect(contentOf({ Reservations: [part('i-2', 'i-3'), part('i-1', 'i-2')] })).toEqual([
      { Reservations: [part('i-1', 'i-2', 'i-3')] },
    ]);
  });
});

describe('references that lead nowhere', () => {
  const missing = (...args: Parameters<typeof reading>) =>
    danglingReferences(reading(...args), account).map(({ id, missingId }) => `${id} ${missingId}`);
  const networkInterface = { NetworkInterfaceId: 'eni-1', SubnetId: 'subnet-1', OwnerId: account };

  test('are found in lists that were read whole', () => {
    expect(missing({ NetworkInterfaces: [networkInterface], Subnets: [] })).toEqual(['eni-1 subnet-1']);
    expect(missing({ NetworkInterfaces: [networkInterface], Subnets: [{ SubnetId: 'subnet-1' }] })).toEqual([]);
  });

  test('are not looked for where the list failed', () => {
    const failed = { action: 'a', key: 'Subnets', account, region: 'us-east-1', reason: 'denied' } as const;
    expect(missing({ NetworkInterfaces: [networkInterface], Subnets: [] }, [failed])).toEqual([]);
  });

  test("are not looked for in other accounts' resources and in instances that are ending", () => {
    const others = { ...networkInterface, OwnerId: '999988887777' };
    const ending = {
      Instances: [
        { InstanceId: 'i-1', State: { Name: 'shutting-down' }, NetworkInterfaces: [{ NetworkInterfaceId: 'eni-9' }] },
      ],
    };
    expect(missing({ NetworkInterfaces: [others], Subnets: [], Reservations: [ending] })).toEqual([]);
  });

  test('of instances are followed into their reservation', () => {
    const running = { Instances: [{ InstanceId: 'i-1', NetworkInterfaces: [{ NetworkInterfaceId: 'eni-9' }] }] };
    expect(missing({ NetworkInterfaces: [], Reservations: [running] })).toEqual(['i-1 eni-9']);
  });
});

describe('a failure', () => {
  const named = (name: string, message: string, status?: number) =>
    Object.assign(new Error(message), { name }, status === undefined ? {} : { $metadata: { httpStatusCode: status } });

  test.each([
    [
      named('UnauthorizedOperation', 'You may not. Encoded authorization failure message: abc', 403),
      'denied',
      'access denied (UnauthorizedOperation): You may not.',
    ],
    [named('SomethingNew', 'no', 403), 'denied', 'access denied (SomethingNew): no'],
    [named('SomethingNew', 'bad', 400), 'rejected', 'AWS refused the request (SomethingNew): bad'],
    [named('SomethingNew', 'secret', 503), 'server', 'the server failed (SomethingNew), HTTP status 503'],
    [
      named('SignatureDoesNotMatch', 'token: secret', 403),
      'credentials',
      'the credentials are not valid (SignatureDoesNotMatch)',
    ],
    [
      named('CredentialsProviderError', 'Command failed: get-secret --password hunter2\nmore'),
      'credentials',
      'the credentials are not valid (CredentialsProviderError): the `credential_process` of the profile failed',
    ],
    [Object.assign(new Error('connect'), { code: 'ENOTFOUND' }), 'connection', 'no connection (ENOTFOUND)'],
    ['not an error at all', 'server', 'the server failed'],
  ])('%s', (error, kind, reason) => {
    expect(failureOf(error)).toMatchObject({ kind, reason });
  });
});
