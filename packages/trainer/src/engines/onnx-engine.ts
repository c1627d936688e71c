import { Embedding } from '@tagger/core';
import {
  type Device,
  type HostTensor,
  listTables,
  listTrained,
  type NetworkConfiguration,
  type NetworkParameters,
  parameterShapes,
  type Runtime,
  type RuntimeSession,
  type RuntimeTensor,
} from '@tagger/models';
import type { PreparedBatch } from '../batches/prepare-batch';
import { listStates } from '../optimizers/optimizer';
import type {
  Engine,
  Prediction,
  StepRates,
  StepResult,
  TrainingSession,
  TrainingSessionOptions,
} from './engine';
import { buildPredictionGraph, buildStepGraph, inputNames, updatedName } from './training-graph';

const smallestNetwork: NetworkConfiguration = {
  cell: 'rnn',
  cellOutput: 'tanh',
  hiddenSize: 1,
  embeddingSize: 1,
  vocabularySize: 1,
  tagCount: 1,
};
const smallestInputs = {
  positions: { shape: [1, 1], data: Int32Array.of(0) },
  'initial.hidden': { shape: [1, 1], data: Float32Array.of(0) },
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
    const graph = buildPredictionGraph(smallestNetwork, { inputs: smallestInputs });
    const session = await this.runtime.createSession(graph, this.options);
    await session.release();
  }

  async createSession(options: TrainingSessionOptions): Promise<TrainingSession> {
    return new OnnxTrainingSession(options, (model) => this.runtime.createSession(model, this.options));
  }
}

class OnnxTrainingSession implements TrainingSession {
  /** Tables and the optimiser's states of them: of these only the rows of a batch go through the graph. */
  readonly #tables: Record<string, Embedding> = {};
  /** All other parameters and states. */
  readonly #dense: Record<string, RuntimeTensor> = {};
  /** Of the graphs, which are made for the first batch that has their inputs. */
  readonly #sessions = new Map<string, Promise<RuntimeSession>>();

  constructor(
    private readonly options: TrainingSessionOptions,
    private readonly create: (model: Uint8Array) => Promise<RuntimeSession>,
  ) {
    const { configuration, optimizer, parameters, optimizerStates = {} } = options;
    const shapes = parameterShapes(configuration);
    for (const name of Object.keys(shapes)) this.#hold(name, name, parameters[name]!);
    for (const { name, parameter } of listStates(optimizer, listTrained(configuration)))
      this.#hold(name, parameter, optimizerStates[name] ?? new Float32Array(product(shapes[parameter]!)));
  }

  async step(batch: PreparedBatch, { learningRate, decay }: StepRates): Promise<StepResult> {
    const { configuration, optimizer, clipNorm, frozenWords } = this.options;
    const session = await this.#session('step', batch, () =>
      buildStepGraph(configuration, optimizer, clipNorm, batch),
    );
    const words = batch.rows.embedding!;
    const results = await session.run({
      ...this.#gather(batch, Object.keys(this.#tables)),
      ...this.#dense,
      ...mapValues(batch.inputs, toRuntimeTensor),
      ...mapValues(batch.target, toRuntimeTensor),
      [inputNames.learns]: float32(
        Float32Array.from(words, (id) => (frozenWords?.[id] ? 0 : 1)),
        [words.length, 1],
      ),
      [inputNames.learningRate]: float32(Float32Array.of(learningRate), []),
      [inputNames.decay]: float32(Float32Array.of(decay), []),
    });
    for (const [name, table] of Object.entries(this.#tables)) {
      const updated = results[updatedName(name)];
      if (updated) table.scatter(this.#rowsOf(batch, name), updated.data as Float32Array);
    }
    for (const name of Object.keys(this.#dense)) this.#dense[name] = results[updatedName(name)]!;
    return { loss: floats(results, 'loss')[0]!, gradientNorm: floats(results, 'gradientNorm')[0]! };
  }

  async predict(batch: PreparedBatch): Promise<Prediction> {
    const { configuration } = this.options;
    const session = await this.#session('prediction', batch, () =>
      buildPredictionGraph(configuration, batch),
    );
    const shapes = Object.keys(parameterShapes(configuration));
    const results = await session.run({
      ...this.#gather(batch, listTables(configuration)),
      ...Object.fromEntries(
        shapes.filter((name) => this.#dense[name]).map((name) => [name, this.#dense[name]!]),
      ),
      ...mapValues(batch.inputs, toRuntimeTensor),
    });
    return { logProbabilities: floats(results, 'logProbabilities'), scores: floats(results, 'scores') };
  }

  async readParameters(): Promise<NetworkParameters<Float32Array>> {
    return this.#read(
      Object.keys(parameterShapes(this.options.configuration)),
    ) as NetworkParameters<Float32Array>;
  }

  async writeParameters(parameters: NetworkParameters<Float32Array>): Promise<void> {
    for (const [name, data] of Object.entries(parameters)) this.#hold(name, name, data);
  }

  async readOptimizerStates(): Promise<Readonly<Record<string, Float32Array>>> {
    const { configuration, optimizer } = this.options;
    return this.#read(listStates(optimizer, listTrained(configuration)).map(({ name }) => name));
  }

  async release(): Promise<void> {
    for (const session of this.#sessions.values()) await (await session).release();
  }

  #hold(name: string, parameter: string, data: Float32Array): void {
    const shape = parameterShapes(this.options.configuration)[parameter]!;
    const isTable = listTables(this.options.configuration).some((table) => table === parameter);
    if (isTable) this.#tables[name] = new Embedding(data, shape[1]!);
    else this.#dense[name] = float32(data, shape);
  }

  #read(names: readonly string[]): Record<string, Float32Array> {
    return Object.fromEntries(
      names.map((name) => [name, this.#tables[name]?.weights ?? (this.#dense[name]!.data as Float32Array)]),
    );
  }

  /** The rows of these tables that a batch uses. */
  #gather(batch: PreparedBatch, names: readonly string[]): Record<string, RuntimeTensor> {
    return Object.fromEntries(
      names.map((name) => {
        const table = this.#tables[name]!;
        const ids = this.#rowsOf(batch, name);
        return [name, float32(table.lookup(ids), [ids.length, table.dimension])];
      }),
    );
  }

  /** @param name of a table, or of a state of it */
  #rowsOf({ rows }: PreparedBatch, name: string): Int32Array {
    return rows[name.split('/').at(-1) as keyof typeof rows]!;
  }

  #session(kind: string, { inputs }: PreparedBatch, build: () => Uint8Array): Promise<RuntimeSession> {
    const key = `${kind} ${Object.keys(inputs)}`;
    const session = this.#sessions.get(key) ?? this.create(build());
    this.#sessions.set(key, session);
    return session;
  }
}

function toRuntimeTensor({ shape, data }: HostTensor): RuntimeTensor {
  return { type: data instanceof Float32Array ? 'float32' : 'int32', data, dimensions: shape };
}

function float32(data: Float32Array, dimensions: readonly number[]): RuntimeTensor {
  return { type: 'float32', data, dimensions };
}

function floats(results: Record<string, RuntimeTensor>, name: string): Float32Array {
  return results[name]!.data as Float32Array;
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, map: (value: From) => To) {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}

const product = (shape: readonly number[]) => shape.reduce((total, size) => total * size, 1);
