import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { formatConllu } from '../../src/formats/conllu/format-conllu';
import { readCorpus } from '../../src/node/read-corpus';

const data = process.env.TAGGER_DATA;

describe.skipIf(!data)('UD English-EWT (skipped where TAGGER_DATA is not set)', () => {
  it.each([
    ['dev', 2001, 25147],
    ['test', 2077, 25094],
  ])('%s: the counts of its maintainers, and written as it was', async (part, sentences, words) => {
    const path = `${data}/ewt/${part}.conllu`;
    const found = { sentences: 0, words: 0 };
    let written = '';
    for await (const sentence of readCorpus(path)) {
      found.sentences += 1;
      found.words += sentence.words.length;
      expect(sentence.tags).toHaveLength(sentence.words.length);
      written += formatConllu(sentence);
    }
    expect(found).toEqual({ sentences, words });
    expect(written === (await readFile(path, 'utf8'))).toBe(true);
  });
});

describe.skipIf(!data)('WNUT-17 (skipped where TAGGER_DATA is not set)', () => {
  it('has the sentences and tokens that it is said to have', async () => {
    const lengths: number[] = [];
    for await (const sentence of readCorpus(`${data}/wnut17/dev.conll`)) lengths.push(sentence.words.length);
    expect(lengths.length).toBe(1009);
    expect(lengths.reduce((sum, length) => sum + length)).toBe(15733);
  });
});
