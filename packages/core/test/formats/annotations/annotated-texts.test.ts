import { describe, expect, it } from 'vitest';
import { collect } from '../../../src/formats/collect';
import type { ParseOptions } from '../../../src/formats/corpus-format';
import { parseSentences } from '../../../src/formats/corpus-formats';
import { CorpusLook } from '../../../src/look/corpus-look';

const text = 'Ann Lee left Łódź 👋 for Rome. She called IBM.';
/** In characters, as tools in Python count them: the hand is one. */
const spans: [number, number, string][] = [
  [0, 7, 'PER'],
  [13, 17, 'LOC'],
  [24, 28, 'LOC'],
  [41, 44, 'ORG'],
];
const expected = [
  {
    words: ['Ann', 'Lee', 'left', 'Łódź', '👋', 'for', 'Rome', '.'],
    tags: ['B-PER', 'I-PER', 'O', 'B-LOC', 'O', 'O', 'B-LOC', 'O'],
  },
  { words: ['She', 'called', 'IBM', '.'], tags: ['O', 'O', 'B-ORG', 'O'] },
];
const named = spans.map(([start, end, label]) => ({ start, end, label }));

async function read(records: unknown, options: ParseOptions & { format?: 'json' | 'jsonl' } = {}) {
  const { format = 'jsonl' } = options;
  const lines = format === 'json' ? JSON.stringify(records, null, 2) : JSON.stringify(records);
  const sentences = await collect(parseSentences(lines, { ...options, format, file: 'f' }));
  return sentences.map(({ words, tags }) => ({ words, ...(tags && { tags }) }));
}

/** In UTF-16 units, as a browser counts. */
const units = (characters: number) => [...text].slice(0, characters).join('').length;
const labelStudio = {
  id: 1,
  data: { source: 'web', text },
  annotations: [
    { was_cancelled: true, result: [] },
    {
      result: spans.map(([start, end, label]) => ({
        from_name: 'label',
        to_name: 'text',
        type: 'labels',
        value: {
          start: units(start),
          end: units(end),
          text: [...text].slice(start, end).join(''),
          labels: [label],
        },
      })),
    },
  ],
};

