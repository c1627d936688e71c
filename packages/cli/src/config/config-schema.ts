import * as v from 'valibot';
import { configKeys } from './config-keys';
import { gridKeys } from './grid-keys';

/** What a config file may say: all that its JSON Schema is made of. */
export function createConfigSchema() {
  const keys = [...configKeys.values()].map((key) => [
    key.name,
    v.optional(key.schema, key.default as never),
  ]);
  const grid = gridKeys().map(({ name, schema }) => [
    name,
    v.optional(v.pipe(v.array(schema), v.minLength(1))),
  ]);
  return v.strictObject({
    $schema: v.optional(v.pipe(v.string(), v.description('this schema, for editors'))),
    ...Object.fromEntries(keys),
    grid: v.optional(
      v.pipe(
        v.strictObject(Object.fromEntries(grid)),
        v.description('values that tagger sweep tries; tagger train passes over them'),
      ),
    ),
  });
}
