import { TagSet } from '@tagger/core';
import { type CompactColumn, type CompactSentences, mapValues } from '@tagger/core/internal';
import { type EncodedSentence, type EncodedSentences, openTag } from '@tagger/models/internal';
import type { Rehearsal } from './corpus';

/** A further column, and the id of each of its distinct labels in the tag set. */
export interface EncodedColumn {
  readonly column: CompactColumn;
  readonly tagIds: Int32Array;
}

/** Sentences at the end, of which each epoch trains others. */
export interface EncodedRehearsal extends Pick<Rehearsal, 'from' | 'sentences'> {
  readonly open?: number | undefined;
}

/** A corpus as the network sees it. What a sentence is made of is looked up when a batch asks for it. */
export class EncodedCorpus implements EncodedSentences {
  /** Words of each sentence. */
  readonly lengths: Int32Array;

  /**
   * @param places the place of each distinct word of the sentences among the words of `TrainingData`
   * @param tags the id of each distinct tag of the sentences in the tag set
   * @param others of each further column that is learnt, its labels and their ids in its tag set
   * @param rehearsal of sentences at the end, in which the tag of the id `open`, if any, leaves its step open
   */
  constructor(
    readonly sentences: CompactSentences,
    private readonly places: Int32Array,
    private readonly tags: Int32Array,
    private readonly others: Readonly<Record<string, EncodedColumn>> = {},
    readonly rehearsal?: EncodedRehearsal | undefined,
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
    const { places, tags, sentences, others, rehearsal } = this;
    const open = rehearsal && index >= rehearsal.from ? rehearsal.open : undefined;
    return {
      places: sentences.wordIdsOf(index).map((id) => places[id]!),
      tags: sentences.tagIdsOf(index).map((id) => {
        const tag = tags[id] ?? TagSet.unknown;
        return tag === open ? openTag : tag;
      }),
      otherTags: mapValues(others, ({ column, tagIds }) =>
        sentences.columnIdsOf(column, index).map((id) => tagIds[id] ?? TagSet.unknown),
      ),
    };
  }
}
