import { createRandom } from '@tagger/core/internal';
import { describe, expect, it } from 'vitest';
import { type Augmentation, augment } from '../../src/tokenizer/augment';
import { joinSentences } from '../../src/tokenizer/labelled-text';
import type { SpacedSentence } from '../../src/tokenizer/spaced-corpus';

const none: Augmentation = { unpunctuated: 0, recased: 0, joined: 0, merged: 0, retyped: 0 };

/** A sentence from its tokens, of which a bar says that no blank is behind it. */
function createSentence(line: string, startsParagraph = false): SpacedSentence {
  let text = '';
  const [starts, ends]: [number[], number[]] = [[], []];
  for (const part of line.split(' ')) {
    if (text !== '') text += ' ';
    for (const token of part.split('|')) {
      starts.push(text.length);
      text += token;
      ends.push(text.length);
    }
  }
  return {
    text,
    starts: Int32Array.from(starts),
    ends: Int32Array.from(ends),
    multiwords: new Map(),
    after: ' ',
    startsParagraph,
  };
}

/** The tokens of sentences. */
const tokensOf = (sentences: readonly SpacedSentence[]) =>
  sentences.map(({ text, starts, ends }) =>
    Array.from(starts, (start, index) => text.slice(start, ends[index])),
  );

const change = (changes: Partial<Augmentation>, ...lines: string[]) =>
  augment(
    lines.map((line) => createSentence(line, true)),
    { ...none, ...changes },
    createRandom(1, 'augment'),
  );

describe('a sentence in training', () => {
  it('may lose its final mark, but not its only token', () => {
    expect(tokensOf(change({ unpunctuated: 1 }, 'I saw her|.', '!'))).toEqual([['I', 'saw', 'her'], ['!']]);
  });

  it('may be in one case alone', () => {
    expect(['i saw her.', 'I SAW HER.']).toContain(change({ recased: 1 }, 'I saw her|.')[0]!.text);
  });

  it('may have other marks, and the same tokens', () => {
    const lines = ['l|’|an|…', "l|'|an|..."];
    const found = Array.from(
      { length: 20 },
      (_, seed) =>
        tokensOf(
          augment([createSentence(lines[seed % 2]!)], { ...none, retyped: 1 }, createRandom(seed, 'x')),
        )[0],
    );
    expect(found).toContainEqual(['l', "'", 'an', '...']);
    expect(found).toContainEqual(['l', '’', 'an', '…']);
  });

  it('may have no blank, or no empty line, around it', () => {
    const lines = ['I saw|.', 'She ran|.'];
    expect(joinSentences(change({}, ...lines)).text).toBe('I saw.\n\nShe ran.');
    expect(joinSentences(change({ merged: 1 }, ...lines)).text).toBe('I saw. She ran.');
    expect(joinSentences(change({ merged: 1, joined: 1 }, ...lines)).text).toBe('I saw.She ran.');
  });
});
