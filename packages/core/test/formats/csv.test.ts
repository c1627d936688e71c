import { describe, expect, it } from 'vitest';
import { collect } from '../../src/formats/collect';
import type { ParseOptions } from '../../src/formats/corpus-format';
import { formatSentence, parseSentences } from '../../src/formats/corpus-formats';
import { rewrite } from './rewrite';

async function parse(text: string, options: ParseOptions = {}, format: 'csv' | 'columns' = 'csv') {
  const sentences = await collect(parseSentences(text, { format, file: 'f', ...options }));
  return sentences.map(({ words, tags, line, columns, unlabelled }) => ({
    text: words.map((word, index) => (tags ? `${word}/${tags[index]}` : word)).join(' '),
    line,
    ...(columns && { columns }),
    ...(unlabelled && { unlabelled }),
  }));
}

describe('CSV', () => {
  it('has sentences by the numbers of a column, which an empty cell repeats', async () => {
    const text =
      'Sentence #,Word,POS,Tag\nSentence: 1,Ann,NNP,B-PER\n,left,VBD,O\nSentence: 2,"1,000",CD,O\n,"""",\'\',O\n';
    expect(await parse(text)).toEqual([
      { text: 'Ann/B-PER left/O', line: 2 },
      { text: '1,000/O "/O', line: 4 },
    ]);
    expect((await parse(text, { column: 'pos' }))[0]!.text).toBe('Ann/NNP left/VBD');
    expect((await parse(text, { column: 3, columns: ['Tag'] }))[0]).toMatchObject({
      text: 'Ann/NNP left/VBD',
      columns: { Tag: ['B-PER', 'O'] },
    });
  });

  it('has sentences between blank lines, and by documents', async () => {
    expect(await parse('token;label\na;X\nb;\n\n;\nc;Y')).toEqual([
      { text: 'a/X b/_', line: 2, unlabelled: [1] },
      { text: 'c/Y', line: 6 },
    ]);
    const text = 'doc_id|sent_id|form|upos\n1|1|a|X\n2|1|b|Y\n2|2|c|Z\n';
    expect((await parse(text)).map((sentence) => sentence.text)).toEqual(['a/X', 'b/Y', 'c/Z']);
    expect(await parse('word\na\nb\n')).toEqual([{ text: 'a b', line: 2 }]);
  });

  it('is what columns with a header are, too', async () => {
    expect(await parse('word\tner\n"\tO\nAnn\tB-PER\n', {}, 'columns')).toEqual([
      { text: '"/O Ann/B-PER', line: 2 },
    ]);
    expect(await parse('mot\ttype\na\tX\n', { column: 'type', wordColumn: 'mot' }, 'columns')).toEqual([
      { text: 'a/X', line: 2 },
    ]);
    // No header: the words themselves.
    expect(await parse('word\tNOUN\nner\tX\n', {}, 'columns')).toEqual([
      { text: 'word/NOUN ner/X', line: 1 },
    ]);
  });

  it('may have texts with spans, over several lines', async () => {
    const spans = JSON.stringify([{ start: 0, end: 3, text: 'Ann', labels: ['PER'] }]).replaceAll('"', '""');
    const text = `id,text,label\n1,"Ann left.\n\nBen stayed.","${spans}"\n2,It rained.,[]\n3,Nobody said so.,\n`;
    expect(await parse(text)).toEqual([
      { text: 'Ann/B-PER left/O ./O', line: 2 },
      { text: 'Ben/O stayed/O ./O', line: 2 },
      { text: 'It/O rained/O ./O', line: 5 },
      { text: 'Nobody said so .', line: 6 },
    ]);
  });

  it.each([
    ['word,tag\na\n', 'f:2: expected 2 cells as in the first line, found 1'],
    ['word,tag\n,X\n', 'f:2: the cell of the word is empty'],
    ['word,tag\n"a,X\n', 'f:2: a cell in quotes is not closed'],
    ['word,tag\n"a"b,X\n', 'f:2: a cell in quotes is not closed, or text follows its quote'],
    ['text,tag\na,b\n"a,X\nb', 'f:3: a cell in quotes is not closed'],
    ['a,b\nc,d\n', 'f:1: the first line names no column of words: a, b (name it word'],
    ['text,label\na b,"[{""start"":0,""end"":9,""label"":""X""}]"\n', 'f:2: span 1 from 0 to 9'],
    [
      'text,label\n"a\nb",PER\n',
      'f:2: a word with a line end in it (of a text, the cell of labels is a JSON',
    ],
    ['text,label\na b,[1\n', 'f:2: the text is not JSON'],
  ])('refuses %j', async (text, message) => {
    await expect(parse(text)).rejects.toThrow(message);
  });

  it('refuses a column that is not there', async () => {
    await expect(parse('word,tag\na,X\n', { column: 'ner' })).rejects.toThrow(
      'there is no column "ner" in the first line of f (choose one of word, tag)',
    );
    await expect(parse('word,tag\na,X\n', { column: 'word' })).rejects.toThrow(
      'holds the words, not the tags',
    );
  });

  it.each([
    '\n\uFEFFword,tag\r\n"a","X"\r\nb, Y\r\n\r\n\r\n,\r\nc,Z',
    'sentence_id\tword\ttag\n1\ta\tX\n2\tb\tY\nsentence_id\tword\ttag\n1\tc\tZ\n\n',
    'word,tag\n',
    '',
  ])('is written as it was, but for other tags: %j', async (text) => {
    expect(await rewrite(text, 'csv')).toBe(text);
    const tagged = await rewrite(text, 'csv', ({ tags }) => tags?.map((tag) => (tag === 'Z' ? ',' : tag)));
    expect(tagged).toBe(text.replace(/Z/, text.includes('\t') ? ',' : '","'));
  });

  it('gets a column for tags that it lacks', async () => {
    expect(await rewrite('word\na\n\nb\n', 'csv', ({ words }) => words.map(() => 'X'))).toBe(
      'word,tag\na,X\n\nb,X\n',
    );
    const text = 'word,pos\na,X\n';
    expect(await rewrite(text, 'csv', () => ['Y'], 'pos')).toBe('word,pos\na,Y\n');
    expect(await rewrite(text, 'csv', () => ['Y'], 'mine')).toBe('word,pos,mine\na,X,Y\n');
  });

  it('is made of other formats, each file with a header', async () => {
    const sentence = {
      words: ['a "b"', ','],
      tags: ['X', '_'],
      unlabelled: [1],
      columns: { lemma: ['l', undefined] },
    };
    const first = formatSentence(sentence, 'csv', { number: 1 });
    expect(first).toBe('sentence,word,tag,lemma\n1,"a ""b""",X,l\n1,",",,\n');
    expect(formatSentence(sentence, 'csv', { number: 2 })).toBe('2,"a ""b""",X,l\n2,",",,\n');
    const [own] = await collect(parseSentences(first, { format: 'csv' }));
    expect(own).toMatchObject({ words: sentence.words, tags: sentence.tags, unlabelled: [1] });
    // The second sentence of a file may be the first of another one.
    const all = await collect(parseSentences('word,tag\na,X\n\nb,Y\n', { format: 'csv' }));
    expect(formatSentence(all[1]!, 'csv', { number: 1 })).toBe('word,tag\nb,Y\n\n');
  });
});
