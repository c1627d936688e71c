import { type Batch, DistinctIds } from '@tagger/core';
import {
  type CellState,
  computeGradients,
  createCell,
  forward,
  type NetworkConfiguration,
  type NetworkInput,
  type NetworkParameters,
  parameterNames,
  parameterShapes,
} from '@tagger/models';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { descend } from '../../sgd';
import type { Engine, Prediction, StepResult, TrainingSession, TrainingSessionOptions } from '../engine';
import { lossWeights } from '../loss-weights';
import { concatenate } from '../tensors';
import type { TfjsBackend } from './load-tfjs';
import { TfjsOps } from './tfjs-ops';

/** Trains on TensorFlow.js. All parameters stay on its device from step to step; a batch goes there, its loss comes back. */
export class TfjsEngine implements Engine {
  readonly name: string;

  constructor(private readonly backend: TfjsBackend) {
    this.name = backend.name;
  }

  async createSession(options: TrainingSessionOptions): Promise<TrainingSession> {
    await this.backend.use();
    return new TfjsTrainingSession(this.backend, options);
  }
}

class TfjsTrainingSession implements TrainingSession {
  readonly #ops: TfjsOps;
  readonly #distinct: DistinctIds;
  readonly #configuration: NetworkConfiguration;
  readonly #clipNorm: number;
  /** [|V|] 1 for each word that learns, 0 for each that is frozen; absent if all learn. */
  readonly #learns: Tensor | undefined;
  #parameters: NetworkParameters<Tensor>;

  constructor(
    private readonly backend: TfjsBackend,
    { configuration, parameters, frozenWords, clipNorm }: TrainingSessionOptions,
  ) {
    const { tf } = backend;
    const shapes = parameterShapes(configuration);
    this.#ops = new TfjsOps(tf);
    this.#distinct = new DistinctIds(configuration.vocabularySize);
    this.#configuration = configuration;
    this.#clipNorm = clipNorm;
    this.#learns = frozenWords && tf.tensor1d(Float32Array.from(frozenWords, (isFrozen) => 1 - isFrozen));
    this.#parameters = mapParameters((name) => tf.tensor(parameters[name], [...shapes[name]], 'float32'));
  }

  step(batch: Batch, learningRate: number): Promise<StepResult> {
    return this.accumulate([batch], learningRate);
  }

  async accumulate(batches: readonly Batch[], learningRate: number): Promise<StepResult> {
    await this.backend.use();
    const { tf } = this.backend;
    const { parameters, loss, gradientNorm } = tf.tidy(() => this.#update(batches, learningRate));
    // A step that fails on the device fails here, and has not changed the parameters.
    const [lossValue, normValue] = await Promise.all([loss.data(), gradientNorm.data()]);
    tf.dispose([loss, gradientNorm, ...Object.values(this.#parameters)]);
    this.#parameters = parameters;
    return { loss: lossValue[0]!, gradientNorm: normValue[0]! };
  }

  async predict(batch: Batch): Promise<Prediction> {
    await this.backend.use();
    const logits = this.backend.tf.tidy(() => {
      const { parameters, positions } = this.#lookUp(batch.words);
      const input = this.#prepareInput(batch, positions);
      return forward(this.#ops, this.#configuration, parameters, input).logits;
    });
    const data = Float32Array.from(await logits.data());
    logits.dispose();
    return { logits: data };
  }

  async readParameters(): Promise<NetworkParameters<Float32Array>> {
    const read = parameterNames.map(async (name) => [name, await this.#parameters[name].data()] as const);
    return Object.fromEntries(await Promise.all(read)) as NetworkParameters<Float32Array>;
  }

  async release(): Promise<void> {
    this.backend.tf.dispose([...Object.values(this.#parameters), ...(this.#learns ? [this.#learns] : [])]);
  }

  /** Forward and backward for each batch, one update. */
  #update(batches: readonly Batch[], learningRate: number) {
    const { tf } = this.backend;
    const sentences = batches.reduce((sum, { size }) => sum + size, 0);
    // The rows of all batches' words, so that their gradients have one shape.
    const { ids, parameters, positions } = this.#lookUp(concatenate(batches.map(({ words }) => words)));
    let start = 0;
    const { loss, gradients } = batches
      .map((batch) => {
        const end = start + batch.words.length;
        const result = tf.tidy(() => {
          const part = positions.subarray(start, end);
          return this.#computeGradients(batch, parameters, part, sentences);
        });
        start = end;
        return result;
      })
      .reduce((sum, result) => ({
        loss: tf.add(sum.loss, result.loss),
        gradients: mapParameters((name) => tf.add(sum.gradients[name], result.gradients[name])),
      }));
    const embedding = this.#learns
      ? tf.mul(gradients.embedding, tf.expandDims(tf.gather(this.#learns, ids), -1))
      : gradients.embedding;
    const rate = this.#ops.constant(learningRate);
    const updated = descend(this.#ops, parameters, { ...gradients, embedding }, rate, this.#clipNorm);
    const table = tf.tensorScatterUpdate(
      this.#parameters.embedding,
      tf.expandDims(ids, -1),
      updated.parameters.embedding,
    );
    return {
      loss,
      gradientNorm: updated.gradientNorm,
      parameters: { ...updated.parameters, embedding: table },
    };
  }

  #computeGradients(
    batch: Batch,
    parameters: NetworkParameters<Tensor>,
    positions: Int32Array,
    sentences: number,
  ) {
    const { tf } = this.backend;
    const { time, size } = batch;
    const target = {
      tags: tf.tensor2d(
        batch.tags.map((tag) => Math.max(tag, 0)),
        [time, size],
        'int32',
      ),
      weight: tf.tensor3d(lossWeights(batch, sentences), [time, size, 1]),
    };
    const input = this.#prepareInput(batch, positions);
    const result = computeGradients(this.#ops, this.#configuration, parameters, input, target);
    return { loss: result.loss, gradients: result.parameters };
  }

  /** Distinct words, and the parameters with the embedding as their rows. */
  #lookUp(words: Int32Array) {
    const { tf } = this.backend;
    const distinct = this.#distinct.find(words);
    const ids = tf.tensor1d(distinct.ids, 'int32');
    const embedding = tf.gather(this.#parameters.embedding as Tensor2D, ids);
    return { ids, positions: distinct.positions, parameters: { ...this.#parameters, embedding } };
  }

  /** The batch on the device. */
  #prepareInput({ time, size }: Batch, positions: Int32Array): NetworkInput<Tensor> {
    const { tf } = this.backend;
    const zeros = tf.zeros([size, this.#configuration.hiddenSize]);
    const initial = createCell(this.#configuration).stateNames.map((state) => [state, zeros]);
    return {
      positions: tf.tensor2d(positions, [time, size], 'int32'),
      initial: Object.fromEntries(initial) as CellState<Tensor>,
    };
  }
}

function mapParameters<T>(create: (name: (typeof parameterNames)[number]) => T): NetworkParameters<T> {
  return Object.fromEntries(parameterNames.map((name) => [name, create(name)])) as NetworkParameters<T>;
}
