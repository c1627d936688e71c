import { describe, expect, it } from 'vitest';
import { collect } from '../../../src/formats/collect';
import { formatConllu } from '../../../src/formats/conllu/format-conllu';
import { parseConllu } from '../../../src/formats/conllu/parse-conllu';
import type { ParseOptions } from '../../../src/formats/corpus-format';
import type { TextChunks } from '../../../src/formats/text-chunks';
import { readLabels, type Sentence, type TextToken } from '../../../src/sentence';

/** Rows are written with one blank for each tab, to be read at a glance. */
function conllu(...lines: string[]): string {
  return lines.map((line) => (line.startsWith('#') ? line : line.replaceAll(' ', '\t'))).join('\n');
}

const sample = conllu(
  '# sent_id = 1',
  '# text = Don’t shout',
  '1-2 Don’t _ _ _ _ _ _ _ _',
  '1 Do do AUX VB Mood=Imp 3 aux 3:aux _',
  '2 n’t not PART RB _ 3 advmod _ _',
  '3 shout shout VERB VB _ 0 root _ _',
  '3.1 please please INTJ UH _ _ _ 3:discourse _',
  '3.2 now now ADV RB _ _ _ 3:advmod _',
  '4 ! ! PUNCT . _ 3 punct _ _',
  '4.1 then then ADV RB _ _ _ 3:advmod _',
  '',
  '# sent_id = 2',
  '1 Yes yes INTJ UH _ 0 root _ _',
  '',
  '',
);

function parse(chunks: TextChunks, options?: ParseOptions): Promise<Sentence[]> {
  return collect(parseConllu(chunks, options));
}

