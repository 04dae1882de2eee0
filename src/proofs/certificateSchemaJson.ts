import { z } from 'zod';
import { certificateSchema } from './certificate.js';

/** The JSON Schema of certificates (draft 2020-12), as `certificate.schema.json` holds it. */
export const certificateJsonSchema = (): unknown => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'reachproof certificate',
  ...z.toJSONSchema(certificateSchema, { io: 'input', target: 'draft-2020-12', unrepresentable: 'any' }),
});
