import { describe, expect, it } from 'vitest';
import { collect } from '../../src/formats/collect';
import { formatSentence, parseSentences } from '../../src/formats/corpus-formats';
import type { TextChunks } from '../../src/formats/text-chunks';
import { limits } from '../../src/limits';
import { createRandom } from '../../src/random';

async function toConllu(chunks: TextChunks, lines = false): Promise<string> {
  const options = { format: 'text', spaces: true, gaps: true, lines } as const;
  const sentences = await collect(parseSentences(chunks, options));
  let number = 0;
  return sentences
    .map((sentence) => {
      if (sentence.words.length > 0) number += 1;
      return formatSentence(sentence, 'conllu', { number });
    })
    .join('');
}

const characters: Readonly<Record<string, string>> = {
  s: ' ',
  t: '\t',
  r: '\r',
  n: '\n',
  p: '|',
  '\\': '\\',
};

function unescapeSpaces(text: string): string {
  return text.replace(/\\(.)/g, (_, character: string) => characters[character]!);
}

/** Restores a text from CoNLL-U as the manual of UDPipe describes it, by no code of ours. */
function restore(conllu: string): string {
  let text = '';
  let rangeEnd = 0;
  for (const line of conllu.split('\n')) {
    if (line === '' || line.startsWith('#')) {
      rangeEnd = 0;
      continue;
    }
    const [id, form, , , , , , , , misc] = line.split('\t');
    const [first, last] = id!.split('-').map(Number);
    if (last) rangeEnd = last;
    else if (first! <= rangeEnd) continue;
    const features = new Map(misc!.split('|').map((feature) => feature.split('=', 2) as [string, string]));
    const after = features.get('SpacesAfter') ?? (features.get('SpaceAfter') === 'No' ? '' : '\\s');
    text += unescapeSpaces(features.get('SpacesBefore') ?? '') + form + unescapeSpaces(after);
  }
  return text;
}

