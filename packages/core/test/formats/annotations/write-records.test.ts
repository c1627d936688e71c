import { describe, expect, it } from 'vitest';
import { collect } from '../../../src/formats/collect';
import type { FormatName } from '../../../src/formats/corpus-format';
import { formatSentence, parseSentences } from '../../../src/formats/corpus-formats';
import { createRandom } from '../../../src/random';
import type { Sentence } from '../../../src/sentence';

const formats: readonly FormatName[] = ['doccano', 'prodigy', 'spacy', 'label-studio', 'hugging-face'];

const wave: Sentence = {
  words: ['👋', 'Ann', 'Lee', '-', 'Roe', 'met', 'IBM'],
  tags: ['O', 'B-PER', 'I-PER', 'I-PER', 'I-PER', 'O', 'B-ORG'],
};

async function readBack(sentences: readonly Sentence[], format: FormatName) {
  const items = sentences.map((sentence) => formatSentence(sentence, format));
  const text = format === 'label-studio' ? `[${items.join(',')}]` : items.join('');
  return (await collect(parseSentences(text, { format }))).map(({ words, tags }) => ({
    words,
    ...(tags && { tags }),
  }));
}

describe('records of annotation tools', () => {
  it('have the places that each tool counts', () => {
    const parse = (format: FormatName) => JSON.parse(formatSentence(wave, format));
    expect(parse('doccano')).toMatchObject({
      text: '👋 Ann Lee - Roe met IBM',
      label: [
        [2, 15, 'PER'],
        [20, 23, 'ORG'],
      ],
    });
    expect(parse('spacy').entities[0]).toEqual([2, 15, 'PER']);
    expect(parse('prodigy').spans[0]).toEqual({
      start: 2,
      end: 15,
      token_start: 1,
      token_end: 4,
      label: 'PER',
    });
    expect(parse('label-studio').annotations[0].result[0].value).toEqual({
      start: 3,
      end: 16,
      text: 'Ann Lee - Roe',
      labels: ['PER'],
    });
    expect(parse('hugging-face')).toEqual({ tokens: wave.words, ner_tags: wave.tags });
  });

  it.each(formats)('are read back as they were: %s', async (format) => {
    const random = createRandom(3, format);
    const words = ['Ann', '👋', 'U.S.', "don't", '...', 'a-b', 'x', '10,5'];
    const draw = (): Sentence => {
      const length = 1 + random.integer(6);
      const labels = Array.from({ length }, () => ['O', 'PER', 'LOC'][random.integer(3)]!);
      return {
        words: labels.map(() => words[random.integer(words.length)]!),
        tags: labels.map((label, at) => {
          if (label === 'O') return label;
          return `${labels[at - 1] === label && random.integer(2) ? 'I' : 'B'}-${label}`;
        }),
      };
    };
    const sentences = [wave, { words: ['untagged'] }, ...Array.from({ length: 200 }, draw)];
    expect(await readBack(sentences, format)).toEqual(sentences);
  });

  it('keep the text of CoNLL-U and of raw text', async () => {
    const conllu =
      '# text = Ann’s dog\n1\tAnn\t_\t_\tB-PER\t_\t_\t_\t_\tSpaceAfter=No\n2\t’s\t_\t_\tO\t_\t_\t_\t_\t_\n3\tdog\t_\t_\tO\t_\t_\t_\t_\t_\n\n';
    const [sentence] = await collect(parseSentences(conllu, { format: 'conllu', column: 'xpos' }));
    expect(JSON.parse(formatSentence(sentence!, 'doccano'))).toMatchObject({
      text: 'Ann’s dog',
      label: [[0, 3, 'PER']],
    });
    const [raw] = (await collect(parseSentences('One.  Ann  left.', { format: 'text' }))).slice(1);
    expect(JSON.parse(formatSentence({ ...raw!, tags: ['B-PER', 'O', 'O'] }, 'spacy'))).toMatchObject({
      text: 'Ann  left.',
      entities: [[0, 3, 'PER']],
    });
  });

  it('hold BIOES as spans, and refuse tags that mark none', async () => {
    const tags = ['O', 'B-PER', 'I-PER', 'I-PER', 'E-PER', 'O', 'S-ORG'];
    expect(await readBack([{ ...wave, tags }], 'doccano')).toEqual([wave]);
    expect(() => formatSentence({ words: ['a', 'b'], tags: ['O', 'NOUN'], line: 3 }, 'doccano')).toThrow(
      '3: doccano holds spans, and these tags mark none: NOUN',
    );
  });
});
