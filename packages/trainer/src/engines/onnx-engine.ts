import { type Batch, Embedding } from '@tagger/core';
import {
  createCell,
  type Device,
  type NetworkConfiguration,
  type NetworkParameters,
  parameterNames,
  parameterShapes,
  type Runtime,
  type RuntimeSession,
  type RuntimeTensor,
} from '@tagger/models';
import type { Engine, Prediction, StepResult, TrainingSession, TrainingSessionOptions } from './engine';
import { lossWeights } from './loss-weights';
import { buildPredictionGraph, buildStepGraph, initialName, inputNames, updatedName } from './training-graph';

const smallestNetwork: NetworkConfiguration = {
  cell: 'rnn',
  cellOutput: 'tanh',
  hiddenSize: 1,
  embeddingSize: 1,
  vocabularySize: 1,
  tagCount: 1,
};

/** Trains by running each step as one ONNX graph. */
export class OnnxEngine implements Engine {
  readonly name: string;

  constructor(
    private readonly runtime: Runtime,
    private readonly options: { readonly device: Device; readonly threads?: number | undefined },
  ) {
    this.name = `${runtime.name}, ${options.device === 'auto' ? 'cpu' : options.device}`;
  }

  /**
   * Finds out whether the device is there.
   * @throws DeviceError if not
   */
  async check(): Promise<void> {
    const session = await this.runtime.createSession(buildPredictionGraph(smallestNetwork), this.options);
    await session.release();
  }

  async createSession({
    configuration,
    parameters,
    frozenWords,
    clipNorm,
  }: TrainingSessionOptions): Promise<TrainingSession> {
    const create = (model: Uint8Array) => this.runtime.createSession(model, this.options);
    const stepSession = await create(buildStepGraph(configuration, clipNorm));
    const predictionSession = await create(buildPredictionGraph(configuration));
    return new OnnxTrainingSession(configuration, parameters, frozenWords, stepSession, predictionSession);
  }
}

class OnnxTrainingSession implements TrainingSession {
  readonly #embedding: Embedding;
  /** All parameters but the embedding, of which only the rows of a batch go through the graph. */
  #dense: Record<string, RuntimeTensor>;

  constructor(
    private readonly configuration: NetworkConfiguration,
    parameters: NetworkParameters<Float32Array>,
    private readonly frozenWords: Uint8Array | undefined,
    private readonly stepSession: RuntimeSession,
    private readonly predictionSession: RuntimeSession,
  ) {
    const { embedding, ...dense } = parameters;
    const shapes = parameterShapes(configuration);
    this.#embedding = new Embedding(embedding, configuration.embeddingSize);
    this.#dense = Object.fromEntries(
      Object.entries(dense).map(([name, data]) => [name, float32(data, shapes[name as keyof typeof dense])]),
    );
  }

  async step(batch: Batch, learningRate: number): Promise<StepResult> {
    const { ids, inputs } = this.#inputs(batch);
    const results = await this.stepSession.run({
      ...inputs,
      // The graph looks a tag up even where its weight is zero.
      [inputNames.tags]: int32(
        batch.tags.map((tag) => Math.max(tag, 0)),
        [batch.time, batch.size],
      ),
      [inputNames.learns]: float32(
        Float32Array.from(ids, (id) => (this.frozenWords?.[id] ? 0 : 1)),
        [ids.length, 1],
      ),
      [inputNames.weight]: float32(lossWeights(batch), [batch.time, batch.size, 1]),
      [inputNames.learningRate]: float32(Float32Array.of(learningRate), []),
    });
    this.#embedding.scatter(ids, floats(results, updatedName('embedding')));
    for (const name of Object.keys(this.#dense)) this.#dense[name] = results[updatedName(name)]!;
    return { loss: floats(results, 'loss')[0]!, gradientNorm: floats(results, 'gradientNorm')[0]! };
  }

  async predict(batch: Batch): Promise<Prediction> {
    const results = await this.predictionSession.run(this.#inputs(batch).inputs);
    return { logits: floats(results, 'logits') };
  }

  async readParameters(): Promise<NetworkParameters<Float32Array>> {
    const read = parameterNames.map((name) => [name, this.#dense[name]?.data ?? this.#embedding.weights]);
    return Object.fromEntries(read) as NetworkParameters<Float32Array>;
  }

  async release(): Promise<void> {
    await this.stepSession.release();
    await this.predictionSession.release();
  }

  #inputs(batch: Batch): { ids: Int32Array; inputs: Record<string, RuntimeTensor> } {
    const { hiddenSize, embeddingSize } = this.configuration;
    const { ids, positions, rows } = this.#embedding.gatherDistinct(batch.words);
    const zeros = float32(new Float32Array(batch.size * hiddenSize), [batch.size, hiddenSize]);
    const initial = createCell(this.configuration).stateNames.map((state) => [initialName(state), zeros]);
    return {
      ids,
      inputs: {
        ...this.#dense,
        ...Object.fromEntries(initial),
        embedding: float32(rows, [ids.length, embeddingSize]),
        [inputNames.positions]: int32(positions, [batch.time, batch.size]),
      },
    };
  }
}

function float32(data: Float32Array, dimensions: readonly number[]): RuntimeTensor {
  return { type: 'float32', data, dimensions };
}

function int32(data: Int32Array, dimensions: readonly number[]): RuntimeTensor {
  return { type: 'int32', data, dimensions };
}

function floats(results: Record<string, RuntimeTensor>, name: string): Float32Array {
  return results[name]!.data as Float32Array;
}
