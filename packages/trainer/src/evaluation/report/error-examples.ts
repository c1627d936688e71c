import type { TestedColumn } from '../tested-columns';

/** A tag that was given in the place of another. */
export interface ConfusedPair {
  readonly gold: string;
  readonly predicted: string;
  readonly tokens: number;
  /** The first of them: with different words, and one a sentence. */
  readonly examples: readonly ErrorExample[];
}

/** A wrong token with a few words around it. */
export interface ErrorExample {
  readonly before: readonly string[];
  readonly word: string;
  readonly after: readonly string[];
  /** Whether the sentence goes on before `before` and behind `after`. */
  readonly isCut: readonly [start: boolean, end: boolean];
  /** Probability that the model gave to the wrong tag, in [0, 1]; of the first column alone. */
  readonly score?: number | undefined;
}

interface ScoredSentence extends TestedColumn {
  readonly scores?: readonly number[];
}

interface PairExamples {
  readonly gold: string;
  readonly predicted: string;
  tokens: number;
  examples: ErrorExample[];
  /** The sentence that the last example is from. */
  sentence: number;
}

const examplesOfPair = 4;
/** Words on each side of a wrong one. */
const context = 7;
/** UTF-16 units of a word that are kept: some corpora have addresses of any length. */
const longestWord = 60;
/** Pairs with examples, at most; above it the rarer half lose theirs. */
const pairsWithExamples = 1000;

/** Counts the pairs of tags that are confused and keeps examples, in memory that does not grow with the corpus. */
export class ErrorExamples {
  readonly #pairs = new Map<string, Map<string, PairExamples>>();
  #withExamples: PairExamples[] = [];
  #sentences = 0;

  add(sentence: ScoredSentence): void {
    this.#sentences++;
    for (const [t, gold] of sentence.gold.entries()) {
      const predicted = sentence.predicted[t]!;
      if (gold !== undefined && gold !== predicted) this.#addError(this.#pair(gold, predicted), sentence, t);
    }
  }

  /** The pairs with the most tokens; those with as many are sorted by their tags. */
  result(limit: number): ConfusedPair[] {
    return [...this.#pairs.values()]
      .flatMap((byPredicted) => [...byPredicted.values()])
      .sort(compareFrequency)
      .slice(0, limit)
      .map(({ gold, predicted, tokens, examples }) => ({ gold, predicted, tokens, examples }));
  }

  #addError(pair: PairExamples, sentence: ScoredSentence, t: number): void {
    pair.tokens++;
    if (pair.examples.length >= examplesOfPair || pair.sentence === this.#sentences) return;
    const word = shorten(sentence.words[t]!);
    if (pair.examples.some((example) => example.word === word)) return;
    if (pair.examples.length === 0) this.#withExamples.push(pair);
    pair.sentence = this.#sentences;
    pair.examples.push(cutExample(sentence, t));
    if (this.#withExamples.length > pairsWithExamples) this.#forgetRarePairs();
  }

  #forgetRarePairs(): void {
    this.#withExamples.sort(compareFrequency);
    for (const pair of this.#withExamples.splice(pairsWithExamples / 2)) pair.examples = [];
  }

  #pair(gold: string, predicted: string): PairExamples {
    let byPredicted = this.#pairs.get(gold);
    if (!byPredicted) {
      byPredicted = new Map();
      this.#pairs.set(gold, byPredicted);
    }
    let pair = byPredicted.get(predicted);
    if (!pair) {
      pair = { gold, predicted, tokens: 0, examples: [], sentence: 0 };
      byPredicted.set(predicted, pair);
    }
    return pair;
  }
}

function compareFrequency(a: PairExamples, b: PairExamples): number {
  if (a.tokens !== b.tokens) return b.tokens - a.tokens;
  const [first, second] = [a, b].map(({ gold, predicted }) => `${gold}\n${predicted}`);
  return first! < second! ? -1 : 1;
}

function cutExample({ words, scores }: ScoredSentence, t: number): ErrorExample {
  const [start, end] = [Math.max(0, t - context), Math.min(words.length, t + 1 + context)];
  return {
    before: words.slice(start, t).map(shorten),
    word: shorten(words[t]!),
    after: words.slice(t + 1, end).map(shorten),
    isCut: [start > 0, end < words.length],
    score: scores?.[t],
  };
}

/** Never half of a surrogate pair. */
function shorten(word: string): string {
  const characters = [...word.slice(0, longestWord)];
  return word.length > longestWord ? `${characters.slice(0, -1).join('')}…` : word;
}
