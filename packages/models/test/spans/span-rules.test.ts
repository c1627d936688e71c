import type { Sentence } from '@tagger/core';
import { SpanGrammar } from '@tagger/core/internal';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SpanRules, type SpanRulesDefinition, SpanRulesError } from '../../src/spans/span-rules';
import { Tagger } from '../../src/tagger/tagger';
import { createSpanModel, schemes } from './span-model';

const models = { bio: createSpanModel(schemes.BIO, 'crf'), bioes: createSpanModel(schemes.BIOES, 'softmax') };
const words = (text: string): Sentence => ({ words: text.split(' ') });

async function find(definition: SpanRulesDefinition, sentence: Sentence, spans: Span[] = []) {
  const rules = await SpanRules.create(definition);
  return rules.apply(sentence, spans).map(({ start, end, type }) => [start, end, type]);
}

type Span = { start: number; end: number; type: string; score: number };
const span = (start: number, end: number, type = 'PER'): Span => ({ start, end, type, score: 0.5 });

describe('phrases', () => {
  const rules = [
    { label: 'ORG', phrases: ['Acme  Corp.', 'ACME', 'Café'] },
    { label: 'ANY', phrases: ['new york'], ignoreCase: true },
  ];

  it.each([
    ['at Acme Corp. now', [[1, 3, 'ORG']]],
    ['at Acme Corp now', []],
    ['acme ACME', [[1, 2, 'ORG']]],
    [
      'NEW YORK , New York',
      [
        [0, 2, 'ANY'],
        [3, 5, 'ANY'],
      ],
    ],
    ['newyork', []],
    ['in Cafe\u0301', [[1, 2, 'ORG']]],
    ['Acme', []],
  ])('are found in whole words: %s', async (text, expected) => {
    expect(await find({ rules }, words(text))).toEqual(expected);
  });

  it('have gaps where the text has some', async () => {
    const text = 'The rapist, the therapist: A/B, A / B.';
    const sentence = {
      words: ['The', 'rapist', ',', 'the', 'therapist', ':', 'A', '/', 'B', ',', 'A', '/', 'B', '.'],
    };
    let start = 0;
    const tokens = sentence.words.map((word) => {
      const at = text.indexOf(word, start);
      start = at + word.length;
      return { text: word, start: at, end: start };
    });
    const own: Sentence = { ...sentence, source: { format: 'text', text, tokens } };
    const phrases = ['the rapist', 'A/B'];
    expect(await find({ rules: [{ label: 'X', phrases }] }, own)).toEqual([[6, 9, 'X']]);
  });
});

describe('patterns', () => {
  it('are matched within the text, and widened to tokens', async () => {
    const rules = [{ label: 'ORDER', pattern: 'ord-\\d+|Straße', ignoreCase: true }];
    expect(await find({ rules }, words('an (ORD-123) by 😀 STRASSE straße'))).toEqual([
      [1, 2, 'ORDER'],
      [5, 6, 'ORDER'],
    ]);
    expect(await find({ rules: [{ label: 'X', pattern: 'x*' }] }, words('a xx'))).toEqual([[1, 2, 'X']]);
    expect(await find({ rules: [{ label: 'X', pattern: ' +' }] }, words('a b'))).toEqual([]);
  });

  it('take no longer for what makes others go back', async () => {
    const text = `${'a'.repeat(50_000)}b`;
    expect(await find({ rules: [{ label: 'X', pattern: '^(a+)+$' }] }, words(text))).toEqual([]);
  });
});

describe('what overlaps', () => {
  const longer = [
    { label: 'A', phrases: ['x y'] },
    { label: 'B', phrases: ['x y z', 'z'] },
    { label: 'C', phrases: ['x y z'] },
  ];

  it('of rules, the longest and then the first', async () => {
    expect(await find({ rules: longer }, words('x y z x y'))).toEqual([
      [0, 3, 'B'],
      [3, 5, 'A'],
    ]);
  });

  it('rules win over the model, or fill what it leaves', async () => {
    const rules = [
      { label: 'W', phrases: ['b'] },
      { label: 'F', phrases: ['c d', 'e', 'a b c d e'], priority: 'fill' as const },
    ];
    const spans = [span(0, 2), span(3, 4)];
    expect(await find({ rules }, words('a b c d e'), spans)).toEqual([
      [1, 2, 'W'],
      [3, 4, 'PER'],
      [4, 5, 'F'],
    ]);
    const filling = {
      rules: rules.map(({ label, phrases }) => ({ label, phrases })),
      priority: 'fill' as const,
    };
    expect(await find(filling, words('a b c d e'), spans)).toEqual([
      [0, 2, 'PER'],
      [3, 4, 'PER'],
      [4, 5, 'F'],
    ]);
  });
});

