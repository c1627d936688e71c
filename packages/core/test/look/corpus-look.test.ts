import { describe, expect, it } from 'vitest';
import { collect } from '../../src/formats/collect';
import type { FormatName } from '../../src/formats/corpus-format';
import { parseSentences } from '../../src/formats/corpus-formats';
import { describeFinding } from '../../src/look/corpus-finding';
import { CorpusLook } from '../../src/look/corpus-look';

async function look(
  text: string,
  format: FormatName = 'columns',
  more: { column?: string; isTraining?: boolean } = {},
) {
  const { column, isTraining = true } = more;
  const corpusLook = new CorpusLook({ file: 'f', format, isTraining });
  const read = await collect(parseSentences(text, { format, column, file: 'f' }));
  const sentences = read.map((sentence) => corpusLook.add(sentence));
  return { sentences, lines: corpusLook.findings().map(describeFinding) };
}

const columns = (...sentences: string[]) =>
  sentences.map((sentence) => `${sentence.replaceAll('/', '\t').replaceAll(' ', '\n')}\n\n`).join('');

const plain = columns('Mia/NOUN sang/VERB well/ADV', 'she/PRON smiled/VERB ./PUNCT', '#/SYM 1/NUM won/VERB');

describe('an ordinary corpus', () => {
  it.each<[string, string, FormatName, string?]>([
    ['parts of speech', plain, 'columns'],
    ['BIO', columns('Mia/B-PER Po/I-PER sang/O', 'in/O Rome/B-LOC ./O'), 'columns'],
    ['a hash sign as a token', columns('#/SYM 1/NUM', 'we/PRON won/VERB', '#/# x/X'), 'columns'],
    ['hashtags', columns('#sunny/O day/O', '#rain/B-X day/O'), 'columns'],
    ['numbers', columns('1/NUM 2/NUM is/X', 'a/DET 4/NUM'), 'columns'],
    [
      'a word that could name a column',
      columns('word/NOUN of/ADP mouth/NOUN', 'text/NOUN is/AUX'),
      'columns',
    ],
    ['word/TAG', 'a/DET dog/NOUN\nthe/DET cat/NOUN\n', 'word-tag'],
    [
      'values of feats',
      '1\tdogs\t_\tNOUN\t_\tNumber=Plur\t_\t_\t_\t_\n2\tin\t_\tADP\t_\t_\t_\t_\t_\t_\n',
      'conllu',
      'feats',
    ],
  ])('gives no finding: %s', async (_, text, format, column) => {
    expect((await look(text, format, column === undefined ? {} : { column })).lines).toEqual([]);
  });
});

