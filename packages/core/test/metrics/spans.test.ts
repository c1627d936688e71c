import { describe, expect, it } from 'vitest';
import { detectSpanScheme, isSpanTagSet, readSpans, type SpanScheme } from '../../src/metrics/spans';
import { createRandom } from '../../src/random';

const show = (tags: string) =>
  readSpans(tags.split(' ')).map(({ start, end, type }) => `${start}-${end} ${type}`);

describe('readSpans', () => {
  it.each([
    ['IOB2', 'B-PER I-PER O B-LOC B-LOC', ['0-2 PER', '3-4 LOC', '4-5 LOC']],
    ['IOB1', 'I-PER I-PER O I-LOC B-LOC', ['0-2 PER', '3-4 LOC', '4-5 LOC']],
    ['BIOES', 'B-PER E-PER O S-LOC S-LOC', ['0-2 PER', '3-4 LOC', '4-5 LOC']],
    ['BILOU', 'B-PER L-PER O U-LOC U-LOC', ['0-2 PER', '3-4 LOC', '4-5 LOC']],
    ['BMES', 'B-PER M-PER E-PER O S-LOC B-LOC', ['0-3 PER', '4-5 LOC', '5-6 LOC']],
    ['BMEWO', 'B-PER M-PER E-PER W-PER O', ['0-3 PER', '3-4 PER']],
    ['IOE', 'I-PER E-PER I-PER E-PER', ['0-2 PER', '2-4 PER']],
    ['brackets', '[-NP O ]-NP ]-NP', ['0-1 NP', '2-3 NP', '3-4 NP']],
    ['a sentence that ends in a span', 'O B-X I-X I-X', ['1-4 X']],
    ['types with hyphens', 'B-A-B I-A-B I-A', ['0-2 A-B', '2-3 A']],
    ['bare prefixes', 'B I B O I', ['0-2 ', '2-3 ', '4-5 ']],
    ['tags that mark nothing', 'O NOUN constructor', []],
  ])('reads %s', (_, tags, spans) => {
    expect(show(tags)).toEqual(spans);
  });

  it.each([
    ['an inside after another type begins a span', 'B-X I-Y I-Y', ['0-1 X', '1-3 Y']],
    ['an end alone is a span', 'O E-X O', ['1-2 X']],
    ['an end closes its span', 'B-X E-X I-X E-X E-X', ['0-2 X', '2-4 X', '4-5 X']],
    ['a single closes the span before it', 'B-X I-X S-X I-X', ['0-2 X', '2-3 X', '3-4 X']],
    ['a begin closes the span before it', 'B-X B-X I-X', ['0-1 X', '1-3 X']],
    ['a span may stay open at the end', 'B-X I-X', ['0-2 X']],
  ])('where tags are ill-formed, %s', (_, tags, spans) => {
    expect(show(tags)).toEqual(spans);
  });

  it('finds the spans that a search over all stretches finds', () => {
    const random = createRandom(1, 'spans');
    for (let trial = 0; trial < 3000; trial++) {
      const tags = Array.from({ length: random.integer(9) }, () => {
        const prefix = 'OOBIES'[random.integer(6)]!;
        return prefix === 'O' ? 'O' : `${prefix}-${'XY'[random.integer(2)]}`;
      });
      expect(readSpans(tags), tags.join(' ')).toEqual(searchSpans(tags));
    }
  });
});

/** Conlleval's tables: between which prefixes of one type a span starts, and between which one ends. */
const STARTS = new Set([
  'BB',
  'IB',
  'EB',
  'SB',
  'OB',
  'BS',
  'IS',
  'ES',
  'SS',
  'OS',
  'EI',
  'SI',
  'OI',
  'EE',
  'SE',
  'OE',
]);
const ENDS = new Set([
  'BB',
  'BS',
  'BO',
  'IB',
  'IS',
  'IO',
  'EB',
  'EI',
  'EE',
  'ES',
  'EO',
  'SB',
  'SI',
  'SE',
  'SS',
  'SO',
]);

/** Tries every stretch: it is a span if a span starts before it, one ends after it, and none ends inside. */
function searchSpans(tags: string[]) {
  const padded = ['O', ...tags, 'O'].map((tag) => [tag[0]!, tag.slice(2)] as const);
  const between = (gap: number) => {
    const [[previous, previousType], [current, type]] = [padded[gap]!, padded[gap + 1]!];
    const differ = previousType !== type;
    return {
      starts: STARTS.has(previous + current) || (current !== 'O' && differ),
      ends: ENDS.has(previous + current) || (previous !== 'O' && differ),
    };
  };
  return tags.flatMap((_, start) =>
    tags.flatMap((_, last) => {
      const end = last + 1;
      const inner = Array.from({ length: Math.max(0, end - start - 1) }, (_, offset) => start + 1 + offset);
      const isSpan =
        end > start && between(start).starts && between(end).ends && inner.every((gap) => !between(gap).ends);
      return isSpan ? [{ start, end, type: tags[start]!.slice(2) }] : [];
    }),
  );
}

describe('another scheme', () => {
  it.each<[string, SpanScheme, string[]]>([
    ['B_A_B I_A_B O', { place: 'prefix', separator: '_' }, ['0-2 A_B']],
    ['A-B-B A-B-I O C-B', { place: 'suffix', separator: '-' }, ['0-2 A-B', '3-4 C']],
    ['A_B A_E O', { place: 'suffix', separator: '_' }, ['0-2 A']],
    ['B M E O S', { place: 'alone' }, ['0-3 ', '4-5 ']],
  ])('is detected, and reads %s', (text, scheme, spans) => {
    const tags = text.split(' ');
    expect(detectSpanScheme(tags)).toEqual(scheme);
    expect(readSpans(tags, scheme).map(({ start, end, type }) => `${start}-${end} ${type}`)).toEqual(spans);
  });
});

describe('isSpanTagSet', () => {
  it.each([
    ['O B-PER I-PER', true],
    ['I-PER', true],
    ['B-X I-X E-X S-X O', true],
    ['B-X I-X L-X U-X O', true],
    ['O B-PER NOUN', false],
    ['NOUN VERB', false],
    ['B-', false],
    ['O B I', true],
    ['B M E S', true],
    ['S U', false],
    ['O', false],
    ['O B-X M-X E-X S-X', true],
    ['O B-X M-X E-X W-X', true],
    ['O B_X I_X', true],
    ['O X-B X-I', true],
    ['O A_B_B A_B_E', true],
    ['N_S V_S', false],
    ['A-S V-S N-E', false],
    ['O B-X I_X', false],
    ['O B-X I-X Y-B', false],
    ['O PER LOC', false],
    ['O A-X', false],
    ['VB-X B-X', false],
  ])('of %s is %s', (tags, expected) => {
    expect(isSpanTagSet(tags.split(' '))).toBe(expected);
  });

  it('is false for no tags at all', () => {
    expect(isSpanTagSet([])).toBe(false);
  });
});
