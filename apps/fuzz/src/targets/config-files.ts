import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { configKeys } from '../../../../packages/cli/src/config/config-keys';
import { readConfig } from '../../../../packages/cli/src/config/read-config';
import { damageText, drawDamage } from '../damage';
import { drawText } from '../odd-text';
import { attempt } from '../outcome';
import { createProperty, type Target } from '../target';

const names = [
  ...configKeys.keys(),
  'grid',
  '$schema',
  'help',
  'resume',
  'config',
  'learning_rate',
  '--epochs',
];
const inherited = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'slice', 'length'];

const key = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...names) },
  { weight: 1, arbitrary: fc.constantFrom(...inherited) },
  { weight: 1, arbitrary: drawText(2) },
);
/** JSON as text, since an object could not hold a key twice, or `__proto__`. */
const { value } = fc.letrec<{ value: string; list: string; object: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(
      fc.constantFrom(
        '1',
        '0',
        '-1',
        '1.5',
        '1e999',
        '9007199254740993',
        'true',
        'false',
        'null',
        '"lstm"',
        '"a.conllu"',
      ),
      drawText(2).map((text) => JSON.stringify(text)),
    ),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('value'), { maxLength: 3 }).map((values) => `[${values.join(', ')}]`),
  object: fc
    .array(fc.tuple(key, tie('value')), { maxLength: 4 })
    .map((members) => `{${members.map(([name, text]) => `${JSON.stringify(name)}: ${text}`).join(',\n')}}`),
}));
const members = fc
  .array(fc.tuple(key, value), { maxLength: 6 })
  .map((all) => `{${all.map(([name, text]) => `${JSON.stringify(name)}: ${text}`).join(',\n')}}`);
const nested = fc
  .tuple(fc.constantFrom('[', '{"a":', '{"grid":', '[{"":'), fc.nat(30_000), fc.boolean())
  .map(([open, depth, isClosed]) => {
    const close = [...open].reverse().map((mark) => ({ '[': ']', '{': '}' })[mark] ?? '');
    return `{"epochs": ${open.repeat(depth)}1${isClosed ? close.join('').repeat(depth) : ''}}`;
  });

const inputs = fc.record({
  text: fc.oneof(
    { weight: 8, arbitrary: members },
    { weight: 4, arbitrary: value },
    { weight: 1, arbitrary: nested },
  ),
  damage: fc.option(drawDamage(1, 'character', drawText(2)), { freq: 2 }),
});

/** A config file is read, or refused. */
export const configFiles: Target = {
  name: 'config-files',
  prepare: async (workspace) => {
    const path = join(workspace, 'tagger.json');
    return createProperty(inputs, async ({ text, damage }) => {
      await writeFile(path, damage ? damageText([text], damage) : text);
      await attempt(() => readConfig(path));
    });
  },
};