describe('parseConllu', () => {
  it('takes the words of plain ids, their tags and the line of the sentence', async () => {
    const [first, second] = await parse(sample);
    expect(first).toMatchObject({
      words: ['Do', 'n’t', 'shout', '!'],
      tags: ['AUX', 'PART', 'VERB', 'PUNCT'],
      line: 1,
    });
    expect(second).toMatchObject({ words: ['Yes'], tags: ['INTJ'], line: 12 });
  });

  it.each([
    ['xpos', ['VB', 'RB', 'VB', '.']],
    ['Lemma', ['do', 'not', 'shout', '!']],
    ['5', ['VB', 'RB', 'VB', '.']],
    [8, ['aux', 'advmod', 'root', 'punct']],
    ['feats', ['Mood=Imp', '_', '_', '_']],
  ])('takes the tags from column %s', async (column, tags) => {
    expect((await parse(sample, { column }))[0]!.tags).toEqual(tags);
  });

  it('takes _ for no label where other words have one, and for a value in feats', async () => {
    const text = conllu('1 Cats cat NOUN _ _ 0 root _ _', '2 purr purr _ _ _ 1 dep _ _');
    const [sentence] = await parse(text);
    expect(sentence).toMatchObject({ tags: ['NOUN', '_'], unlabelled: [1] });
    expect(readLabels(sentence!)).toEqual(['NOUN', undefined]);
    expect((await parse(text, { column: 'xpos' }))[0]!.tags).toBeUndefined();
    const [features] = await parse(text, { column: 'feats' });
    expect(features!.tags).toEqual(['_', '_']);
    expect(features!.unlabelled).toBeUndefined();
  });

  it('reads Windows line ends, a byte order mark, and a last sentence without a blank line', async () => {
    const windows = `\uFEFF${sample.trimEnd().replaceAll('\n', '\r\n')}`;
    const essence = ({ words, tags, line }: Sentence) => ({ words, tags, line });
    expect((await parse(windows)).map(essence)).toEqual((await parse(sample)).map(essence));
  });

  it('gives no tags to a sentence without any, but keeps _ among others and where it says "none"', async () => {
    const text = conllu('1 a _ _ _ _ _ _ _ _', '2 b _ _ NN _ _ _ _ _', '');
    expect((await parse(text))[0]!.tags).toBeUndefined();
    expect((await parse(text, { column: 'xpos' }))[0]!.tags).toEqual(['_', 'NN']);
    expect((await parse(text, { column: 'feats' }))[0]!.tags).toEqual(['_', '_']);
  });

  it('passes over comments that belong to no sentence', async () => {
    expect(await parse('# nothing\n\n')).toEqual([]);
  });

  it('yields the first sentence of a text that never ends', async () => {
    function* endless() {
      for (;;) yield sample;
    }
    for await (const sentence of parseConllu(endless())) {
      expect(sentence.words[0]).toBe('Do');
      break;
    }
  });

  it.each([
    ['8 columns', conllu('1 a a X X _ 0 root'), 'f:1: expected 10 columns, found 8 (for files'],
    ['blanks for tabs', '1 a a X X _ 0 root _ _', 'f:1: expected 10 columns, found 1 (tabs stand between'],
    ['a broken id', conllu('one a _ X _ _ _ _ _ _'), 'f:1: "one" is not an id (words'],
    ['a gap', conllu('# c', '1 a _ X _ _ _ _ _ _', '3 b _ X _ _ _ _ _ _'), 'f:3: expected id 2, found 3'],
    [
      'a missing blank line',
      conllu('1 a _ X _ _ _ _ _ _', '1 b _ X _ _ _ _ _ _'),
      'f:2: expected id 2, found 1 (is the blank line between two sentences missing?)',
    ],
    [
      'a comment inside',
      conllu('1 a _ X _ _ _ _ _ _', '# c'),
      'f:2: a comment between the words of a sentence (',
    ],
    [
      'an empty form',
      '1\t\t_\tX\t_\t_\t_\t_\t_\t_',
      'f:1: column form is empty (write _ where there is nothing)',
    ],
    ['an empty tag', '1\ta\t_\t\t_\t_\t_\t_\t_\t_', 'f:1: column upos is empty'],
    [
      'a range in the wrong place',
      conllu('1 a _ X _ _ _ _ _ _', '1-2 ab _ _ _ _ _ _ _ _'),
      'f:2: multiword token 1-2 is before word 2, not before word 1',
    ],
    ['a range backwards', conllu('1-0 a _ _ _ _ _ _ _ _'), 'f:1: multiword token 1-0 ends before it starts'],
    [
      'a range too long',
      conllu('1-2 ab _ _ _ _ _ _ _ _', '1 a _ X _ _ _ _ _ _'),
      'f:1: multiword token 1-2 ends after the last word, 1',
    ],
    [
      'ranges that overlap',
      conllu('1-2 ab _ _ _ _ _ _ _ _', '1 a _ X _ _ _ _ _ _', '2-3 bc _ _ _ _ _ _ _ _'),
      'f:3: multiword tokens 1-2 and 2-3 overlap',
    ],
    ['an empty node out of order', conllu('0.2 a _ X _ _ _ _ _ _'), 'f:1: expected id 0.1, found 0.2'],
    ['empty nodes alone', conllu('# c', '0.1 a _ X _ _ _ _ _ _'), 'f:1: the sentence has no words'],
  ])('refuses %s', async (_, text, message) => {
    await expect(parse(text, { file: 'f' })).rejects.toThrow(message);
  });

  it.each(['form', 1, 'pos', 11, ''])('refuses column %s', async (column) => {
    await expect(parse(sample, { column })).rejects.toThrow(/holds tags \(choose one of lemma, upos/);
  });
});

describe('formatConllu', () => {
  it('gives back what was read, byte for byte', async () => {
    for (const column of ['upos', 'xpos', 'feats']) {
      const sentences = await parse(sample, { column });
      expect(sentences.map((sentence) => formatConllu(sentence, { column })).join('')).toBe(sample);
    }
  });

  it('puts tags into the chosen column of the words, and nowhere else', async () => {
    const [sentence] = await parse(sample);
    const written = formatConllu({ ...sentence!, tags: ['A', 'B', 'C', 'D'] }, { column: 'xpos' });
    const changed = written.split('\n').filter((line) => !sample.split('\n').includes(line));
    expect(changed.join('\n')).toBe(
      conllu(
        '1 Do do AUX A Mood=Imp 3 aux 3:aux _',
        '2 n’t not PART B _ 3 advmod _ _',
        '3 shout shout VERB C _ 0 root _ _',
        '4 ! ! PUNCT D _ 3 punct _ _',
      ),
    );
  });

  it('makes a valid sentence of plain words', () => {
    expect(formatConllu({ words: ['New York', '!'], tags: ['PROPN', 'PUNCT'] })).toBe(
      '# text = New York !\n1\tNew York\t_\tPROPN\t_\t_\t_\t_\t_\t_\n2\t!\t_\tPUNCT\t_\t_\t_\t_\t_\t_\n\n',
    );
  });

  it('writes the ranges and the spaces of raw text', async () => {
    const text = 'They  don’t\nknow, (we’re)';
    const parts = ['They', 'do', '+n’t', 'know', ',', '(', 'we', '+’re', ')'];
    const sentence = fromText(text, parts);
    expect(formatConllu({ ...sentence, tags: sentence.words.map(() => 'X') })).toBe(
      `${conllu(
        '# text = They don’t know, (we’re)',
        '1 They _ X _ _ _ _ _ SpacesAfter=\\s\\s',
        '2-3 don’t _ _ _ _ _ _ _ SpacesAfter=\\n',
        '2 do _ X _ _ _ _ _ _',
        '3 n’t _ X _ _ _ _ _ _',
        '4 know _ X _ _ _ _ _ SpaceAfter=No',
        '5 , _ X _ _ _ _ _ _',
        '6 ( _ X _ _ _ _ _ SpaceAfter=No',
        '7-8 we’re _ _ _ _ _ _ _ SpaceAfter=No',
        '7 we _ X _ _ _ _ _ _',
        '8 ’re _ X _ _ _ _ _ _',
        '9 ) _ X _ _ _ _ _ _',
      )}\n\n`,
    );
    expect(await parse(formatConllu(sentence))).toMatchObject([{ words: sentence.words }]);
  });

  it.each([
    [{ words: ['a\tb'] }, 'CoNLL-U cannot hold "a\\tb" in the sentence (JSON Lines can hold any text)'],
    [{ words: ['a'], tags: [''], line: 7 }, 'CoNLL-U cannot hold "" in the sentence of line 7'],
    [{ words: ['a', 'b'], tags: ['X'] }, 'the sentence has 2 words, but 1 tags'],
  ])('refuses what it could not read back: %j', (sentence, message) => {
    expect(() => formatConllu(sentence)).toThrow(message);
  });
});

/** Cuts a text as a tokenizer would; `+` marks the later parts of one word. */
function fromText(text: string, parts: readonly string[]): Sentence {
  let end = 0;
  const tokens = parts.map((part): TextToken => {
    const form = part.replace('+', '');
    const start = text.indexOf(form, end);
    end = start + form.length;
    return { text: form, start, end, ...(part !== form && { continues: true }) };
  });
  return { words: tokens.map((token) => token.text), source: { format: 'text', tokens, text } };
}
