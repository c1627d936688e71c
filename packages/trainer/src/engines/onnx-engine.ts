import type { Batch } from '@tagger/core';
import {
  createCell,
  type Device,
  type NetworkConfiguration,
  type NetworkParameters,
  parameterNames,
  parameterShapes,
  type Runtime,
  type RuntimeInput,
} from '@tagger/models';
import type { Engine, Prediction, StepResult, TrainingSession, TrainingSessionOptions } from './engine';
import { lossWeights } from './loss-weights';
import { ParameterStore } from './parameter-store';
import { chooseSteps, SessionCache } from './session-cache';
import { float32, floats, int32 } from './tensors';
import {
  buildPredictionGraph,
  buildStepGraph,
  type GraphForm,
  initialName,
  inputNames,
  updatedName,
} from './training-graph';
import { DeviceTable, HostTable, type WordTable } from './word-table';

const smallestNetwork: NetworkConfiguration = {
  cell: 'rnn',
  cellOutput: 'tanh',
  hiddenSize: 1,
  embeddingSize: 1,
  vocabularySize: 1,
  tagCount: 1,
};

export interface OnnxEngineOptions {
  readonly device: Device;
  readonly threads?: number | undefined;
  /** For whom the graphs are written; by default for the device. Any device runs both. */
  readonly graphs?: GraphForm['for'] | undefined;
}

/** Trains by running each step as one ONNX graph. */
export class OnnxEngine implements Engine {
  readonly name: string;

  constructor(
    private readonly runtime: Runtime,
    private readonly options: OnnxEngineOptions,
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

  async createSession(options: TrainingSessionOptions): Promise<TrainingSession> {
    const { device } = this.options;
    const { graphs = device === 'cuda' || device === 'webgpu' ? 'gpu' : 'cpu' } = this.options;
    const session = new OnnxTrainingSession(this.runtime, this.options, graphs, options);
    await session.prepare();
    return session;
  }
}

class OnnxTrainingSession implements TrainingSession {
  readonly #configuration: NetworkConfiguration;
  readonly #frozenWords: Uint8Array | undefined;
  readonly #table: WordTable;
  /** All parameters but the embedding. */
  readonly #dense: ParameterStore;
  readonly #stepSessions: SessionCache;
  readonly #predictionSessions: SessionCache;

  constructor(
    runtime: Runtime,
    { device, threads }: OnnxEngineOptions,
    private readonly graphs: GraphForm['for'],
    { configuration, parameters, frozenWords, clipNorm }: TrainingSessionOptions,
  ) {
    const { embedding, ...dense } = parameters;
    const shapes = parameterShapes(configuration);
    const Table = graphs === 'gpu' ? DeviceTable : HostTable;
    this.#configuration = configuration;
    this.#frozenWords = frozenWords;
    this.#table = new Table('embedding', embedding, configuration.embeddingSize);
    this.#dense = new ParameterStore(
      Object.fromEntries(
        Object.entries(dense).map(([name, data]) => [
          name,
          float32(data, shapes[name as keyof typeof dense]),
        ]),
      ),
    );
    const kept = [...Object.keys(dense), ...(graphs === 'gpu' ? ['embedding'] : [])].map(updatedName);
    const form = (steps: number | undefined): GraphForm =>
      graphs === 'gpu' ? { for: 'gpu', steps } : { for: 'cpu' };
    this.#stepSessions = new SessionCache((steps) =>
      runtime.createSession(buildStepGraph(configuration, clipNorm, form(steps)), { device, threads, kept }),
    );
    this.#predictionSessions = new SessionCache((steps) =>
      runtime.createSession(buildPredictionGraph(configuration, form(steps)), { device, threads }),
    );
  }

  /**
   * Makes the sessions that any batch can run on.
   * @throws DeviceError if the device is not there
   */
  async prepare(): Promise<void> {
    if (this.graphs === 'gpu') return;
    await this.#stepSessions.get(undefined);
    await this.#predictionSessions.get(undefined);
  }

  async step(batch: Batch, learningRate: number): Promise<StepResult> {
    const { steps, time, ids, inputs } = this.#prepareBatch(batch);
    const session = await this.#stepSessions.get(steps);
    const [tags, weight] = [new Int32Array(time * batch.size), new Float32Array(time * batch.size)];
    // The graph looks a tag up even where its weight is zero.
    tags.set(batch.tags.map((tag) => Math.max(tag, 0)));
    weight.set(lossWeights(batch));
    const result = await session.runKeeping({
      ...inputs,
      [inputNames.tags]: int32(tags, [time, batch.size]),
      [inputNames.learns]: float32(
        Float32Array.from(ids, (id) => (this.#frozenWords?.[id] ? 0 : 1)),
        [ids.length, 1],
      ),
      [inputNames.weight]: float32(weight, [time, batch.size, 1]),
      [inputNames.learningRate]: float32(Float32Array.of(learningRate), []),
    });
    this.#table.update(ids, result);
    this.#dense.update(result);
    const { outputs } = result;
    return { loss: floats(outputs, 'loss')[0]!, gradientNorm: floats(outputs, 'gradientNorm')[0]! };
  }

  async predict(batch: Batch): Promise<Prediction> {
    const { steps, inputs } = this.#prepareBatch(batch);
    const session = await this.#predictionSessions.get(steps);
    const logits = floats(await session.run(inputs), 'logits');
    // Steps that only fill up are the last ones.
    return { logits: logits.subarray(0, batch.time * batch.size * this.#configuration.tagCount) };
  }

  async readParameters(): Promise<NetworkParameters<Float32Array>> {
    const read = parameterNames.map(async (name) => [
      name,
      await (name === 'embedding' ? this.#table.read() : this.#dense.read(name)),
    ]);
    return Object.fromEntries(await Promise.all(read)) as NetworkParameters<Float32Array>;
  }

  async release(): Promise<void> {
    this.#table.release();
    this.#dense.release();
    await this.#stepSessions.release();
    await this.#predictionSessions.release();
  }

  /** The batch and the parameters, filled up to the number of steps that the graph has. */
  #prepareBatch(batch: Batch) {
    const steps = this.graphs === 'gpu' ? chooseSteps(batch.time) : undefined;
    const time = steps ?? batch.time;
    const { hiddenSize } = this.#configuration;
    const { ids, positions, inputs: words } = this.#table.find(batch.words);
    const filled = new Int32Array(time * batch.size);
    filled.set(positions);
    const zeros = float32(new Float32Array(batch.size * hiddenSize), [batch.size, hiddenSize]);
    const initial = createCell(this.#configuration).stateNames.map((state) => [initialName(state), zeros]);
    const inputs: Record<string, RuntimeInput> = {
      ...this.#dense.inputs,
      ...words,
      ...Object.fromEntries(initial),
      [inputNames.positions]: int32(filled, [time, batch.size]),
    };
    return { steps, time, ids, inputs };
  }
}
