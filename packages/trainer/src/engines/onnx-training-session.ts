import { mapValues } from '@tagger/core/internal';
import {
  fillSteps,
  listTables,
  listTrained,
  type Named,
  type Output,
  shapesOf,
  toRuntimeTensor,
} from '@tagger/models/internal';
import type { RuntimeInput, RuntimeSession, RuntimeTensor } from '@tagger/models/runtime';
import { EmbeddingTable } from '../batches/embedding-table';
import type { PreparedBatch } from '../batches/prepare-batch';
import { listStates } from '../optimizers/optimizer';
import type { Prediction, StepRates, StepResult, TrainingSession, TrainingSessionOptions } from './engine';
import { ParameterStore } from './parameter-store';
import { chooseSteps, SessionCache } from './session-cache';
import { float32, floats, int64 } from './tensors';
import {
  buildGradientGraph,
  buildPredictionGraph,
  buildStepGraph,
  buildUpdateGraph,
  type GraphForm,
  idsName,
  inputNames,
  learnsName,
  otherScoresName,
  sumName,
  updatedName,
} from './training-graph';

/** A network in training whose steps are ONNX graphs. */
export class OnnxTrainingSession implements TrainingSession {
  /** Tables of which only the rows of a batch go through a graph, and the optimiser's states of them. */
  readonly #tables: Record<string, EmbeddingTable> = {};
  /** All other parameters and states. */
  readonly #store = new ParameterStore({});
  readonly #sessions = new SessionCache();
  readonly #shapes: Named<readonly number[]>;
  readonly #tableNames: ReadonlySet<string>;

