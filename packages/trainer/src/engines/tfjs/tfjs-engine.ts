import {
  assembleInput,
  assembleTarget,
  computeGradients,
  decode,
  forward,
  type HostTensor,
  listTables,
  listTrained,
  type NetworkParameters,
  parameterShapes,
} from '@tagger/models';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { PreparedBatch } from '../../batches/prepare-batch';
import { listStates, type OptimizerState, stateName } from '../../optimizers/optimizer';
import { updateParameters } from '../../optimizers/update-parameters';
import type {
  Engine,
  Prediction,
  StepRates,
  StepResult,
  TrainingSession,
  TrainingSessionOptions,
} from '../engine';
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
  /** [|V|] 1 for each word that learns, 0 for each that is frozen; absent if all learn. */
  readonly #learns: Tensor | undefined;
  /** Parameters and the optimiser's states of them, whole. */
  #tensors: Readonly<Record<string, Tensor>>;

  constructor(
    private readonly backend: TfjsBackend,
    private readonly options: TrainingSessionOptions,
  ) {
    const { tf } = backend;
    const { configuration, parameters, optimizer, optimizerStates = {}, frozenWords } = options;
    const shapes = parameterShapes(configuration);
    this.#ops = new TfjsOps(tf);
    this.#learns = frozenWords && tf.tensor1d(Float32Array.from(frozenWords, (isFrozen) => 1 - isFrozen));
    const states = listStates(optimizer, listTrained(configuration)).map(({ name, parameter }) => {
      const data = optimizerStates[name];
      const shape = [...shapes[parameter]!];
      return [name, data ? tf.tensor(data, shape, 'float32') : tf.zeros(shape)];
    });
    this.#tensors = { ...this.#load(parameters), ...Object.fromEntries(states) };
  }

  async step(batch: PreparedBatch, rates: StepRates): Promise<StepResult> {
    await this.backend.use();
    const { tf } = this.backend;
    const { updated, loss, gradientNorm } = tf.tidy(() => this.#update(batch, rates));
    this.#replace(updated);
    const [lossValue, normValue] = await Promise.all([loss.data(), gradientNorm.data()]);
    tf.dispose([loss, gradientNorm]);
    return { loss: lossValue[0]!, gradientNorm: normValue[0]! };
  }

  async predict(batch: PreparedBatch): Promise<Prediction> {
    await this.backend.use();
    const { configuration } = this.options;
    const { logProbabilities, scores } = this.backend.tf.tidy(() => {
      const { rows, inputs } = this.#prepare(batch);
      const { logits } = forward(this.#ops, configuration, rows, inputs);
      return { ...decode(this.#ops, configuration, rows, inputs.crf, logits) };
    });
    const read = async (tensor: Tensor) => Float32Array.from(await tensor.data());
    const result = { logProbabilities: await read(logProbabilities), scores: await read(scores) };
    this.backend.tf.dispose([logProbabilities, scores]);
    return result;
  }

  async readParameters(): Promise<NetworkParameters<Float32Array>> {
    const names = Object.keys(parameterShapes(this.options.configuration));
    return (await this.#read(names)) as NetworkParameters<Float32Array>;
  }

  async writeParameters(parameters: NetworkParameters<Float32Array>): Promise<void> {
    await this.backend.use();
    this.#replace(this.#load(parameters));
  }

  async readOptimizerStates(): Promise<Readonly<Record<string, Float32Array>>> {
    const { optimizer, configuration } = this.options;
    return this.#read(listStates(optimizer, listTrained(configuration)).map(({ name }) => name));
  }

  async release(): Promise<void> {
    this.backend.tf.dispose([...Object.values(this.#tensors), ...(this.#learns ? [this.#learns] : [])]);
  }

  /** Forward, backward, update. */
  #update(batch: PreparedBatch, { learningRate, decay }: StepRates) {
    const { tf } = this.backend;
    const { configuration, optimizer, clipNorm } = this.options;
    const trained = listTrained(configuration);
    const { rows, ids, inputs } = this.#prepare(batch);
    const target = assembleTarget(mapValues(batch.target, this.#toTensor));
    const { loss, parameters } = computeGradients(this.#ops, configuration, rows, inputs, target);
    const embedding = this.#learns
      ? tf.mul(parameters.embedding, tf.expandDims(tf.gather(this.#learns, ids.embedding!), -1))
      : parameters.embedding;
    const takeRows = (name: string, table: string) => {
      const tensor = this.#tensors[name]!;
      return ids[table] ? tf.gather(tensor, ids[table]) : tensor;
    };
    const states: Record<string, OptimizerState<Tensor>> = {};
    for (const { state, parameter, name } of listStates(optimizer, trained))
      states[parameter] = { ...states[parameter], [state]: takeRows(name, parameter) };
    const { gradientNorm, ...result } = updateParameters(
      this.#ops,
      optimizer,
      trained,
      rows,
      { ...parameters, embedding },
      states,
      { learningRate: this.#ops.constant(learningRate), decay: this.#ops.constant(decay) },
      clipNorm,
    );
    const putBack = (name: string, table: string, value: Tensor) =>
      ids[table] ? tf.tensorScatterUpdate(this.#tensors[name]!, tf.expandDims(ids[table], -1), value) : value;
    const updated = trained.flatMap((parameter) => [
      [parameter, putBack(parameter, parameter, result.parameters[parameter]!)],
      ...optimizer.stateNames.map((state) => {
        const name = stateName(state, parameter);
        return [name, putBack(name, parameter, result.states[parameter]![state]!)];
      }),
    ]);
    return { loss, gradientNorm, updated: Object.fromEntries(updated) as Record<string, Tensor> };
  }

  /** The batch on the device, with those rows of the tables that it uses. */
  #prepare(batch: PreparedBatch) {
    const { tf } = this.backend;
    const { configuration } = this.options;
    const ids: Record<string, Tensor> = {};
    const rows: Record<string, Tensor> = { ...this.#tensors };
    for (const table of listTables(configuration)) {
      ids[table] = tf.tensor1d(batch.rows[table]!, 'int32');
      rows[table] = tf.gather(this.#tensors[table]!, ids[table]);
    }
    const inputs = assembleInput(configuration, mapValues(batch.inputs, this.#toTensor));
    return { ids, rows: rows as NetworkParameters<Tensor>, inputs };
  }

  #toTensor = ({ shape, data }: HostTensor): Tensor =>
    this.backend.tf.tensor(data, [...shape], data instanceof Float32Array ? 'float32' : 'int32');

  #load(parameters: NetworkParameters<Float32Array>): Record<string, Tensor> {
    const shapes = Object.entries(parameterShapes(this.options.configuration));
    return Object.fromEntries(
      shapes.map(([name, shape]) => [name, this.#toTensor({ shape, data: parameters[name]! })]),
    );
  }

  #replace(tensors: Readonly<Record<string, Tensor>>): void {
    this.backend.tf.dispose(Object.keys(tensors).map((name) => this.#tensors[name]!));
    this.#tensors = { ...this.#tensors, ...tensors };
  }

  async #read(names: readonly string[]): Promise<Record<string, Float32Array>> {
    const read = names.map(
      async (name) => [name, (await this.#tensors[name]!.data()) as Float32Array] as const,
    );
    return Object.fromEntries(await Promise.all(read));
  }
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, map: (value: From) => To) {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
