import { toJsonSchema } from '@valibot/to-json-schema';
import { expect, it } from 'vitest';
import packageJson from '../package.json';
import { createConfigSchema } from '../src/config/config-schema';

// `vitest run packages/cli/test/config-schema.test.ts -u` writes the file anew.
it('ships the JSON Schema that is made of the flags', async () => {
  const { $schema, ...schema } = toJsonSchema(createConfigSchema(), { errorMode: 'ignore' });
  const titled = { $schema, title: 'Config file of tagger train and tagger sweep', ...schema };
  await expect(`${JSON.stringify(titled, null, 2)}\n`).toMatchFileSnapshot('../schema/tagger.schema.json');
  expect(packageJson.files).toContain('schema');
});
