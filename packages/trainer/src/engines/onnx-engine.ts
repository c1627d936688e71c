import type { Batch } from '@tagger/core';
import {
  createCell,
  type Device,
  type KeepingResult,
  type NetworkConfiguration,
  type NetworkParameters,
  parameterNames,
  parameterShapes,
  type Runtime,
  type RuntimeInput,
  type RuntimeTensor,
} from '@tagger/models';
import type { Engine, Prediction, StepResult, TrainingSession, TrainingSessionOptions } from './engine';
import { lossWeights } from './loss-weights';
import { ParameterStore } from './parameter-store';
import { chooseSteps, SessionCache } from './session-cache';
import { concatenate, float32, floats, int32 } from './tensors';
import {
  buildGradientGraph,
  buildPredictionGraph,
  buildStepGraph,
  buildUpdateGraph,
  type GraphForm,
  initialName,
  inputNames,
  sumName,
  sumShapes,
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
  /** How the graphs are written; by default as the device and its runtime have it best. Any device runs all. */
  readonly graphs?: Omit<GraphForm, 'steps'> | undefined;
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
    const session = await this.runtime.createSession(
      buildPredictionGraph(smallestNetwork, { for: 'cpu', table: 'rows' }),
      this.options,
    );
    await session.release();
  }

  /** @throws DeviceError if the device is not there */
  async createSession(options: TrainingSessionOptions): Promise<TrainingSession> {
    const { graphs = this.#chooseGraphs() } = this.options;
    // On a card, sessions are made for the lengths that occur: whether it is there, this one tells.
    if (graphs.for === 'gpu') await this.check();
    const session = new OnnxTrainingSession(this.runtime, this.options, graphs, options);
    if (graphs.for === 'cpu') await session.prepare();
    return session;
  }

  #chooseGraphs(): Omit<GraphForm, 'steps'> {
    const { device } = this.options;
    return {
      for: device === 'cuda' || device === 'webgpu' ? 'gpu' : 'cpu',
      // Where the table would come back in each step, its rows are less.
      table: this.runtime.keepsOn(device) ? 'whole' : 'rows',
    };
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
  readonly #gradientSessions: SessionCache;
  readonly #updateSessions: SessionCache;

  constructor(
    runtime: Runtime,
    { device, threads }: OnnxEngineOptions,
    private readonly graphs: Omit<GraphForm, 'steps'>,
    { configuration, parameters, frozenWords, clipNorm }: TrainingSessionOptions,
  ) {
    const { embedding, ...dense } = parameters;
    const shapes = parameterShapes(configuration);
    const isWhole = graphs.table === 'whole';
    const Table = isWhole ? DeviceTable : HostTable;
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
    const kept = [...Object.keys(dense), ...(isWhole ? ['embedding'] : [])].map(updatedName);
    const sums = parameterNames.map((name) => updatedName(sumName(name)));
    const cache = (build: (form: GraphForm) => Uint8Array, kept: readonly string[]) =>
      new SessionCache((steps) =>
        runtime.createSession(build({ ...graphs, steps }), { device, threads, kept }),
      );
    this.#stepSessions = cache((form) => buildStepGraph(configuration, clipNorm, form), kept);
    this.#predictionSessions = cache((form) => buildPredictionGraph(configuration, form), []);
    this.#gradientSessions = cache((form) => buildGradientGraph(configuration, form), sums);
    this.#updateSessions = cache((form) => buildUpdateGraph(configuration, clipNorm, form), kept);
  }

  /** Makes the sessions that any batch runs on. */
  async prepare(): Promise<void> {
    await this.#stepSessions.get(undefined);
    await this.#predictionSessions.get(undefined);
  }

  async step(batch: Batch, learningRate: number): Promise<StepResult> {
    const rows = this.#table.find(batch.words);
    const { steps, inputs } = this.#prepareBatch(batch, rows.positions);
    const session = await this.#stepSessions.get(steps);
    const { outputs, ...result } = await session.runKeeping({
      ...this.#dense.inputs,
      ...rows.inputs,
      ...inputs,
      ...this.#prepareTarget(batch, steps, batch.size),
      ...this.#prepareUpdate(rows.ids, learningRate),
    });
    this.#update(rows.ids, { outputs, ...result });
    return { loss: floats(outputs, 'loss')[0]!, gradientNorm: floats(outputs, 'gradientNorm')[0]! };
  }

  async accumulate(batches: readonly Batch[], learningRate: number): Promise<StepResult> {
    const sentences = batches.reduce((sum, { size }) => sum + size, 0);
    // The rows of all batches' words, so that their gradients have one shape.
    const rows = this.#table.find(concatenate(batches.map(({ words }) => words)));
    const sums = new ParameterStore(createSums(this.#configuration, rows.ids.length));
    let loss = 0;
    let start = 0;
    for (const batch of batches) {
      const end = start + batch.words.length;
      const { steps, inputs } = this.#prepareBatch(batch, rows.positions.subarray(start, end));
      start = end;
      const session = await this.#gradientSessions.get(steps);
      const result = await session.runKeeping({
        ...this.#dense.inputs,
        ...rows.inputs,
        ...sums.inputs,
        ...inputs,
        ...this.#prepareTarget(batch, steps, sentences),
      });
      sums.update(result);
      loss += floats(result.outputs, 'loss')[0]!;
    }
    const session = await this.#updateSessions.get(undefined);
    const result = await session.runKeeping({
      ...this.#dense.inputs,
      ...rows.inputs,
      ...sums.inputs,
      ...this.#prepareUpdate(rows.ids, learningRate),
    });
    sums.release();
    this.#update(rows.ids, result);
    return { loss, gradientNorm: floats(result.outputs, 'gradientNorm')[0]! };
  }

  async predict(batch: Batch): Promise<Prediction> {
    const rows = this.#table.find(batch.words);
    const { steps, inputs } = this.#prepareBatch(batch, rows.positions);
    const session = await this.#predictionSessions.get(steps);
    const outputs = await session.run({ ...this.#dense.inputs, ...rows.inputs, ...inputs });
    // Steps that only fill up are the last ones.
    const length = batch.time * batch.size * this.#configuration.tagCount;
    return { logits: floats(outputs, 'logits').subarray(0, length) };
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
    for (const sessions of [
      this.#stepSessions,
      this.#predictionSessions,
      this.#gradientSessions,
      this.#updateSessions,
    ])
      await sessions.release();
  }

  #update(ids: Int32Array, result: KeepingResult): void {
    this.#table.update(ids, result);
    this.#dense.update(result);
  }

  /** What every graph is given of a batch, filled up to the number of steps that it has. */
  #prepareBatch({ time, size }: Batch, positions: Int32Array) {
    const steps = this.graphs.for === 'gpu' ? chooseSteps(time) : undefined;
    const { hiddenSize } = this.#configuration;
    const filled = new Int32Array((steps ?? time) * size);
    filled.set(positions);
    const zeros = float32(new Float32Array(size * hiddenSize), [size, hiddenSize]);
    const initial = createCell(this.#configuration).stateNames.map((state) => [initialName(state), zeros]);
    const inputs: Record<string, RuntimeInput> = {
      ...Object.fromEntries(initial),
      [inputNames.positions]: int32(filled, [steps ?? time, size]),
    };
    return { steps, inputs };
  }

  /** @param sentences over which the loss is the mean */
  #prepareTarget(batch: Batch, steps: number | undefined, sentences: number): Record<string, RuntimeInput> {
    const { size } = batch;
    const time = steps ?? batch.time;
    const [tags, weight] = [new Int32Array(time * size), new Float32Array(time * size)];
    // The graph looks a tag up even where its weight is zero.
    tags.set(batch.tags.map((tag) => Math.max(tag, 0)));
    weight.set(lossWeights(batch, sentences));
    return {
      [inputNames.tags]: int32(tags, [time, size]),
      [inputNames.weight]: float32(weight, [time, size, 1]),
    };
  }

  #prepareUpdate(ids: Int32Array, learningRate: number): Record<string, RuntimeInput> {
    const learns = Float32Array.from(ids, (id) => (this.#frozenWords?.[id] ? 0 : 1));
    return {
      [inputNames.learns]: float32(learns, [ids.length, 1]),
      [inputNames.learningRate]: float32(Float32Array.of(learningRate), []),
    };
  }
}

function createSums(configuration: NetworkConfiguration, rows: number): Record<string, RuntimeTensor> {
  const shapes = Object.entries(sumShapes(configuration, rows)) as [string, readonly number[]][];
  return Object.fromEntries(
    shapes.map(([name, shape]) => {
      const length = shape.reduce((product, size) => product * size, 1);
      return [sumName(name), float32(new Float32Array(length), shape)];
    }),
  );
}
