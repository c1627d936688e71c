import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { collect } from '@tagger/core/internal';
import { readCorpus } from '@tagger/core/node';
import { Tagger } from '@tagger/models';
import { describe, expect, it } from 'vitest';
import { removeSharedSentences } from '../scripts/model/shared-sentences.js';

const data = process.env.TAGGER_DATA;

describe.each([
  [
    'model-en',
    'ewt',
    { words: ['The', 'old', 'dog', 'barked', '.'], tags: ['DET', 'ADJ', 'NOUN', 'VERB', 'PUNCT'] },
  ],
  [
    'model-ko',
    'ud-korean-gsd',
    { words: ['그는', '책을', '샀다', '.'], tags: ['PRON', 'NOUN', 'VERB', 'PUNCT'] },
  ],
])('@tagger/%s', (name, corpus, { words, tags }) => {
  const folder = fileURLToPath(new URL(`../packages/${name}/`, import.meta.url));
  const bytes = readFileSync(join(folder, 'model.onnx'));
  const facts = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8'));

  it('has the model that its facts and its README tell of, of at most 4 MB', () => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(facts).toMatchObject({ sha256, bytes: bytes.length });
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(sha256);
    expect(bytes.length).toBeLessThanOrEqual(4e6);
  });

  it('gives the address of a model that tags', async () => {
    const { default: model } = await import(pathToFileURL(join(folder, 'index.js')).href);
    expect(model).toEqual(pathToFileURL(join(folder, 'model.onnx')));
    const tagger = await Tagger.load(model, { threads: 1 });
    expect((await tagger.tagTokens(words)).map(({ tag }) => tag)).toEqual(tags);
    await tagger.release();
  });

  it.skipIf(!data).each(['train', 'dev', 'test'])(
    'holds no sentence of %s (needs TAGGER_DATA)',
    async (part) => {
      const sentences = await collect(readCorpus(join(data!, corpus, `${part}.conllu`)));
      // The words of a model file stand in a list of JSON.
      const found = sentences.filter(
        ({ words }) => words.length >= 8 && [' ', '","'].some((blank) => bytes.includes(words.join(blank))),
      );
      expect(found.map(({ words }) => words.join(' '))).toEqual([]);
    },
  );
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