describe('text to CoNLL-U', () => {
  it('has ids, paragraphs, and the white space that is not one blank', async () => {
    const text = ' Dogs  bark.\tCats\u00a0sleep.\n\nI can’t. ';
    expect(await toConllu(text)).toBe(
      [
        '# newdoc',
        '# newpar',
        '# sent_id = 1',
        '# text = Dogs bark.',
        '1\tDogs\t_\t_\t_\t_\t_\t_\t_\tSpacesAfter=\\s\\s|SpacesBefore=\\s',
        '2\tbark\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No',
        '3\t.\t_\t_\t_\t_\t_\t_\t_\tSpacesAfter=\\t',
        '',
        '# sent_id = 2',
        '# text = Cats sleep.',
        '1\tCats\t_\t_\t_\t_\t_\t_\t_\tSpacesAfter=\u00a0',
        '2\tsleep\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No',
        '3\t.\t_\t_\t_\t_\t_\t_\t_\tSpacesAfter=\\n\\n',
        '',
        '# newpar',
        '# sent_id = 3',
        '# text = I can’t.',
        '1\tI\t_\t_\t_\t_\t_\t_\t_\t_',
        '2-3\tcan’t\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No',
        '2\tca\t_\t_\t_\t_\t_\t_\t_\t_',
        '3\tn’t\t_\t_\t_\t_\t_\t_\t_\t_',
        '4\t.\t_\t_\t_\t_\t_\t_\t_\t_',
        '',
        '',
      ].join('\n'),
    );
  });

  const pieces = [
    'Dogs',
    'bark',
    '.',
    '!',
    'can’t',
    '(',
    ')',
    '3.5',
    '|',
    '\\',
    '\\s',
    'ä',
    '👍🏽',
    '日本。',
    '#',
    '_',
    'U.S.',
  ];
  const spaces = [
    '',
    '',
    ' ',
    ' ',
    ' ',
    '  ',
    '\n',
    '\r\n',
    '\n\n',
    '\t',
    '\r',
    '\u00a0',
    '\u2028',
    '\u2029',
    '\u3000',
    '\u200b',
    '\ufeff',
    '\u0085',
    '\v',
  ];

  it('lets the text be restored, wherever its pieces end', async () => {
    const random = createRandom(7, 'spaces');
    for (let round = 0; round < 100; round += 1) {
      let text = '';
      for (let count = random.integer(30); count > 0; count -= 1) {
        text += spaces[random.integer(spaces.length)]! + pieces[random.integer(pieces.length)]!;
      }
      if (text.trim() !== '') text += spaces[random.integer(spaces.length)];
      const conllu = await toConllu(text);
      expect(restore(conllu)).toBe(text);
      const cut = random.integer(text.length + 1);
      expect(await toConllu([text.slice(0, cut), text.slice(cut)])).toBe(conllu);
      expect(await toConllu([...text])).toBe(conllu);
      // Blank lines at the end are behind the last sentence of its line.
      expect(restore(await toConllu(text, true)).trimEnd()).toBe(text.trimEnd());
    }
  });

  it('is read back with its words', async () => {
    const words = async (text: string, format: 'text' | 'conllu') =>
      (await collect(parseSentences(text, { format }))).map((sentence) => sentence.words);
    const text = 'Don’t go  there.\n\nIt’s (too) late!';
    expect(await words(await toConllu(text), 'conllu')).toEqual(await words(text, 'text'));
  });

  it('gives a sentence as soon as the white space behind it is known', async () => {
    let taken = 0;
    function* pieces() {
      for (const piece of ['Yes.\n', '\n', ' \n', ' N', 'o.\n\n', 'Maybe.']) {
        taken += 1;
        yield piece;
      }
    }
    for await (const { source } of parseSentences(pieces(), { format: 'text', spaces: true })) {
      expect(source).toMatchObject({ surroundings: { before: '', after: '\n\n \n ' } });
      break;
    }
    expect(taken).toBe(4);
  });

  it('refuses white space without an end', async () => {
    function* endless() {
      yield 'Yes.';
      for (;;) yield '\n'.repeat(1 << 20);
    }
    const reading = collect(parseSentences(endless(), { format: 'text', spaces: true, file: 'f' }));
    await expect(reading).rejects.toThrow(
      `f: more than ${limits.recordCharacters} characters of white space`,
    );
  });
});

describe('lines of text', () => {
  async function wordsOf(text: TextChunks): Promise<(readonly string[])[]> {
    const sentences = await collect(parseSentences(text, { format: 'text', lines: true, gaps: true }));
    return sentences.map(({ words }) => words);
  }

  it('are one sentence each, also the blank ones', async () => {
    expect(await wordsOf('Yes! It works.\n\n \u00a0\r\nNo\u2028more\r\nend')).toEqual([
      ['Yes', '!', 'It', 'works', '.'],
      [],
      [],
      ['No', 'more'],
      ['end'],
    ]);
  });

  it('are not cut, however long', async () => {
    const [words, ...rest] = await wordsOf(`${'word '.repeat(5000)}\n`);
    expect(words).toHaveLength(5000);
    expect(rest).toEqual([]);
  });

  it('have offsets in the whole text, and the numbers of their lines', async () => {
    const text = 'one\r\n\r\n two three\n';
    const sentences = await collect(parseSentences([...text], { format: 'text', lines: true }));
    expect(sentences.map(({ line }) => line)).toEqual([1, 3]);
    for (const { source } of sentences) {
      if (source?.format !== 'text') throw new Error('not raw text');
      for (const token of source.tokens) expect(text.slice(token.start, token.end)).toBe(token.text);
    }
  });

  it('are refused with their number if they have too many words', async () => {
    await expect(wordsOf(`a\n${'a '.repeat(100_001)}`)).rejects.toThrow('2: a sentence of 100001 words');
  });
});
