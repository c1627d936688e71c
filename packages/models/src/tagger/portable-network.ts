import type { Lexicon, WordIds } from '@tagger/core';
import { buildTaggingGraph, graphNames } from '../model-file/tagging-graph';
import type { NetworkConfiguration, NetworkParameters } from '../network/configuration';
import { encodeModel } from '../onnx/encode-model';
import type { RuntimeSession, RuntimeTensor } from '../runtime/runtime';
import { type BatchScores, planPadded, type TaggingNetwork } from './tagging-network';

/**
 * The network as one graph whose recurrences are operators of ONNX: that which a model file holds for other runtimes, written
 * anew from the weights, so that a file with a changed graph gives the tags of its weights on every device.
 */
export class PortableNetwork implements TaggingNetwork {
  private constructor(
    private readonly configuration: NetworkConfiguration,
    private readonly lexicon: Lexicon,
    private readonly session: RuntimeSession,
  ) {}

  static async create(
    configuration: NetworkConfiguration,
    parameters: NetworkParameters<Float32Array>,
    lexicon: Lexicon,
    createSession: (model: Uint8Array) => Promise<RuntimeSession>,
  ): Promise<PortableNetwork> {
    const graph = buildTaggingGraph(configuration, parameters);
    const session = await createSession(encodeModel({ metadata: new Map(), graph }));
    return new PortableNetwork(configuration, lexicon, session);
  }

  plan(lengths: readonly number[]): number[][] {
    return planPadded(lengths, this.configuration);
  }

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
    const counts = new Int32Array(B * time).fill(1);
    for (const [b, words] of sentences.entries())
      for (const [t, word] of words.entries()) counts[b * time + t] = Math.max(1, word.characters.length);
    const longest = counts.reduce((most, count) => Math.max(most, count), 1);
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
