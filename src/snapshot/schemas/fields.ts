/**
 * The kinds of fields that AWS output has. Each is one zod node with its own check: a big snapshot has millions of
 * fields, and a chain of `preprocess`, type and `refine` takes a multiple of the time.
 */
import { z } from 'zod';
import { pipe, transform } from 'zod/mini';
import { parseAddress } from '../../values/address.js';
import { parseCidr } from '../../values/cidr.js';
import { maxPort } from '../../values/ports.js';

type Payload = z.core.ParsePayload;

const isBlank = (value: unknown): boolean => value === undefined || value === null || value === '';

/** A field that must be there. Where `accepts` refuses its value, the error says what was expected. */
const required = <T>(accepts: (value: unknown) => value is T, expectation: string) =>
  transform((value: unknown, payload: Payload): T => {
    if (accepts(value)) return value;
    payload.issues.push({ code: 'custom', message: expectation, input: value });
    return z.NEVER;
  });

/** A field that may be absent in any of AWS's ways. */
export const optional = <T extends z.core.SomeType>(schema: T) =>
  z.optional(
    pipe(
      transform((value: unknown) => (isBlank(value) ? undefined : value)),
      z.optional(schema),
    ),
  );

const blankToEmpty = transform((value: unknown) => (isBlank(value) ? [] : value));

/** An array that may be absent in any of AWS's ways: then it is empty. */
export const list = <T extends z.core.SomeType>(schema: T) => pipe(blankToEmpty, z.array(schema));

/** An array whose emptiness says nothing: absent where it is empty, or absent in any of AWS's ways. */
export const optionalList = <T extends z.core.SomeType>(schema: T) =>
  z.optional(
    pipe(
      transform((value: unknown) =>
        isBlank(value) || (Array.isArray(value) && value.length === 0) ? undefined : value,
      ),
      z.optional(z.array(schema)),
    ),
  );

/** A schema of arrays that takes all of AWS's ways to be absent for an empty one. */
export const blankOr = <T>(schema: z.ZodType<T>) => pipe(blankToEmpty, schema);

const isString = (value: unknown): value is string => typeof value === 'string';
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isInteger = (value: unknown): value is number => Number.isSafeInteger(value);

/** A leaf that may be absent in any of AWS's ways, as one node. */
const optionalLeaf = <T>(accepts: (value: unknown) => value is T, expectation: string) =>
  z.optional(
    transform((value: unknown, payload: Payload): T | undefined => {
      if (isBlank(value)) return undefined;
      if (accepts(value)) return value;
      payload.issues.push({ code: 'custom', message: expectation, input: value });
      return undefined;
    }),
  );

export const id = required(
  (value): value is string => typeof value === 'string' && value !== '',
  'expected a non-empty string',
);
export const text = optionalLeaf(isString, 'expected a string');
export const flag = optionalLeaf(isBoolean, 'expected `true` or `false`');
const requiredText = required(isString, 'expected a string');
export const requiredFlag = required(isBoolean, 'expected `true` or `false`');
export const integer = optionalLeaf(isInteger, 'expected an integer');
export const number = optionalLeaf((value): value is number => typeof value === 'number', 'expected a number');

/** A string with a check of its own, which must be there. */
export const requiredString = (accepts: (value: string) => boolean, expectation: string) =>
  required((value): value is string => typeof value === 'string' && accepts(value), expectation);

export const requiredInteger = (from: number, to: number, expectation: string) =>
  required((value): value is number => isInteger(value) && value >= from && value <= to, expectation);

const port = [
  (value: unknown): value is number => isInteger(value) && value >= 0 && value <= maxPort,
  `expected a port from 0 to ${maxPort}`,
] as const;
export const requiredPort = required(...port);
export const optionalPort = optionalLeaf(...port);

/** What `parseAddress` takes for an IPv4 address, told faster: no leading zeros, four parts of at most 255. */
const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

const address4 = [
  (value: unknown): value is string => typeof value === 'string' && ipv4.test(value),
  'expected an IPv4 address',
] as const;
export const optionalAddress4 = optionalLeaf(...address4);
export const address6 = requiredString((value) => parseAddress(value)?.family === 'ipv6', 'expected an IPv6 address');

const cidr4 = [
  (value: unknown): value is string => typeof value === 'string' && parseCidr(value)?.family === 'ipv4',
  'expected an IPv4 CIDR block',
] as const;
const cidr6 = [
  (value: unknown): value is string => typeof value === 'string' && parseCidr(value)?.family === 'ipv6',
  'expected an IPv6 CIDR block',
] as const;
export const requiredCidr4 = required(...cidr4);
export const optionalCidr4 = optionalLeaf(...cidr4);
export const requiredCidr6 = required(...cidr6);
export const optionalCidr6 = optionalLeaf(...cidr6);
export const requiredCidr = requiredString((value) => parseCidr(value) !== undefined, 'expected a CIDR block');

export const tag = z.object({ Key: requiredText, Value: text });
/** `{ "State": .. }`, as associations have it. */
export const state = optional(z.object({ State: text }));
