import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { collect } from '@tagger/core/internal';
import { readCorpus } from '@tagger/core/node';
import { Tagger } from '@tagger/models';
import { describe, expect, it } from 'vitest';
import { decodeModel } from '../packages/models/src/onnx/decode-model';
import { removeSharedSentences } from '../scripts/model/shared-sentences.js';

const data = process.env.TAGGER_DATA;

describe.each([
  ['model-en', 4e6],
  ['model-en-ner', 8e6],
  ['model-ko', 4e6],
])('@tagger/%s', (name, largest) => {
  const folder = fileURLToPath(new URL(`../packages/${name}/`, import.meta.url));
  const bytes = readFileSync(join(folder, 'model.onnx'));
  const readJson = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));

  it('has the model that its facts and its README tell of, not too large for a page', () => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(readJson('model.json')).toMatchObject({ sha256, bytes: bytes.length });
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(sha256);
    expect(bytes.length).toBeLessThanOrEqual(largest);
  });

  it('gives the address of its model', async () => {
    const { default: model } = await import(pathToFileURL(join(folder, 'index.js')).href);
    expect(model).toEqual(pathToFileURL(join(folder, 'model.onnx')));
  });

  it.skipIf(!data).each(['train', 'dev', 'test'])(
    'holds no sentence of %s (needs TAGGER_DATA)',
    async (part) => {
      const recipe = readJson('recipe.json');
      const corpus = join(data!, recipe.folder, `${part}.${recipe.ending}`);
      const sentences = await collect(readCorpus(corpus));
      // All text of a model file is in its metadata, where words stand in a list of JSON.
      const text = [...decodeModel(bytes).metadata.values()].join('\n');
      expect(text).toContain('","the"');
      const found = [' ', '","'].flatMap((blank) => {
        // To look for six words in a set takes less time than for a sentence in a text: only what is found there is looked for.
        const pieces = text.split(blank);
        const sixes = new Set(pieces.map((_, at) => pieces.slice(at, at + 6).join(blank)));
        return sentences.filter(({ words }) => {
          const sentence = words.join(blank);
          const inner = sentence.split(blank).slice(1, 7).join(blank);
          return words.length >= 8 && sixes.has(inner) && text.includes(sentence);
        });
      });
      expect(found.map(({ words }) => words.join(' '))).toEqual([]);
    },
  );
});

it.each([
  ['model-en', 'The old dog barked .', 'DET ADJ NOUN VERB PUNCT'],
  ['model-ko', '그는 책을 샀다 .', 'PRON NOUN VERB PUNCT'],
])('@tagger/%s tags', async (name, words, tags) => {
  const { default: model } = await import(`../packages/${name}/index.js`);
  const tagger = await Tagger.load(model, { threads: 1 });
  expect((await tagger.tagTokens(words.split(' '))).map(({ tag }) => tag)).toEqual(tags.split(' '));
  await tagger.release();
});

it('@tagger/model-en-ner finds names', async () => {
  const tagger = await Tagger.load((await import('../packages/model-en-ner/index.js')).default, {
    threads: 1,
  });
  const text = 'Ada Lovelace wrote to Charles Babbage in London.';
  const found = await tagger.entities(text);
  expect(found.map(({ label, start, end }) => [label, text.slice(start, end)])).toEqual([
    ['PER', 'Ada Lovelace'],
    ['PER', 'Charles Babbage'],
    ['LOC', 'London'],
  ]);
  await tagger.release();
});

it('@tagger/model-en takes no word of letters for a mark, of whatever script', async () => {
  const words =
    'Łódź été Москва Zürich São Gdańsk Đà İstanbul Ōsaka Þór 東京 서울 Αθήνα Київ თბილისი Երևան ירושלים القاهرة मुंबई ไทย አዲስ ñandú façade Dvořák ß ŋ ʃ ｆｕｌｌ ℝ Hawaiʻi Ṣalāḥ e\u0301te\u0301';
  const tagger = await Tagger.load((await import('../packages/model-en/index.js')).default, { threads: 1 });
  const sentences = words
    .split(' ')
    .flatMap((word) => [['He', 'visited', word, 'last', 'year', '.'], [word, 'is', 'nice', '.'], [word]]);
  const tagged = (await tagger.tagBatch(sentences)).flat();
  const marks = tagged.filter(({ text, tag }) => /\p{L}/u.test(text) && ['PUNCT', 'SYM'].includes(tag));
  expect(marks.map(({ text }) => text)).toEqual([]);
  await tagger.release();
});

it('leaves sentences out of a test corpus that stand in the training corpus word for word', () => {
  const sentence = (...words: string[]) =>
    `# text = any\n${words.map((word, index) => `${index + 1}\t${word}\tX\n`).join('')}\n`;
  const train = sentence('a', 'b') + sentence('c');
  const test = sentence('a', 'b', 'c') + sentence('c') + sentence('b').replace('# text = any\n', '');
  expect(removeSharedSentences(test, train)).toEqual({
    text: sentence('a', 'b', 'c') + sentence('b').replace('# text = any\n', ''),
    shared: 1,
  });
});
