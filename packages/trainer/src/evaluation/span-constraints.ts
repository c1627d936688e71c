import { looksLikeIob1 } from '@tagger/core/internal';
import {
  constrainOutputs,
  exponentiate,
  listSpanOutputs,
  type Named,
  type Network,
  SpanDecoder,
} from '@tagger/models/internal';
import type { EncodedCorpus } from '../data/encoded-corpus';
import type { TrainingData } from '../data/training-data';
import { bestTags } from './sentence-scores';

/** What `SpanConstraints` reads of the data. */
export interface SpanData extends Pick<TrainingData, 'tagSet' | 'otherColumns'> {
  readonly train: Pick<EncodedCorpus, 'length' | 'at'>;
}

/** Keeps the tags that a network in training predicts within the schemes by which they mark spans, as `Tagger` does. */
export class SpanConstraints {
  /** Columns whose spans begin with `I`. */
  readonly iob1Columns: readonly string[];
  readonly #outputs;
  readonly #decoders: ReadonlyMap<number, SpanDecoder>;

  /** @param column of the first output */
  constructor(
    private readonly network: Network,
    { tagSet, otherColumns, train }: SpanData,
    column: string,
  ) {
    const columns = [{ name: column, tagSet }, ...otherColumns].map(({ name, tagSet: { tags } }, output) => {
      const read = (index: number) =>
        (output === 0 ? train.at(index)!.tags : train.at(index)!.otherTags?.[name]) ?? new Int32Array();
      return { name, tags, isIob1: looksLikeIob1(tags, sentencesOf(train.length, read)) };
    });
    this.iob1Columns = columns.filter(({ isIob1 }) => isIob1).map(({ name }) => name);
    this.#outputs = listSpanOutputs(columns);
    this.#decoders = new Map(this.#outputs.map((output) => [output.index, new SpanDecoder(output)]));
  }

  /** The outputs that mark spans, by their places. */
  get outputs(): readonly number[] {
    return [...this.#decoders.keys()];
  }

  /** What the parameters have instead in scoring; empty without a conditional random field over spans. */
  constrain(parameters: Named<Float32Array>): Named<Float32Array> {
    return constrainOutputs(this.network, this.#outputs, (name) => parameters[name]!);
  }

  /** The tag of each step. @param output its place @param scores [T, K]: of a softmax the logarithms of its probabilities */
  choose(output: number, scores: Float32Array, tagCount: number): ArrayLike<number> {
    const best = bestTags(scores, tagCount);
    return this.#decoders.get(output)?.constrainPath(best, () => exponentiate(scores, tagCount)) ?? best;
  }
}

function* sentencesOf(count: number, read: (index: number) => Int32Array) {
  for (let index = 0; index < count; index++) yield read(index);
}
