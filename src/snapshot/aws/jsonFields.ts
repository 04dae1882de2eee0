/** Fields of JSON of which only the API's documentation says what they hold. What is not as documented is left out. */
import type { Json, JsonObject } from './cliShape.js';

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The objects of an array; none where it is absent. */
export const objectsOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

/** The texts of an array, or the one text; none where it is absent or empty. */
export const textsOf = (value: Json | undefined): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((text) => typeof text === 'string' && text !== '');