  constructor(
    private readonly options: TrainingSessionOptions,
    private readonly graphs: Omit<GraphForm, 'steps'>,
    private readonly create: (model: Uint8Array, kept: readonly string[]) => Promise<RuntimeSession>,
  ) {
    const { network, parameters, optimizerStates = {} } = options;
    this.#shapes = shapesOf(network);
    this.#tableNames = new Set(listTables(network).map(({ name }) => name));
    for (const name of Object.keys(this.#shapes)) this.#hold(name, name, parameters[name]!);
    for (const { name, parameter } of this.#listStates())
      this.#hold(
        name,
        parameter,
        optimizerStates[name] ?? new Float32Array(product(this.#shapes[parameter]!)),
      );
  }

  async step(batches: readonly PreparedBatch[], rates: StepRates): Promise<StepResult> {
    const { rows } = batches[0]!;
    const update = this.#describeUpdate(rows, rates);
    const kept = this.#listUpdated().filter((name) => this.#store.has(name));
    if (batches.length === 1) {
      const batch = this.#fill(batches[0]!);
      const session = await this.#session('step', batch, kept.map(updatedName), (form) =>
        buildStepGraph(this.options, form, batch),
      );
      const result = await session.runKeeping({
        ...this.#parameters(rows, this.#list()),
        ...mapValues({ ...batch.inputs, ...batch.target }, toRuntimeTensor),
        ...update,
      });
      this.#store.update(result);
      this.#scatter(rows, result.outputs);
      return {
        loss: floats(result.outputs, 'loss')[0]!,
        gradientNorm: floats(result.outputs, 'gradientNorm')[0]!,
      };
    }
    const { sums, loss } = await this.#sumGradients(batches);
    const session = await this.#session('update', undefined, kept.map(updatedName), (form) =>
      buildUpdateGraph(this.options, form),
    );
    const result = await session.runKeeping({
      ...this.#parameters(rows, this.#list()),
      ...sums.inputs,
      ...update,
    });
    sums.release();
    this.#store.update(result);
    this.#scatter(rows, result.outputs);
    return { loss, gradientNorm: floats(result.outputs, 'gradientNorm')[0]! };
  }

  async predict(prepared: PreparedBatch): Promise<Prediction> {
    const { network } = this.options;
    const batch = this.#fill(prepared);
    const session = await this.#session('prediction', batch, [], (form) =>
      buildPredictionGraph(network, form, batch.inputs),
    );
    const outputs = await session.run({
      ...this.#parameters(batch.rows, Object.keys(this.#shapes)),
      ...mapValues(batch.inputs, toRuntimeTensor),
    });
    // Steps that only fill up are the last ones.
    const { time, size } = batch.batch;
    const [first, ...others] = network.outputs;
    const take = (name: string, { tagCount }: Output) =>
      floats(outputs, name).subarray(0, time * size * tagCount);
    return {
      logProbabilities: take('logProbabilities', first!),
      scores: take('scores', first!),
      ...(others.length > 0 && {
        otherScores: others.map((output) => take(otherScoresName(output.name), output)),
      }),
    };
  }

  readParameters(): Promise<Named<Float32Array>> {
    return this.#read(Object.keys(this.#shapes));
  }

  async writeParameters(parameters: Named<Float32Array>): Promise<void> {
    for (const [name, data] of Object.entries(parameters)) this.#hold(name, name, data);
  }

  readOptimizerStates(): Promise<Named<Float32Array>> {
    return this.#read(this.#listStates().map(({ name }) => name));
  }

  async release(): Promise<void> {
    this.#store.release();
    await this.#sessions.release();
  }

  /** The gradients of all batches, where a graph finds them, and the loss. */
  async #sumGradients(batches: readonly PreparedBatch[]): Promise<{ sums: ParameterStore; loss: number }> {
    const [names, { rows }] = [listTrained(this.options.network), batches[0]!];
    const zeros = names.map((name) => {
      const [first, ...rest] = this.#shapes[name]!;
      const shape = [rows[name]?.length ?? first!, ...rest];
      return [sumName(name), float32(new Float32Array(product(shape)), shape)];
    });
    const sums = new ParameterStore(Object.fromEntries(zeros) as Record<string, RuntimeTensor>);
    let loss = 0;
    for (const prepared of batches) {
      const batch = this.#fill(prepared);
      const kept = names.map((name) => updatedName(sumName(name)));
      const session = await this.#session('gradients', batch, kept, (form) =>
        buildGradientGraph(this.options, form, batch),
      );
      const result = await session.runKeeping({
        ...this.#parameters(rows, Object.keys(this.#shapes)),
        ...sums.inputs,
        ...mapValues({ ...batch.inputs, ...batch.target }, toRuntimeTensor),
      });
      sums.update(result);
      loss += floats(result.outputs, 'loss')[0]!;
    }
    return { sums, loss };
  }

  /** The parameters and the states of the optimiser. */
  #list(): string[] {
    return [...Object.keys(this.#shapes), ...this.#listStates().map(({ name }) => name)];
  }

  /** Those that a step changes. */
  #listUpdated(): string[] {
    return [...listTrained(this.options.network), ...this.#listStates().map(({ name }) => name)];
  }

  #listStates() {
    return listStates(this.options.optimizer, listTrained(this.options.network));
  }

  /** @param name of a parameter, or of a state of it */
  #hold(name: string, parameter: string, data: Float32Array): void {
    const shape = this.#shapes[parameter]!;
    if (this.#tableNames.has(parameter) && this.graphs.table === 'rows')
      this.#tables[name] = new EmbeddingTable(data, shape[1]!);
    else this.#store.write({ [name]: float32(data, shape) });
  }

  async #read(names: readonly string[]): Promise<Record<string, Float32Array>> {
    const read = names.map(async (name) => [
      name,
      this.#tables[name]?.weights ?? (await this.#store.read(name)),
    ]);
    return Object.fromEntries(await Promise.all(read));
  }

  /** What a graph is given of these parameters and states: of tables the rows, or their ids beside the whole. */
  #parameters(rows: PreparedBatch['rows'], names: readonly string[]): Record<string, RuntimeInput> {
    const inputs: Record<string, RuntimeInput> = {};
    for (const name of names) {
      const table = this.#tables[name];
      const ids = rowsOf(rows, name);
      inputs[name] = table
        ? float32(table.lookup(ids!), [ids!.length, table.dimension])
        : this.#store.inputs[name]!;
    }
    if (this.graphs.table === 'whole')
      for (const [table, ids] of Object.entries(rows))
        inputs[idsName(table)] = int64(BigInt64Array.from(ids, BigInt), [ids.length, 1]);
    return inputs;
  }

  #scatter(rows: PreparedBatch['rows'], outputs: Readonly<Record<string, RuntimeTensor>>): void {
    for (const [name, table] of Object.entries(this.#tables)) {
      const updated = outputs[updatedName(name)];
      if (updated) table.scatter(rowsOf(rows, name)!, updated.data as Float32Array);
    }
  }

  #describeUpdate(
    rows: PreparedBatch['rows'],
    { learningRate, decay }: StepRates,
  ): Record<string, RuntimeInput> {
    const learns = Object.entries(this.options.frozenRows ?? {}).map(([table, isFrozen]) => {
      const ids = rows[table]!;
      return [
        learnsName(table),
        float32(
          Float32Array.from(ids, (id) => 1 - isFrozen[id]!),
          [ids.length, 1],
        ),
      ];
    });
    return {
      ...Object.fromEntries(learns),
      [inputNames.learningRate]: float32(Float32Array.of(learningRate), []),
      [inputNames.decay]: float32(Float32Array.of(decay), []),
    };
  }

  /** With as many steps as a graph is unrolled to; as it is where graphs have loops. */
  #fill(batch: PreparedBatch): PreparedBatch {
    const steps = this.#steps(batch);
    if (steps === undefined) return batch;
    const { inputs, targets } = this.options.network;
    return {
      ...batch,
      inputs: fillSteps(inputs, batch.inputs, steps),
      target: fillSteps(targets, batch.target, steps),
    };
  }

  /** A network that reads characters has loops of two lengths: they stay loops. */
  #steps({ batch }: PreparedBatch): number | undefined {
    const hasCharacters = this.options.network.inputs.some(({ axes }) => axes.includes('characters'));
    return this.graphs.for !== 'cpu' && !hasCharacters ? chooseSteps(batch.time) : undefined;
  }

  #session(
    kind: string,
    batch: PreparedBatch | undefined,
    kept: readonly string[],
    build: (form: GraphForm) => Uint8Array,
  ): Promise<RuntimeSession> {
    const steps = batch && this.#steps(batch);
    const key = [kind, steps, ...Object.keys(batch?.inputs ?? {})].join(' ');
    return this.#sessions.get(key, () => this.create(build({ ...this.graphs, steps }), kept));
  }
}

/** The rows of a table, or of a state of it, that a batch uses; nothing for other parameters. */
function rowsOf(rows: PreparedBatch['rows'], name: string): Int32Array | undefined {
  return rows[name.split('/').at(-1)!];
}

const product = (shape: readonly number[]) => shape.reduce((total, size) => total * size, 1);
