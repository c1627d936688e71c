import {
  type Batch,
  type BatchView,
  describeBatch,
  type HostTensor,
  hostTensor,
  type InputSpec,
  listTables,
  type Named,
  type Network,
  type Noise,
  spreadSentences,
} from '@tagger/models/internal';
import { concatenate } from './concatenate';
import { DistinctIds } from './distinct-ids';
import { drawUnfamiliar, type TrainingWord } from './unfamiliar-words';

/** A batch as the tensors that a network declares. */
export interface PreparedBatch {
  readonly batch: Batch;
  /** The distinct rows of each table that the batch uses; positions among the inputs point into them. */
  readonly rows: Named<Int32Array>;
  readonly inputs: Named<HostTensor>;
  /** What the loss is computed of. */
  readonly target: Named<HostTensor>;
}

/** Turns batches of places into what a network reads. */
export class BatchPreparer {
  readonly #distinctWords: DistinctIds;
  readonly #distinctRows: ReadonlyMap<string, DistinctIds>;

  /** @param words what is read of each distinct word of the corpora; a batch names them by their place */
  constructor(
    private readonly network: Network,
    private readonly words: readonly TrainingWord[],
  ) {
    this.#distinctWords = new DistinctIds(words.length);
    this.#distinctRows = new Map(
      listTables(network).map(({ name, shape }) => [name, new DistinctIds(shape[0]!)]),
    );
  }

  /** A batch by itself. */
  prepare(batch: Batch, noise?: Noise): PreparedBatch {
    return this.prepareTogether([batch], noise)[0]!;
  }

  /**
   * Batches for one step: they have one set of rows, and count as one batch in the loss.
   * @param noise for training alone
   */
  prepareTogether(batches: readonly Batch[], noise?: Noise): PreparedBatch[] {
    const sentences = batches.reduce((sum, { size }) => sum + size, 0);
    const prepared = batches.map((batch) => {
      const view = this.#view(batch, sentences, noise);
      return {
        batch,
        inputs: describeBatch(this.network.inputs, view),
        target: describeBatch(this.network.targets, view),
      };
    });
    const rows: Record<string, Int32Array> = {};
    for (const [table, distinct] of this.#distinctRows) {
      const specs = this.network.inputs.filter((spec) => spec.table === table);
      rows[table] = pointIntoRows(
        specs,
        prepared.map(({ inputs }) => inputs),
        distinct,
      );
    }
    return prepared.map((each) => ({ ...each, rows }));
  }

  #view(batch: Batch, sentences: number, noise: Noise | undefined): BatchView {
    const { places, mask, lengths, tags, otherTags } = batch;
    // Any word does for the padding: one that the batch has needs no row of its own.
    const distinct = this.#distinctWords.find(
      places.map((place, at) => (mask[at] === 0 ? places[0]! : place)),
    );
    const words = Array.from(distinct.ids, (id) => this.words[id]!);
    return {
      lengths,
      plan: spreadSentences(lengths),
      words: noise ? drawUnfamiliar(words, noise.random) : words,
      places: distinct.positions,
      target: { tags: { ...otherTags, [this.network.outputs[0]!.name]: tags }, sentences },
      noise,
    };
  }
}

/** Replaces ids of a table's rows by positions among those that occur. @returns these */
function pointIntoRows(
  specs: readonly InputSpec[],
  batches: readonly Record<string, HostTensor>[],
  distinct: DistinctIds,
): Int32Array {
  const tensors = batches.flatMap((inputs) => specs.map(({ name }) => ({ inputs, name })));
  const ids = tensors.map(({ inputs, name }) => inputs[name]!.data as Int32Array);
  const found = distinct.find(concatenate(ids));
  let start = 0;
  for (const { inputs, name } of tensors) {
    const { shape, data } = inputs[name]!;
    inputs[name] = hostTensor(shape, found.positions.subarray(start, start + data.length));
    start += data.length;
  }
  return found.ids;
}
