import { SettingsError } from '@tagger/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeModelFile } from '../../src/model-file/encode-model-file';
import type { TaggedToken, TagOptions } from '../../src/tagger/tagged';
import { Tagger } from '../../src/tagger/tagger';
import { createSampleModel } from '../sample-model';

const { description, parameters } = createSampleModel({ cell: 'lstm', cellOutput: 'tanh' });
const bytes = encodeModelFile(description, parameters);
const text = 'The "dog" runs. I saw her duck!\n\nA cat doesn’t see \ud800 the naïve 🦆';

const decoder = new TextDecoder();

/** The tokens of `tagJson`, in pieces. */
async function readJson(tagger: Tagger, input: string, options?: TagOptions) {
  const { count, pieces } = await tagger.tagJson(input, options);
  const texts = [...pieces].map((piece) => (typeof piece === 'string' ? piece : decoder.decode(piece)));
  const tokens = JSON.parse(`[${texts.join(',')}]`) as TaggedToken[];
  expect(tokens).toHaveLength(count);
  return { tokens, pieces: texts.length };
}

/** What `tag` gives, as it is written. */
async function expectTokens(tagger: Tagger, input: string, options?: TagOptions) {
  const round = (key: string, value: unknown) =>
    key === 'score' ? Math.round((value as number) * 1e4) / 1e4 : value;
  return JSON.parse(JSON.stringify(await tagger.tag(input, options), round));
}

describe('tagJson', () => {
  let alone: Tagger;
  let pool: Tagger;
  beforeAll(async () => {
    alone = await Tagger.load(bytes);
    pool = await Tagger.pool(bytes, { workers: 2 });
  });
  afterAll(() => Promise.all([alone.release(), pool.release()]));

  it.each<[string, string, TagOptions?]>([
    ['a text', text],
    ['nothing', ''],
    ['blanks', ' \n\n '],
    ['with topK', text, { topK: 3 }],
    ['in another language', 'L’eau est là.', { language: 'fr' }],
    ['paragraphs, whose sentences are numbered through', `${text}.\n\n`.repeat(600)],
    ['paragraphs behind blanks', `${' \n\n'.repeat(11_000)}${text}`],
    ['one long paragraph', `${text.replaceAll('\n\n', ' ')}. `.repeat(200)],
  ])('writes what tag gives: %s', async (_, input, options) => {
    const expected = await expectTokens(alone, input, options);
    for (const tagger of [alone, pool])
      expect((await readJson(tagger, input, options)).tokens).toEqual(expected);
  });

  it('gives much in pieces', async () => {
    expect((await readJson(pool, `${text} `.repeat(200))).pieces).toBeGreaterThan(3);
  });

  it('refuses rules, and ends by its signal', async () => {
    await expect(pool.tagJson(text, { rules: {} } as never)).rejects.toThrow(SettingsError);
    const controller = new AbortController();
    const call = pool.tagJson(text.repeat(1000), { signal: controller.signal });
    controller.abort(new Error('left'));
    await expect(call).rejects.toThrow('left');
  });
});
