import { TagSet } from '@tagger/core';
import type { CompactSentences } from '@tagger/core/internal';
import type { EncodedSentence, EncodedSentences } from '@tagger/models/internal';

/** A corpus as the network sees it. What a sentence is made of is looked up when a batch asks for it. */
export class EncodedCorpus implements EncodedSentences {
  /** Words of each sentence. */
  readonly lengths: Int32Array;

  /**
   * @param places the place of each distinct word of the sentences among the words of `TrainingData`
   * @param tags the id of each distinct tag of the sentences in the tag set
   */
  constructor(
    readonly sentences: CompactSentences,
    private readonly places: Int32Array,
    private readonly tags: Int32Array,
  ) {
    this.lengths = sentences.lengths;
  }

  get length(): number {
    return this.sentences.length;
  }

  get tokens(): number {
    return this.sentences.tokens;
  }

  at(index: number): EncodedSentence | undefined {
    if (this.lengths[index] === undefined) return undefined;
    const { places, tags, sentences } = this;
    return {
      places: sentences.wordIdsOf(index).map((id) => places[id]!),
      tags: sentences.tagIdsOf(index).map((id) => tags[id] ?? TagSet.unknown),
    };
  }
}
