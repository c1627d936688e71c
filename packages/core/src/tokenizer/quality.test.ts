import { describe, expect, it } from 'vitest';
import { collect } from '../formats/collect';
import { readCorpus } from '../node/read-corpus';
import type { Sentence } from '../sentence';
import { tokenize } from './tokenize';

const data = process.env.TAGGER_DATA;

/** Spans of sentences, orthographic tokens (`don't`) and words (`do`, `n't`), in characters that are not blanks. */
class Spans {
  readonly sentences = new Set<string>();
  readonly tokens = new Set<string>();
  readonly words = new Set<string>();
  #end = 0;

  /** @param tokens the words of each orthographic token */
  add(tokens: readonly (readonly string[])[]): void {
    const sentenceStart = this.#end;
    for (const words of tokens) {
      const tokenStart = this.#end;
      for (const word of words) {
        const start = this.#end;
        this.#end += word.replace(/\s/g, '').length;
        this.words.add(`${start}-${this.#end}`);
      }
      this.tokens.add(`${tokenStart}-${this.#end}`);
    }
    this.sentences.add(`${sentenceStart}-${this.#end}`);
  }
}

function readTokens({ words, source }: Sentence): string[][] {
  const continues = words.map(() => false);
  if (source?.format === 'text') {
    source.tokens.forEach((token, i) => {
      continues[i] = token.continues ?? false;
    });
  } else if (source?.format === 'conllu') {
    for (const [id] of source.rows) {
      const [first, last] = id.split('-').map(Number);
      for (let i = first; i < last; i += 1) continues[i] = true;
    }
  }
  const tokens: string[][] = [];
  words.forEach((word, i) => {
    if (continues[i]) tokens.at(-1)!.push(word);
    else tokens.push([word]);
  });
  return tokens;
}

/** The text of a treebank: blanks between sentences, blank lines between paragraphs. */
function joinText(sentences: readonly Sentence[]): string {
  return sentences
    .map(({ source }) => {
      const comments = source?.format === 'conllu' ? source.comments : [];
      const text = comments.find((comment) => comment.startsWith('# text = '))!.slice('# text = '.length);
      return (comments.some((comment) => /^# new(par|doc)/.test(comment)) ? '\n\n' : ' ') + text;
    })
    .join('');
}

/** F1 in percent. */
function score(found: ReadonlySet<string>, gold: ReadonlySet<string>): number {
  const correct = [...found].filter((span) => gold.has(span)).length;
  return (200 * correct) / (found.size + gold.size);
}

describe.skipIf(!data)('the treebank EWT, its dev part (skipped where TAGGER_DATA is not set)', () => {
  it('is divided as its annotators did', async () => {
    const sentences = await collect(readCorpus(`${data}/ewt/dev.conllu`));
    const gold = new Spans();
    for (const sentence of sentences) gold.add(readTokens(sentence));
    const found = new Spans();
    for (const sentence of tokenize(joinText(sentences))) found.add(readTokens(sentence));
    expect(score(found.tokens, gold.tokens)).toBeGreaterThan(99.5);
    expect(score(found.words, gold.words)).toBeGreaterThan(99.2);
    expect(score(found.sentences, gold.sentences)).toBeGreaterThan(86.5);
  });
});
