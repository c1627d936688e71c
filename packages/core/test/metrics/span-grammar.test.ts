import { describe, expect, it } from 'vitest';
import { looksLikeIob1, SpanGrammar } from '../../src/metrics/span-grammar';
import { readSpans } from '../../src/metrics/spans';

/** Tag sets with what a sentence of theirs may be: tags with a blank behind each. */
const schemes = {
  BIO: [['B-x', 'B-y', 'I-x', 'I-y', 'O'], /^(?:O |B-x (?:I-x )*|B-y (?:I-y )*)*$/],
  'BIO without a hyphen': [['B_x', 'I_x', 'O'], /^(?:O |B_x (?:I_x )*)*$/],
  'BIO without types': [['B', 'I', 'O'], /^(?:O |B (?:I )*)*$/],
  'BIO with the letter behind': [['x-B', 'x-I', 'O'], /^(?:O |x-B (?:x-I )*)*$/],
  'BIO of CoNLL-U': [['B-x', 'I-x', '_'], /^(?:_ |B-x (?:I-x )*)*$/],
  'BIO with a type that never begins': [['B-x', 'I-x', 'I-y', 'O'], /^(?:O |B-x (?:I-x )*)*$/],
  BIOES: [['B-x', 'E-x', 'I-x', 'O', 'S-x', 'S-y'], /^(?:O |S-x |S-y |B-x (?:I-x )*E-x )*$/],
  BILOU: [['B-x', 'I-x', 'L-x', 'O', 'U-x'], /^(?:O |U-x |B-x (?:I-x )*L-x )*$/],
  BMES: [['B', 'E', 'M', 'S'], /^(?:S |B (?:M )*E )*$/],
  'BIOES whose type has no end': [['B-x', 'B-y', 'E-y', 'O', 'S-x'], /^(?:O |S-x |B-y E-y )*$/],
  IO: [['I-x', 'I-y', 'O'], /^/],
} satisfies Record<string, [string[], RegExp]>;

function* listSequences(count: number, length: number): Generator<number[]> {
  if (length === 0) yield [];
  else
    for (const rest of listSequences(count, length - 1))
      for (let tag = 0; tag < count; tag++) yield [...rest, tag];
}

describe.each(Object.entries(schemes))('%s', (_, [tags, valid]) => {
  const grammar = SpanGrammar.of(tags)!;
  const write = (ids: readonly number[]) => ids.map((id) => `${tags[id]} `).join('');

  it.each([0, 1, 2, 3, 4])(
    'allows the sequences of %i tags that follow the scheme, and there is one',
    (length) => {
      const all = [...listSequences(tags.length, length)];
      const allowed = all.filter((ids) => grammar.allowsAll(ids));
      expect(allowed.map(write)).toEqual(all.map(write).filter((text) => valid.test(text)));
      expect(allowed.length).toBeGreaterThan(0);
    },
  );

  it('reads spans as the scorer does', () => {
    for (const ids of listSequences(tags.length, 3))
      expect(grammar.read(ids)).toEqual(
        readSpans(
          ids.map((id) => tags[id]!),
          grammar.scheme,
        ),
      );
  });
});

it('allows everything in IOB1, which sentences show', () => {
  const tags = ['B-x', 'I-x', 'O'];
  const iob1 = [Int32Array.of(1, 1, 0, 1), Int32Array.of(2, 1, 2), Int32Array.of(-1, 1)];
  expect(looksLikeIob1(tags, iob1)).toBe(true);
  expect(looksLikeIob1(tags, [Int32Array.of(0, 1, 2, 0), Int32Array.of(1, 2, 0)])).toBe(false);
  expect(looksLikeIob1(['I-x', 'O'], iob1)).toBe(false);
  const grammar = SpanGrammar.of(tags, { isIob1: true })!;
  expect(grammar.isStrict).toBe(false);
  expect([...listSequences(3, 3)].every((ids) => grammar.allowsAll(ids))).toBe(true);
});

it('is none of parts of speech', () => {
  expect(SpanGrammar.of(['ADJ', 'NOUN', 'VERB'])).toBeUndefined();
  expect(SpanGrammar.of(['O'])).toBeUndefined();
});

it('names the types of its spans', () => {
  expect(SpanGrammar.of(['B-y', 'B-x', 'I-x', 'O'])!.types).toEqual(['x', 'y']);
});
