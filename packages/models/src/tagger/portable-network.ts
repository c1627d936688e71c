import type { Lexicon, WordIds } from '@tagger/core';
import { graphNames } from '../model-file/tagging-graph';
import type { NetworkConfiguration } from '../network/configuration';
import type { RuntimeSession, RuntimeTensor } from '../runtime/runtime';
import { type BatchScores, planPadded, type TaggingNetwork } from './tagging-network';

/** The graph of a model file as it stands, whose recurrences are operators of ONNX. */
export class PortableNetwork implements TaggingNetwork {
  readonly plan = planPadded;

  constructor(
    private readonly configuration: NetworkConfiguration,
    private readonly lexicon: Lexicon,
    private readonly session: RuntimeSession,
  ) {}

  async run(sentences: readonly (readonly string[])[]): Promise<BatchScores> {
    const lengths = Int32Array.from(sentences, (words) => words.length);
    const time = lengths.reduce((longest, length) => Math.max(longest, length), 0);
    const read = sentences.map((words) => words.map((word) => this.lexicon.read(word)));
    const results = await this.session.run(this.#describe(read, lengths, time));
    const probabilities = results[graphNames.probabilities]!.data as Float32Array;
    const scores = (results[graphNames.scores]?.data as Float32Array | undefined) ?? probabilities;
    const K = this.configuration.tagCount;
    return { probabilities, scores, place: (b, t) => (b * time + t) * K };
  }

  release(): Promise<void> {
    return this.session.release();
  }

  #describe(
    sentences: readonly (readonly WordIds[])[],
    lengths: Int32Array,
    time: number,
  ): Record<string, RuntimeTensor> {
    const { features, vectors, characters } = this.configuration;
    const B = sentences.length;
    /** For each word so many whole numbers; zeros in the padding. */
    const fill = (width: number, read: (word: WordIds) => ArrayLike<number>) => {
      const data = new BigInt64Array(B * time * width);
      for (const [b, words] of sentences.entries())
        for (const [t, word] of words.entries())
          data.set(BigInt64Array.from(Array.from(read(word)), BigInt), (b * time + t) * width);
      return data;
    };
    const int64 = (data: BigInt64Array, ...axes: number[]): RuntimeTensor => ({
      type: 'int64',
      data,
      dimensions: [B, time, ...axes],
    });
    const longest = Math.max(1, ...sentences.flatMap((words) => words.map((word) => word.characters.length)));
    const counts = new Int32Array(B * time).fill(1);
    for (const [b, words] of sentences.entries())
      for (const [t, word] of words.entries()) counts[b * time + t] = Math.max(1, word.characters.length);
    return {
      [graphNames.words]: int64(fill(1, ({ word }) => [word])),
      [graphNames.lengths]: { type: 'int32', data: lengths, dimensions: [B] },
      ...(features && {
        [graphNames.features]: int64(
          fill(features.count, (word) => word.features),
          features.count,
        ),
      }),
      ...(vectors && { [graphNames.vectors]: int64(fill(1, ({ vector }) => [vector])) }),
      ...(characters && {
        [graphNames.characters]: int64(
          fill(longest, (word) => word.characters),
          longest,
        ),
        [graphNames.characterCounts]: { type: 'int32', data: counts, dimensions: [B, time] },
      }),
    };
  }
}
