import { DistinctIds, Embedding } from '@tagger/core';
import type { KeepingResult, RuntimeInput } from '@tagger/models';
import { ParameterStore } from './parameter-store';
import { float32, floats, int64 } from './tensors';
import { inputNames, updatedName } from './training-graph';

/** What a graph is given of a batch's words. */
export interface WordRows {
  /** [R] Distinct ids of the batch. */
  readonly ids: Int32Array;
  /** [N] For each word of the batch its place among them. */
  readonly positions: Int32Array;
  readonly inputs: Readonly<Record<string, RuntimeInput>>;
}

/** A table of word vectors in training. */
export interface WordTable {
  find(words: Int32Array): WordRows;
  /** Takes what a step made of the rows of these ids. */
  update(ids: Int32Array, result: KeepingResult): void;
  read(): Promise<Float32Array>;
  release(): void;
}

/** In the memory of this process: a graph gets the rows of a batch's words. */
export class HostTable implements WordTable {
  readonly #embedding: Embedding;

  constructor(
    private readonly name: string,
    weights: Float32Array,
    private readonly width: number,
  ) {
    this.#embedding = new Embedding(weights, width);
  }

  find(words: Int32Array): WordRows {
    const { ids, positions, rows } = this.#embedding.gatherDistinct(words);
    return { ids, positions, inputs: { [this.name]: float32(rows, [ids.length, this.width]) } };
  }

  update(ids: Int32Array, { outputs }: KeepingResult): void {
    this.#embedding.scatter(ids, floats(outputs, updatedName(this.name)));
  }

  async read(): Promise<Float32Array> {
    return this.#embedding.weights;
  }

  release(): void {}
}

/** On the device, whole: a graph gets the ids, and looks the rows up. */
export class DeviceTable implements WordTable {
  readonly #distinct: DistinctIds;
  readonly #store: ParameterStore;

  constructor(
    private readonly name: string,
    weights: Float32Array,
    width: number,
  ) {
    const size = weights.length / width;
    this.#distinct = new DistinctIds(size);
    this.#store = new ParameterStore({ [name]: float32(weights, [size, width]) });
  }

  find(words: Int32Array): WordRows {
    const { ids, positions } = this.#distinct.find(words);
    const column = int64(BigInt64Array.from(ids, BigInt), [ids.length, 1]);
    return { ids, positions, inputs: { ...this.#store.inputs, [inputNames.ids]: column } };
  }

  update(_: Int32Array, result: KeepingResult): void {
    this.#store.update(result);
  }

  read(): Promise<Float32Array> {
    return this.#store.read(this.name);
  }

  release(): void {
    this.#store.release();
  }
}
