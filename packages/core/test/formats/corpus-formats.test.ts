import { describe, expect, it } from 'vitest';
import { collect } from '../../src/formats/collect';
import type { FormatName } from '../../src/formats/corpus-format';
import {
  corpusFormats,
  detectFormat,
  formatNames,
  formatSentence,
  parseSentences,
} from '../../src/formats/corpus-formats';
import type { Sentence } from '../../src/sentence';

const corpus: Sentence[] = [
  { words: ['We', 'ate', '1/2', 'of', 'it', '.'], tags: ['PRON', 'VERB', 'NUM', 'ADP', 'PRON', 'PUNCT'] },
  {
    words: ['#1', 'C:\\temp', '日本', '👍🏽', 'naïve', '10\u00a0000'],
    tags: ['A', 'B', 'C', 'D-x', '_', 'F|y=Z'],
  },
  { words: ['New York'], tags: ['B-LOC'] },
];
/** Those that annotation tools have hold spans. */
const spanFormats = ['brat', 'doccano', 'prodigy', 'spacy', 'label-studio'];
/** CoNLL-U Plus is written back alone, a JSON list not at all, and the other two have no tags. */
const taggedFormats = formatNames.filter(
  (name) => !['conllup', 'json', 'words', 'text', ...spanFormats].includes(name),
);

function essence({ words, tags }: Sentence): Pick<Sentence, 'words' | 'tags'> {
  return { words, ...(tags && { tags }) };
}

describe('every format', () => {
  it.each(taggedFormats)('%s: what is written is read as it was', async (format) => {
    const text = corpus.map((sentence) => formatSentence(sentence, format)).join('');
    for (const chunks of [text, [...text], [`\uFEFF${text.replaceAll('\n', '\r\n').trimEnd()}`]]) {
      expect((await collect(parseSentences(chunks, { format }))).map(essence)).toEqual(corpus);
    }
  });

  it.each(taggedFormats)('%s: line ends that were converted twice are no part of tags', async (format) => {
    const text = corpus.map((sentence) => formatSentence(sentence, format)).join('');
    const chunks = [`${text.replaceAll('\n', '\r\r\n').trimEnd()}\r\r\n`];
    expect((await collect(parseSentences(chunks, { format }))).map(essence)).toEqual(corpus);
  });

  it.each(['words', 'word-tag'] as const)('%s: a carriage return is a blank', async (format) => {
    const words = async (text: string) => (await collect(parseSentences(text, { format })))[0]?.words;
    expect(await words('owls\rsleep \r .\r\n')).toEqual(['owls', 'sleep', '.']);
    expect(await words(' \r \n')).toBeUndefined();
  });

  it.each(['conllu', 'columns'] as const)(
    '%s: a carriage return inside of a row is refused',
    async (format) => {
      const text = corpus.map((sentence) => formatSentence(sentence, format)).join('');
      const chunks = [text.replaceAll('naïve', 'na\rïve')];
      await expect(collect(parseSentences(chunks, { format, file: 'f' }))).rejects.toThrow(
        /^f:\d+: a carriage return inside the line \(/,
      );
    },
  );

  const pairs = taggedFormats.flatMap((from) => taggedFormats.map((to) => [from, to] as const));
  it.each(pairs)('%s to %s and back: nothing is lost', async (from, to) => {
    const first = corpus.map((sentence) => formatSentence(sentence, from)).join('');
    const read = await collect(parseSentences(first, { format: from }));
    const second = read.map((sentence) => formatSentence(sentence, to)).join('');
    expect((await collect(parseSentences(second, { format: to }))).map(essence)).toEqual(corpus);
  });

  it.each(taggedFormats)('%s: words without tags are read as such', async (format) => {
    const text = formatSentence({ words: ['and/or', 'not'] }, format);
    expect((await collect(parseSentences(text, { format }))).map(essence)).toEqual([
      { words: ['and/or', 'not'] },
    ]);
  });

  it('text: is cut into tokens, and written without tags alone', async () => {
    const [sentence] = await collect(parseSentences('Hello there!', { format: 'text' }));
    expect(sentence!.words).toEqual(['Hello', 'there', '!']);
    expect(formatSentence(sentence!, 'text')).toBe('Hello there !\n');
    expect(() => formatSentence(corpus[0]!, 'text')).toThrow('plain text cannot hold tags (choose conllu');
  });

  it.each(['conllu', 'word-tag', 'text'] as const)('%s: refuses a column of words', (format) => {
    expect(() => parseSentences('', { format, wordColumn: 2 })).toThrow(
      'a column of words cannot be chosen in',
    );
  });

  it('refuses a name that is none', () => {
    const format = 'xml' as FormatName;
    expect(() => parseSentences('', { format })).toThrow(
      'there is no format "xml" (choose one of conllu, conllup, columns',
    );
  });
});

describe('detectFormat', () => {
  it('knows every extension, in any case, also before .gz', () => {
    for (const name of formatNames) {
      for (const extension of corpusFormats[name].extensions) {
        expect(detectFormat(`some.folder/a.${extension}`)).toBe(name);
        expect(detectFormat(`A.B.${extension.toUpperCase()}.GZ`)).toBe(name);
      }
    }
  });

  it.each(['-', 'a', 'a.gz', 'a.xml', 'conllu', 'txt.d/a', 'a.conllu.bz2'])('knows nothing of %s', (path) => {
    expect(detectFormat(path)).toBeUndefined();
  });
});