describe('rows that are no words', () => {
  it('finds comments as wide as the rows', async () => {
    const text = '# sports page\nMia X B-PER\nsang X O\n\n# news page2\nRome X B-LOC\nfell X O\n';
    expect((await look(text)).lines[0]).toBe(
      'f:1: looks like a comment, and is read as a word with the tag "page", "page2" (comments that are left out look like "# name = value"; remove the others)',
    );
  });

  it.each([
    ['two names', 'token/label', plain],
    ['in capitals', 'Word/POS', plain],
    ['a name of tags alone', 'mot/ner_tags', plain],
    [
      'no known name, before spans',
      'mot/etiquette',
      columns('Mia/B-PER sang/O well/O ./O a/O', 'b/O c/O d/O e/O f/O g/O'),
    ],
  ])('finds a header: %s', async (_, header, rest) => {
    // Between tabs, the usual names are read as a header.
    const { lines } = await look((columns(header) + rest).replaceAll('\t', ' '));
    expect(lines[0]).toMatch(/^f:1: looks like a header: "\w+" is read as a word and "\w+" as its tag \(/);
  });
});

describe('words', () => {
  it.each([
    ['from 1', columns('1/NOUN 2/VERB', '1/PRON 2/VERB 3/X'), '"1", "2"'],
    ['from 0', columns('0/NOUN 1/VERB', '0/PRON 1/VERB 2/X'), '"0", "1"'],
    ['through the file', columns('1/NOUN 2/VERB', '3/PRON 4/VERB 5/X'), '"1", "2"'],
    ['places in the text', columns('0/NOUN 5/VERB', '12/PRON 19/VERB 23/X'), '"0", "5"'],
    ['with names', columns('s1_w1/NOUN s1_w2/VERB', 's2_w1/PRON s2_w2/VERB'), '"s1_w1", "s1_w2"'],
    ['with hyphens', columns('0-1/NOUN 0-2/VERB', '1-1/PRON 1-2/VERB'), '"0-1", "0-2"'],
  ])('finds ids in their place: %s', async (_, text, ids) => {
    expect((await look(text)).lines).toEqual([
      `f:1: the words are numbers that rise, ${ids}, … (give --word-column N if the words are in another column; columns are counted from 1)`,
    ]);
  });

  it('finds tags in their place', async () => {
    const text = columns('N/a V/b N/c V/d N/e', 'N/f V/g N/h V/i N/j');
    expect((await look(text)).lines).toEqual([
      expect.stringContaining('10 different tags on 10 tokens look like words'),
    ]);
  });

  it('finds the name of a document in their place', async () => {
    const { lines } = await look(columns('a_1/DET a_1/NOUN a_1/VERB', 'a_1/PRON a_1/VERB a_1/ADV'));
    expect(lines).toEqual([
      expect.stringContaining('f:1: all words of a sentence are the same (give --word-column'),
    ]);
  });

  it.each<[string, FormatName, string]>([
    ['Mia,B-PER\nsang,O\n', 'columns', '","'],
    ['Mia;NOUN\nsang;VERB\n', 'columns', '";"'],
    ['Mia|NOUN\nsang|VERB\n', 'columns', '"|"'],
    ['Mia_NOUN sang_VERB\n', 'word-tag', '"_"'],
  ])('finds marks that do not separate tags: %j', async (text, format, mark) => {
    await expect(look(text, format)).rejects.toThrow(`f:1: no word has a tag, but each has ${mark} in it (`);
  });

  it('finds blanks around words, and no fault with a blank alone', async () => {
    const { lines } = await look('Mia \tA\nsang\tB\n\u00a0\tC\nwell\ufeff\tD\n');
    expect(lines).toEqual([expect.stringContaining('f:1: 2 words with a blank or a byte order mark')]);
  });

  it('finds texts in their place, and no fault with a language that has blanks in words', async () => {
    const texts = 'We won the cup\tGOOD\n\nIt rained\tBAD\n\nNo\tBAD\n\n';
    expect((await look(texts)).lines).toEqual([
      'f:1: most words are several words, such as "We won the cup" (each word has a tag of its own: whole texts cannot be labelled)',
    ]);
    expect((await look('Hà Nội\tPROPN\nlà\tAUX\nthủ đô\tNOUN\nmới\tADJ\n\n')).lines).toEqual([]);
  });

  it('finds a sentence that lacks blank lines', async () => {
    const words = Array.from(
      { length: 1001 },
      (_, index) => `w${(600 * index) % 1001}\t${index % 2 ? 'A' : 'B'}`,
    );
    expect((await look(`${words.join('\n')}\n`)).lines).toEqual([
      expect.stringContaining('f:1: a sentence of 1,001 words'),
    ]);
    const alone = `${words.slice(0, 51).join('\n')}\n`;
    expect((await look(alone)).lines).toEqual([expect.stringContaining('f:1: a sentence of 51 words')]);
    expect((await look(`${alone}\na\tA\n`)).lines).toEqual([]);
  });
});

describe('tags', () => {
  it('are trimmed in every format', async () => {
    const { sentences } = await look('{"words":["a","b"],"tags":["X\u00a0"," Y"]}', 'jsonl');
    expect(sentences[0]!.tags).toEqual(['X', 'Y']);
    await expect(look('{"words":["a"],"tags":[" "]}', 'jsonl')).rejects.toThrow(
      'f:1: the tag of word 1 is blank',
    );
  });

  it('that are one alone are told of in training', async () => {
    const text = columns('a/O b/O');
    expect((await look(text)).lines).toEqual([
      expect.stringMatching(/^f:1: every word has the tag "O": there is nothing/),
    ]);
    expect((await look(text, 'columns', { isTraining: false })).lines).toEqual([]);
  });

  it('that look like words', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => `w${30 - index}\tt${30 - index}`);
    expect((await look(`${rows.join('\n')}\n`)).lines).toEqual([
      'f:1: 30 different tags on 30 tokens look like words: "t30", "t29", "t28" and 27 others (choose another column with --column)',
    ]);
  });

  it.each(['Noun', 'no un', 'ＮＯＵＮ'])('that differ only in case, width or blanks: %s', async (tag) => {
    const { lines } = await look(`${plain}x\t${tag}\n`);
    expect(lines).toEqual([
      `f:13: the tags "NOUN" (1 token) and "${tag}" (1 token) differ only in case or blanks (they are learnt as different tags)`,
    ]);
  });

  it.each(['_', '-', 'null', 'None'])('%s outside CoNLL-U is a tag, and is told of', async (tag) => {
    expect((await look(columns(`a/X b/${tag}`))).lines).toEqual([
      expect.stringMatching(`^f:2: "${tag}" is a tag like any other, of 1 token \\(`),
    ]);
  });

  it('that are ids', async () => {
    expect((await look(columns('a/1 b/2', 'c/1 d/2 e/3'))).lines).toEqual([
      'f:1: the tags are numbers that rise, "1", "2", … (choose another column with --column)',
    ]);
  });

  it('that are missing are counted', async () => {
    const { lines } = await look(
      '{"words":["a","b","c"],"tags":["X",null,null]}\n{"words":["a"],"tags":["Y"]}',
      'jsonl',
    );
    expect(lines).toEqual([
      'f:1: 2 tokens without a tag among others that have one: left out of loss and scores',
    ]);
  });

  it.each([
    ['ner_tags', '["B-PER"]', '(give --column ner_tags)'],
    ['labels', '[3]', '(its tags are numbers: name them with --labels O,B-PER,…)'],
  ])('under another key of JSON Lines: %s', async (key, values, way) => {
    await expect(look(`{"tokens":["a"],"${key}":${values}}`, 'jsonl')).rejects.toThrow(
      `f:1: the chosen key has no tags, but "${key}" has one for each word ${way}`,
    );
  });
});