it.each(Object.entries(models))('entities and tags follow rules in any text: %s', async (_, bytes) => {
  const tagger = await Tagger.load(bytes);
  const rules = await SpanRules.create({
    rules: [
      { label: 'ANIMAL', phrases: ['the dog', 'cat', '😀 cat'], ignoreCase: true },
      { label: 'X', pattern: '[0-9]+', priority: 'fill' },
    ],
  });
  const units = fc.constantFrom(
    'the',
    'dog',
    'cat',
    '😀',
    ' ',
    ' ',
    ' ',
    '.',
    '12',
    'a',
    '\n\n',
    "n't",
    '한',
  );
  const check = async (text: string) => {
    const entities = await tagger.entities(text, { rules });
    let end = 0;
    for (const entity of entities) {
      expect(text.slice(entity.start, entity.end)).toBe(entity.text);
      expect(entity.start).toBeGreaterThanOrEqual(end);
      end = entity.end;
    }
    const tokens = await tagger.tag(text, { rules });
    for (const number of new Set(tokens.map(({ sentence }) => sentence))) {
      const own = tokens.filter(({ sentence }) => sentence === number);
      const tags = [...new Set(own.map(({ tag }) => tag))];
      const grammar = SpanGrammar.of(tags);
      const ids = own.map(({ tag }) => tags.indexOf(tag));
      const places = (grammar?.read(ids) ?? []).map((found) => ({
        start: own[found.start]!.start,
        end: own[found.end - 1]!.end,
        label: found.type,
      }));
      const expected = entities.filter(({ sentence }) => sentence === number);
      expect(places).toEqual(expected.map(({ start, end, label }) => ({ start, end, label })));
    }
  };
  await fc.assert(fc.asyncProperty(fc.string({ unit: units, maxLength: 30 }), check), { numRuns: 80 });
  const [, , animal] = await tagger.tagTokens(['a', 'the', 'dog'], { rules });
  expect(animal).toMatchObject({ tag: expect.stringMatching(/^[IE]-ANIMAL$/), score: 1 });
  const [first] = await tagger.tagBatch([['cat']], { rules });
  expect(first![0]!.tag).toMatch(/^[BS]-ANIMAL$/);
  const [found] = await tagger.entities(['a', 'the', 'dog'], { rules });
  expect(found).toMatchObject(found!.label === 'ANIMAL' ? { start: 1, end: 3, score: 1 } : {});
  await tagger.release();
});

it.each<[unknown, string]>([
  [{}, 'rules is missing'],
  [3, 'the definition of rules must be an object'],
  [{ rules: {} }, 'rules must be a list of rules'],
  [{ rules: [{ phrases: ['a'] }] }, 'rules[0].label is missing'],
  [{ rules: [{ label: 'A', phrases: ['a', ' '] }] }, 'rules[0].phrases[1] must not be empty'],
  [
    { rules: [{ label: 'A', phrases: ['a'], patern: 'a' }] },
    'rules[0].patern is not a key: the keys are label, phrases, pattern, ignoreCase, priority',
  ],
  [{ rules: [{ label: 'A' }] }, 'rules[0] must have phrases or a pattern'],
  [{ rules: [], priority: 'first' }, "priority must be 'win' or 'fill'"],
  [
    { rules: [{ label: 'A', pattern: '(' }] },
    'rules[0].pattern is not a regular expression of RE2: missing closing )',
  ],
  [{ rules: [{ label: 'A', pattern: 'a(?=b)' }] }, 'RE2 has no lookarounds'],
])('refuses %j', async (definition, message) => {
  await expect(SpanRules.create(definition as never)).rejects.toThrow(message);
});

it('refuses other rules, and a model whose tags mark no spans', async () => {
  const tagger = await Tagger.load(models.bio);
  await expect(tagger.tag('a', { rules: { rules: [] } as never })).rejects.toThrow('rules must be SpanRules');
  await tagger.release();
});

it('takes any JSON and any pattern, or says what is wrong with it', async () => {
  const patterns = fc.string({ unit: fc.constantFrom(...'ab()[]{}*+?|^$.\\d-,1\\pL:=<>!😀'), maxLength: 20 });
  const definitions = fc.oneof(
    fc.jsonValue(),
    patterns.map((pattern) => ({ rules: [{ label: 'A', pattern }] })),
    fc.record({ rules: fc.array(fc.record({ label: fc.string(), phrases: fc.array(fc.string()) })) }),
  );
  const sentence = words('a b ab 1 😀 aab');
  const check = async (definition: unknown) => {
    try {
      const rules = await SpanRules.create(definition as SpanRulesDefinition);
      let end = 0;
      for (const found of rules.apply(sentence, [span(1, 3)])) {
        expect(found.start).toBeGreaterThanOrEqual(end);
        end = found.end;
      }
    } catch (error) {
      expect(error).toBeInstanceOf(SpanRulesError);
      expect((error as Error).message).not.toContain('\n');
    }
  };
  await fc.assert(fc.asyncProperty(definitions, check), { numRuns: 1000 });
});
