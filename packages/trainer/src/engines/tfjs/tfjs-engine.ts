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

  async step(batch: Batch, learningRate: number): Promise<StepResult> {
    await this.backend.use();
    const { tf } = this.backend;
    const { parameters, loss, gradientNorm } = tf.tidy(() => this.#update(batch, learningRate));
    // A step that fails on the device fails here, and has not changed the parameters.
    const [lossValue, normValue] = await Promise.all([loss.data(), gradientNorm.data()]);
    tf.dispose([loss, gradientNorm, ...Object.values(this.#parameters)]);
    this.#parameters = parameters;
    return { loss: lossValue[0]!, gradientNorm: normValue[0]! };
  }

  async predict(batch: Batch): Promise<Prediction> {
    await this.backend.use();
    const logits = this.backend.tf.tidy(() => {
      const { parameters, input } = this.#prepare(batch);
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

  /** Forward, backward, update. */
  #update(batch: Batch, learningRate: number) {
    const { tf } = this.backend;
    const { ids, parameters, input } = this.#prepare(batch);
    const { time, size } = batch;
    const target = {
      tags: tf.tensor2d(
        batch.tags.map((tag) => Math.max(tag, 0)),
        [time, size],
        'int32',
      ),
      weight: tf.tensor3d(lossWeights(batch), [time, size, 1]),
    };
    const { loss, parameters: gradients } = computeGradients(
      this.#ops,
      this.#configuration,
      parameters,
      input,
      target,
    );
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

  /** The batch on the device, with the embedding as the rows of its distinct words. */
  #prepare({ words, time, size }: Batch) {
    const { tf } = this.backend;
    const distinct = this.#distinct.find(words);
    const ids = tf.tensor1d(distinct.ids, 'int32');
    const zeros = tf.zeros([size, this.#configuration.hiddenSize]);
    const initial = createCell(this.#configuration).stateNames.map((state) => [state, zeros]);
    const input: NetworkInput<Tensor> = {
      positions: tf.tensor2d(distinct.positions, [time, size], 'int32'),
      initial: Object.fromEntries(initial) as CellState<Tensor>,
    };
    const embedding = tf.gather(this.#parameters.embedding as Tensor2D, ids);
    return { ids, input, parameters: { ...this.#parameters, embedding } };
  }
}

function mapParameters<T>(create: (name: (typeof parameterNames)[number]) => T): NetworkParameters<T> {
  return Object.fromEntries(parameterNames.map((name) => [name, create(name)])) as NetworkParameters<T>;
}