describe('annotated texts', () => {
  it.each([
    ['doccano', { id: 1, text, label: spans }],
    ['doccano before version 1.6', { id: 1, text, labels: spans, meta: {} }],
    [
      'doccano with relations',
      {
        text,
        entities: spans.map(([start_offset, end_offset, label], id) => ({
          id,
          label,
          start_offset,
          end_offset,
        })),
        relations: [],
      },
    ],
    ['spaCy', { text, entities: spans }],
    ['a pair of spaCy', [text, { entities: spans }]],
    ['spans with names', { text, spans: named }],
    ['Label Studio', labelStudio],
  ])('are read from %s', async (_, record) => {
    expect(await read(record)).toEqual(expected);
    expect(await read([record], { format: 'json' })).toEqual(expected);
  });

  it('are one sentence where the tool has cut the tokens', async () => {
    const tokens = [
      { text: 'Ann', start: 0, end: 3, id: 0, ws: true },
      { text: 'Lee-', start: 4, end: 8, id: 1 },
      { text: 'Roe', start: 8, end: 11, id: 2 },
    ];
    const task = {
      text: 'Ann Lee-Roe',
      tokens,
      spans: [{ start: 4, end: 11, label: 'PER' }],
      answer: 'accept',
    };
    expect(await read(task)).toEqual([{ words: ['Ann', 'Lee-', 'Roe'], tags: ['O', 'B-PER', 'I-PER'] }]);
    expect(await read({ ...task, answer: 'reject' })).toEqual([]);
    expect(await read({ ...task, answer: 'reject' }, { gaps: true })).toEqual([
      { words: ['Ann', 'Lee-', 'Roe'] },
    ]);
    const skipped = { ...labelStudio, annotations: [{ was_cancelled: true, result: [] }] };
    expect(await read(skipped)).toEqual([]);
    expect(await read([skipped], { format: 'json', gaps: true })).toHaveLength(2);
  });

  it('have tags only if somebody has annotated them', async () => {
    expect(await read({ text: 'It rains.', label: [] })).toEqual([
      { words: ['It', 'rains', '.'], tags: ['O', 'O', 'O'] },
    ]);
    expect(await read({ text: 'It rains.' })).toEqual([{ words: ['It', 'rains', '.'] }]);
    expect(await read({ data: { text: 'It rains.' } })).toEqual([{ words: ['It', 'rains', '.'] }]);
  });

  it('have no end of a sentence within a span', async () => {
    const sentences = await read({ text: 'I saw Who? Me! Today.', spans: [[6, 14, 'WORK']] });
    expect(sentences.map(({ tags }) => tags!.join(' '))).toEqual(['O O B-WORK I-WORK I-WORK I-WORK', 'O O']);
  });

  it('widen spans to whole tokens, and keep the longest of those that overlap', async () => {
    const record = {
      text: 'The European Union’s law of 1992.',
      entities: [
        [4, 15, 'ORG'],
        [3, 12, 'LOC'],
        [27, 32, 'DATE'],
      ],
    };
    const look = new CorpusLook({ file: 'f', format: 'jsonl' });
    const line = `\n${JSON.stringify(record)}`;
    for (const sentence of await collect(parseSentences(line, { format: 'jsonl' }))) {
      look.add(sentence);
      expect(sentence.tags).toEqual(['O', 'B-ORG', 'I-ORG', 'O', 'O', 'O', 'B-DATE', 'O']);
    }
    expect(look.findings().filter(({ kind }) => kind === 'spans')).toMatchObject([
      {
        problem: 'spans that do not start and end where tokens do: 1, "European Un"',
        location: { file: 'f', line: 2 },
      },
      { problem: 'spans that overlap a longer one: 1, " European"' },
    ]);
    await expect(read(record, { strict: true })).rejects.toThrow(
      'f:1: the span "European Un" does not start and end where tokens do',
    );
  });

  it('are numbered by the line of their record', async () => {
    const list = '[\n  {"text": "One. Two.", "label": []},\n\n  {"text":\n"Three",\n"label": []}\n]\n';
    const sentences = await collect(parseSentences(list, { format: 'json' }));
    expect(sentences.map(({ words, line }) => [words[0], line])).toEqual([
      ['One', 2],
      ['Two', 2],
      ['Three', 4],
    ]);
  });
});

describe('JSON', () => {
  it.each([
    ['[{"text": "a", "label": [[0, 1]]},\n{"text": 1}]', 'f:1: the label of span 1 is missing'],
    ['[{"words": ["a"]},\n{"text": 1}]', 'f:2: there are no words'],
    ['[{"words": ["a"]},\n  {"words": ["b"]', 'f:2: the text is not JSON'],
    ['[{"words": ["a"]}] x', 'f:1: the text is not JSON'],
    ['{"words": ["a"],', 'f:1: the text is not JSON'],
  ])('is refused with its line: %s', async (list, message) => {
    await expect(collect(parseSentences(list, { format: 'json', file: 'f' }))).rejects.toThrow(message);
  });

  it('may be one record after another, without a list', async () => {
    const lines = '{"words": ["a"]}\n{"words":\n["b"]}\n';
    const sentences = await collect(parseSentences(lines, { format: 'json' }));
    expect(sentences.map(({ words, line }) => [words[0], line])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });

  it('may be a single record, and a list of records with words', async () => {
    expect(await read({ words: ['a'], tags: ['X'] }, { format: 'json' })).toEqual([
      { words: ['a'], tags: ['X'] },
    ]);
    const rows = [{ tokens: ['EU', 'rejects'], ner_tags: [3, 0] }];
    expect(
      await read(rows, { format: 'json', column: 'ner_tags', labels: ['O', 'B-PER', 'I-PER', 'B-ORG'] }),
    ).toEqual([{ words: ['EU', 'rejects'], tags: ['B-ORG', 'O'] }]);
    await expect(read(rows, { format: 'json', column: 'ner_tags', labels: ['O'] })).rejects.toThrow(
      'f:2: number 1 of "ner_tags", 3, has no name (there are 1 names for the numbers from 0 to 0)',
    );
  });
});
