import { type Batch, DistinctIds, type Random, type WordIds } from '@tagger/core';
import {
  describeCharacters,
  describeSteps,
  directionsOf,
  type HostTensor,
  hostTensor,
  listTableIds,
  listTables,
  type NetworkConfiguration,
  type TableName,
  wordSize,
} from '@tagger/models';

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
    private readonly words?: readonly WordIds[] | undefined,
  ) {
    const { vocabularySize, features, vectors } = configuration;
    const sizes = { embedding: vocabularySize, features: features?.rows ?? 0, vectors: vectors?.rows ?? 0 };
    this.#distinctWords = new DistinctIds(words?.length ?? vocabularySize);
    for (const table of listTables(configuration)) this.#distinctRows[table] = new DistinctIds(sizes[table]);
  }

  /** @param noise for training alone */
  prepare(batch: Batch, noise?: Noise): PreparedBatch {
    const { time, size, lengths, mask } = batch;
    // Any word does for the padding: one that the batch has needs no row of its own.
    const distinct = this.#distinctWords.find(
      batch.words.map((word, at) => (mask[at] === 0 ? batch.words[0]! : word)),
    );
    const words = this.words && Array.from(distinct.ids, (id) => this.words![id]!);
    const { rows, inputs } = words
      ? this.#prepareWords(words, noise)
      : { rows: { embedding: distinct.ids }, inputs: {} };
    return {
      batch,
      rows,
      inputs: {
        positions: hostTensor([time, size], distinct.positions),
        ...describeSteps(this.configuration, lengths, time),
        ...inputs,
        ...(noise && this.#drawLayerMasks(size, noise)),
      },
      target: describeTarget(batch),
    };
  }

  #prepareWords(words: readonly WordIds[], noise: Noise | undefined) {
    const rows: Partial<Record<TableName, Int32Array>> = {};
    const inputs: Record<string, HostTensor> = { ...describeCharacters(this.configuration, words) };
    const tables = listTableIds(this.configuration, noise ? dropWords(words, noise) : words);
    for (const table of listTables(this.configuration)) {
      const { shape, data } = tables[table]!;
      const found = this.#distinctRows[table]!.find(data);
      rows[table] = found.ids;
      inputs[`words.${table}`] = hostTensor(shape, found.positions);
    }
    if (noise && noise.dropout.input > 0)
      inputs['dropout.words'] = drawMask(
        [words.length, wordSize(this.configuration)],
        noise.dropout.input,
        noise,
      );
    return { rows, inputs };
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
function dropWords(words: readonly WordIds[], { dropout, random }: Noise): readonly WordIds[] {
  if (dropout.word === 0) return words;
  return words.map((word) => (random.uniform() < dropout.word ? { ...word, word: 0 } : word));
}

/**
 * Each step counts 1/B in the loss where its tag is known, so that the loss is the mean over sentences of the sum over steps.
 */
function describeTarget({ tags, time, size }: Batch): Record<string, HostTensor> {
  return {
    // A network looks a tag up even where its weight is zero.
    tags: hostTensor(
      [time, size],
      tags.map((tag) => Math.max(tag, 0)),
    ),
    weight: hostTensor(
      [time, size, 1],
      Float32Array.from(tags, (tag) => (tag < 0 ? 0 : 1 / size)),
    ),
    sentenceWeight: hostTensor([], Float32Array.of(1 / size)),
  };
}

/** 0 for what is dropped, and what makes up for it elsewhere: the mean stays 1. */
function drawMask(shape: readonly number[], share: number, { random }: Noise): HostTensor {
  const length = shape.reduce((product, size) => product * size, 1);
  const kept = 1 / (1 - share);
  return hostTensor(
    shape,
    Float32Array.from({ length }, () => (random.uniform() < share ? 0 : kept)),
  );
}