describe('tags that seem to mark spans', () => {
  it.each([
    ['types alone', 'Mia/PER sang/O a/O song/O in/O Rome/LOC', '"PER", "LOC" do not say where a span begins'],
    ['a tag that is none', 'Mia/B-PER sang/O well/ADV', '"ADV" does not fit "B-PER"'],
    [
      'lower case',
      'Mia/b-per Po/i-per sang/o',
      '"b-per", "i-per" are spelled in another way than tags of spans',
    ],
    ['full stops', 'Mia/B.PER Po/I.PER sang/O in/O a/O', '"B.PER", "I.PER" are spelled in another way'],
    ['two separators', 'Mia/B-PER Po/I-PER sang/O in/O Rome/B_LOC', '"B_LOC" does not fit "B-PER", "I-PER"'],
    ['suffixes without a beginning', 'Mia/PER-I Po/PER-I sang/O in/O', 'no tag begins a span'],
  ])('but do not: %s', async (_, text, reason) => {
    expect((await look(columns(text))).lines).toEqual([expect.stringContaining(`f: no span F1: ${reason}`)]);
  });

  it.each([
    'Mia/B-X Po/M-X Mo/E-X sang/O',
    'Mia/X-B Po/X-I sang/O',
    'a/B b/M c/E d/S',
    'Mia/B_X Po/I_X sang/O',
  ])('and do: %s', async (text) => {
    expect((await look(columns(text))).lines).toEqual([]);
  });
});
