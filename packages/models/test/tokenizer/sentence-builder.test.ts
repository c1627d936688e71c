import { MultiwordSplitter, type TextCharacter } from '@tagger/core/internal';
import { expect, it } from 'vitest';
import { SentenceBuilder } from '../../src/tokenizer/sentence-builder';
import type { EndName, TokenizerDescription } from '../../src/tokenizer/tokenizer-description';

type Spaces = Pick<TokenizerDescription, 'spacesInTokens' | 'spacePairs'>;

/** The tokens of a text in which nothing ends but where `ends` says so. */
function cut(text: string, spaces: Spaces, ends: Readonly<Record<number, EndName>> = {}): string[] {
  const multiwords = new MultiwordSplitter({ forms: [], ambiguous: [], beginnings: [], endings: [] });
  const builder = new SentenceBuilder(multiwords, spaces);
  builder.addText(text);
  const characters = Array.from(
    text,
    (character, start): TextCharacter => ({ text: character, rule: 'inside', start, end: start + 1 }),
  );
  const sentences = characters.map((character) => builder.add(character, ends[character.start] ?? 'inside'));
  return [...sentences, builder.endSentence()].flatMap((sentence) => sentence?.words ?? []);
}

it('ends a token at white space unless tokens may hold it', () => {
  expect(cut('10 000 xe', { spacesInTokens: false })).toEqual(['10', '000', 'xe']);
  expect(cut('10 000 xe', { spacesInTokens: true })).toEqual(['10 000 xe']);
});

it('lets tokens hold white space between such characters alone as in the corpus', () => {
  const spaces = { spacesInTokens: true, spacePairs: ['digit digit'] };
  expect(cut('10 000 xe', spaces)).toEqual(['10 000', 'xe']);
  expect(cut('10 000 10', spaces, { 5: 'token' })).toEqual(['10 000', '10']);
});
