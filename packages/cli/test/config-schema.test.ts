import { spanRulesSchema } from '@tagger/models/internal';
import { toJsonSchema } from '@valibot/to-json-schema';
import { expect, it } from 'vitest';
import packageJson from '../package.json';
import { createConfigSchema } from '../src/config/config-schema';

// `vitest run packages/cli/test/config-schema.test.ts -u` writes the files anew.
it.each([
  ['tagger', 'Config file of tagger train and tagger sweep', createConfigSchema()],
  ['rules', 'Rules of tagger tag --rules', spanRulesSchema],
])('ships the JSON Schema %s that is made of the flags, or of the checks', async (name, title, checks) => {
  const { $schema, ...schema } = toJsonSchema(checks, { errorMode: 'ignore' });
  const titled = { $schema, title, ...schema };
  await expect(`${JSON.stringify(titled, null, 2)}\n`).toMatchFileSnapshot(`../schema/${name}.schema.json`);
  expect(packageJson.files).toContain('schema');
});
