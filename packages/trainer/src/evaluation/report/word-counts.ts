import { Vocabulary } from '@tagger/core';
import { cleanWord } from '@tagger/core/internal';
import type { ModelDescription } from '@tagger/models';
import type { TestedSentence } from '../test-tagger';

/**
 * Tokens by what the model knows of their word. A model file has no counts of words, but its vocabulary is in the order of
 * their frequency in the training corpus, so that the place tells which are frequent.
 */
export interface WordGroup {
  readonly kind:
    | 'ranked' // a word that training taught, by its place in the vocabulary
    | 'other case' // one that training taught in another case alone, and that is looked up there
    | 'vector alone' // one that came with word vectors, and that the training corpus lacks
    | 'unknown'; // all others: they share one vector
  /** Places in the vocabulary, counted from 1, both included; those of `ranked` alone. */
  readonly ranks?: readonly [from: number, to: number];
  readonly tokens: number;
  readonly correct: number;
}

/** Places at which a group of words ends. */
const rankLimits = [10, 100, 1000, 10_000, Number.POSITIVE_INFINITY];
const otherKinds = ['other case', 'vector alone', 'unknown'] as const;

/** Counts right tags by the frequency of the word. */
export class WordCounts {
  /** Their ids are places, counted from 1. */
  readonly #vocabulary: Vocabulary;
  readonly #groups = [...rankLimits, ...otherKinds].map(() => ({ tokens: 0, correct: 0 }));

  constructor(private readonly model: Pick<ModelDescription, 'words' | 'lookup'>) {
    this.#vocabulary = Vocabulary.from(model.words, model.lookup);
  }

  add({ words, gold, predicted }: TestedSentence): void {
    for (const [t, word] of words.entries()) {
      if (gold[t] === undefined) continue;
      const group = this.#groups[this.#groupOf(word)]!;
      group.tokens++;
      if (gold[t] === predicted[t]) group.correct++;
    }
  }

  /** The groups that have tokens, the most frequent words first. */
  result(): WordGroup[] {
    const { trainedWords } = this.model.lookup;
    const ranked = rankLimits.map((limit, index) => ({
      kind: 'ranked' as const,
      ranks: [(rankLimits[index - 1] ?? 0) + 1, Math.min(limit, trainedWords)] as const,
    }));
    const others = otherKinds.map((kind) => ({ kind }));
    const groups = [...ranked, ...others].map((group, index) => ({ ...group, ...this.#groups[index]! }));
    return groups.filter(({ tokens }) => tokens > 0);
  }

  #groupOf(word: string): number {
    const { trainedWords } = this.model.lookup;
    const other = (kind: (typeof otherKinds)[number]) => rankLimits.length + otherKinds.indexOf(kind);
    const clean = cleanWord(word);
    const rank = this.#vocabulary.id(clean);
    if (rank === Vocabulary.unknown) return other('unknown');
    if (rank > trainedWords) return other('vector alone');
    return this.#vocabulary.has(clean) ? rankLimits.findIndex((limit) => rank <= limit) : other('other case');
  }
}
