import { readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { certificateSchema } from '../../src/proofs/certificate.js';

const file = 'src/proofs/certificate.schema.json';

/** `REACHPROOF_WRITE_SCHEMA=1 npx vitest run test/proofs/certificateSchema.test.ts` writes the file anew. */
it('the JSON Schema of certificates says what the program checks', async () => {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'reachproof certificate',
    ...z.toJSONSchema(certificateSchema, { io: 'input', target: 'draft-2020-12', unrepresentable: 'any' }),
  };
  if (process.env.REACHPROOF_WRITE_SCHEMA === '1') await writeFile(file, `${JSON.stringify(schema, undefined, 2)}\n`);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)));
});
