import { describe, expect, it } from 'vitest';
import type { FormatName } from '../../src/formats/corpus-format';
import { read, rewrite } from './rewrite';

describe('limits', () => {
  const cases: [FormatName, string, string, string][] = [
    [
      'columns',
      'lines without a blank one',
      `a\n\n${'a\n'.repeat(200_001)}`,
      'f:3: more than 200000 lines without a blank line',
    ],
    [
      'conllu',
      'comments without a blank line',
      '# a\n'.repeat(200_001),
      'f:1: more than 200000 lines without a blank line',
    ],
    [
      'columns',
      'long lines without a blank one',
      `${'x'.repeat(60_000)}\n`.repeat(300),
      'f:1: more than 16777216 characters without',
    ],
    [
      'columns',
      'words',
      'a\n'.repeat(100_001),
      'f:1: a sentence of 100001 words; the limit is 100000 (cut it',
    ],
    [
      'word-tag',
      'words',
      `a/X\n${'a/X '.repeat(100_001)}`,
      'f:2: a sentence of 100001 words; the limit is 100000',
    ],
    ['words', 'words', 'a '.repeat(100_001), 'f:1: a sentence of 100001 words'],
    [
      'jsonl',
      'words',
      JSON.stringify({ words: Array(100_001).fill('a') }),
      'f:1: a sentence of 100001 words',
    ],
    [
      'columns',
      'a word',
      `a X\n${'b'.repeat(65_537)} X`,
      'f:1: a word of 65537 characters; the limit is 65536 (it starts with "bbbb',
    ],
    [
      'jsonl',
      'depth',
      `{"words":["a"]}\n{"words":["a"],"x":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
      'f:2: lists or objects are nested more than 1000 deep',
    ],
    [
      'jsonl',
      'depth without an end',
      '[{"a":'.repeat(1_000_000),
      'f:1: lists or objects are nested more than 1000 deep',
    ],
  ];
  it.each(cases)('%s: too much of %s', async (format, _, text, message) => {
    await expect(read(text, format)).rejects.toThrow(message);
  });

  it('leave room for what is large', async () => {
    expect((await read(`${'a\n'.repeat(100_000)}`, 'columns'))[0]!.words).toHaveLength(100_000);
    const deep = `{"words":["a"],"x":${'['.repeat(999)}${']'.repeat(999)}}`;
    expect(await rewrite(deep, 'jsonl')).toBe(deep);
  });
});
