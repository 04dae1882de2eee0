/**
 * Answers of the SDK in the shape that the AWS CLI prints: dates as text, absent fields absent.
 *
 * Fields that hold secrets are dropped, wherever they stand: pre-shared keys and the device configuration of VPN
 * connections (EC2 API, `VpnConnection`, `TunnelOption`), BGP keys and the router configuration of virtual interfaces
 * (Direct Connect API, `VirtualInterface`, `BGPPeer`), client secrets of listener actions (ELBv2 API,
 * `AuthenticateOidcActionConfig`). Nothing of them bears on reachability.
 */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [name: string]: Json };

const secretFields: ReadonlySet<string> = new Set([
  'PreSharedKey',
  'CustomerGatewayConfiguration',
  'authKey',
  'customerRouterConfig',
  'ClientSecret',
]);

/** A value of an SDK answer as JSON, or undefined for what JSON has no room for. */
const toCliShape = (value: unknown): Json | undefined => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') {
    return value;
  }
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.flatMap((element) => toCliShape(element) ?? []);
  return isFields(value) ? toCliFields(value) : undefined;
};

/** The fields of an SDK answer or of a part of it. */
export const toCliFields = (fields: object): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const shaped = secretFields.has(name) ? undefined : toCliShape(field);
      return shaped === undefined ? [] : [[name, shaped]];
    }),
  );

const isFields = (value: unknown): value is object => typeof value === 'object' && value !== null;
