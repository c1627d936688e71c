import { describe, expect, it } from 'vitest';
import { collect } from '../../src/formats/collect';
import { readCorpus } from '../../src/node/read-corpus';
import type { Sentence } from '../../src/sentence';
import { tokenize } from '../../src/tokenizer/tokenize';

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

/** The words of each orthographic token; of one that does not spell its words (du, of de and le) it is the only one. */
function readTokens({ words, source }: Sentence): string[][] {
  const continues = words.map(() => false);
  const spellings = new Map<number, string>();
  if (source?.format === 'text') {
    source.tokens.forEach((token, i) => {
      continues[i] = token.continues ?? false;
    });
  } else if (source?.format === 'conllu') {
    for (const [id, form] of source.rows) {
      const [first, last] = id!.split('-').map(Number);
      for (let i = first; i! < last!; i! += 1) continues[i!] = true;
      if (last) spellings.set(first! - 1, form!);
    }
  }
  const tokens: string[][] = [];
  words.forEach((word, i) => {
    if (continues[i]) tokens.at(-1)!.push(word);
    else tokens.push([word]);
  });
  let first = 0;
  return tokens.map((parts) => {
    const spelling = spellings.get(first);
    first += parts.length;
    return spelling === undefined || spelling === parts.join('') ? parts : [spelling];
  });
}

/** The text of a treebank: `blank` between sentences, blank lines between paragraphs. */
function joinText(sentences: readonly Sentence[], blank: string): string {
  return sentences
    .map(({ source }) => {
      const comments = source?.format === 'conllu' ? source.comments : [];
      const text = comments.find((comment) => comment.startsWith('# text = '))!.slice('# text = '.length);
      return (comments.some((comment) => /^# new(par|doc)/.test(comment)) ? '\n\n' : blank) + text;
    })
    .join('');
}

/** F1 in percent. */
function score(found: ReadonlySet<string>, gold: ReadonlySet<string>): number {
  const correct = [...found].filter((span) => gold.has(span)).length;
  return (200 * correct) / (found.size + gold.size);
}

describe.skipIf(!data)('the treebanks, their dev parts (skipped where TAGGER_DATA is not set)', () => {
  // The blank between sentences, and F1 of tokens, words and sentences: a little less than was measured.
  it.each([
    ['ewt', 'en', ' ', 99.5, 99.2, 86.5],
    ['ud-french-parisstories', 'fr', ' ', 99.4, 99.4, 90.5],
    ['ud-japanese-gsd-resplit', 'ja', '', 85.5, 85.5, 99.9],
    ['ud-korean-gsd', 'ko', ' ', 99, 99, 59],
    ['ud-turkish-boun-resplit', 'tr', ' ', 99.2, 96.5, 74],
  ])('are divided as the annotators of %s did', async (name, locale, blank, tokens, words, ends) => {
    const sentences = await collect(readCorpus(`${data}/${name}/dev.conllu`));
    const gold = new Spans();
    for (const sentence of sentences) gold.add(readTokens(sentence));
    const found = new Spans();
    for (const sentence of tokenize(joinText(sentences, blank), { locale })) found.add(readTokens(sentence));
    expect(score(found.tokens, gold.tokens)).toBeGreaterThan(tokens);
    expect(score(found.words, gold.words)).toBeGreaterThan(words);
    expect(score(found.sentences, gold.sentences)).toBeGreaterThan(ends);
  });
});
