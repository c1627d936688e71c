import { type Batch, DistinctIds, type Random } from '@tagger/core';
import {
  describeCharacters,
  describeSteps,
  directionsOf,
  type HostTensor,
  hostTensor,
  listTableIds,
  listTables,
  type NetworkConfiguration,
  spreadSentences,
  type TableIds,
  type TableName,
  wordSize,
} from '@tagger/models';
import { concatenate } from './concatenate';
import { drawUnfamiliar, type TrainingWord } from './unfamiliar-words';

/*
 * Axes:  T time   B batch   R distinct words   S directions · H
 */

/** A batch as numbers, by the names that `assembleInput` and `assembleTarget` know. */
export interface PreparedBatch {
  readonly batch: Batch;
  /** The distinct rows of each table that the batch uses; positions among the inputs point into them. */
  readonly rows: Readonly<Partial<Record<TableName, Int32Array>>>;
  readonly inputs: Readonly<Record<string, HostTensor>>;
  readonly target: Readonly<Record<string, HostTensor>>;
}

/** Shares of numbers that are dropped in training, at random, in [0, 1). */
export interface Dropout {
  /** Of the numbers of a word; the same ones wherever the word stands in the batch. */
  readonly input: number;
  /**
   * Of the output of each layer; the same ones at all steps of a sentence (Gal and Ghahramani, A Theoretically Grounded
   * Application of Dropout in Recurrent Neural Networks, 2016).
   */
  readonly hidden: number;
  /** Of words that are taken for the unknown word. */
  readonly word: number;
}

/** What is dropped, and by which random numbers. */
export interface Noise {
  readonly dropout: Dropout;
  readonly random: Random;
}

/** Turns batches of ids into what a network takes. */
export class BatchPreparer {
  readonly #distinctWords: DistinctIds;
  readonly #distinctRows: Partial<Record<TableName, DistinctIds>> = {};

  /**
   * @param words what is read of each distinct word of the corpora; a batch names them by their place. Without it a batch has
   * ids of the vocabulary, which is enough for a network whose words are the rows of its embedding.
   */
  constructor(
    private readonly configuration: NetworkConfiguration,
    private readonly words?: readonly TrainingWord[] | undefined,
  ) {
    const { vocabularySize, features, vectors } = configuration;
    const sizes = { embedding: vocabularySize, features: features?.rows ?? 0, vectors: vectors?.rows ?? 0 };
    this.#distinctWords = new DistinctIds(words?.length ?? vocabularySize);
    for (const table of listTables(configuration)) this.#distinctRows[table] = new DistinctIds(sizes[table]);
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
    const read = batches.map((batch) => this.#readWords(batch, noise));
    const rows: Partial<Record<TableName, Int32Array>> = {};
    const inputs = read.map((each): Record<string, HostTensor> => ({ ...each.inputs }));
    for (const table of listTables(this.configuration)) {
      const ids = read.map((each) => each.ids[table]!);
      const found = this.#distinctRows[table]!.find(concatenate(ids.map(({ data }) => data)));
      rows[table] = found.ids;
      let start = 0;
      for (const [index, { shape, data }] of ids.entries()) {
        const positions = found.positions.subarray(start, start + data.length);
        inputs[index]![this.words ? `words.${table}` : 'positions'] = hostTensor(shape, positions);
        start += data.length;
      }
    }
    return batches.map((batch, index) => ({
      batch,
      rows,
      inputs: {
        ...inputs[index],
        ...describeSteps(this.configuration, batch.lengths, spreadSentences(batch.lengths)),
        ...(noise && this.#drawLayerMasks(batch.size, noise)),
      },
      target: describeTarget(batch, sentences),
    }));
  }

  /** The ids of each table's rows, and what else there is of a batch's words. */
  #readWords({ words, mask, time, size }: Batch, noise: Noise | undefined) {
    // Any word does for the padding: one that the batch has needs no row of its own.
    const ids = words.map((word, at) => (mask[at] === 0 ? words[0]! : word));
    if (!this.words) return { ids: { embedding: hostTensor([time, size], ids) } as TableIds, inputs: {} };
    const distinct = this.#distinctWords.find(ids);
    const all = Array.from(distinct.ids, (id) => this.words![id]!);
    const read = noise ? drawUnfamiliar(all, noise.random) : all;
    const inputs: Record<string, HostTensor> = {
      positions: hostTensor([time, size], distinct.positions),
      ...describeCharacters(this.configuration, read),
    };
    if (noise && noise.dropout.input > 0)
      inputs['dropout.words'] = drawMask(
        [read.length, wordSize(this.configuration)],
        noise.dropout.input,
        noise,
      );
    return { ids: listTableIds(this.configuration, noise ? dropWords(read, noise) : read), inputs };
  }

  #drawLayerMasks(size: number, noise: Noise): Record<string, HostTensor> {
    const { layers = 1, hiddenSize } = this.configuration;
    const { hidden } = noise.dropout;
    if (hidden === 0) return {};
    const width = directionsOf(this.configuration).length * hiddenSize;
    const masks = Array.from({ length: layers }, (_, layer) => [
      `dropout.layer${layer}`,
      drawMask([size, width], hidden, noise),
    ]);
    return Object.fromEntries(masks);
  }
}

/** Takes some words for the unknown one; what else is read of them stays. */
function dropWords(words: readonly TrainingWord[], { dropout, random }: Noise): readonly TrainingWord[] {
  if (dropout.word === 0) return words;
  return words.map((word) => (random.uniform() < dropout.word ? { ...word, word: 0 } : word));
}

/**
 * Each step counts 1 / sentences in the loss where its tag is known, so that the loss is the mean over all sentences of the sum
 * over their steps.
 */
function describeTarget({ tags, time, size }: Batch, sentences: number): Record<string, HostTensor> {
  return {
    // A network looks a tag up even where its weight is zero.
    tags: hostTensor(
      [time, size],
      tags.map((tag) => Math.max(tag, 0)),
    ),
    weight: hostTensor(
      [time, size, 1],
      Float32Array.from(tags, (tag) => (tag < 0 ? 0 : 1 / sentences)),
    ),
    sentenceWeight: hostTensor([], Float32Array.of(1 / sentences)),
  };
}

/** 0 for what is dropped, and what makes up for it elsewhere: the mean stays 1. */
function drawMask(shape: readonly number[], share: number, { random }: Noise): HostTensor {
  const mask = new Float32Array(shape.reduce((product, size) => product * size, 1));
  const kept = 1 / (1 - share);
  // A loop: `Float32Array.from` takes several times as long, which showed in the time of an epoch.
  for (let at = 0; at < mask.length; at++) mask[at] = random.uniform() < share ? 0 : kept;
  return hostTensor(shape, mask);
}
