import { mapValues } from '@tagger/core/internal';
import { type HostTensor, listTrained, type Named, shapesOf } from '@tagger/models/internal';
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
  /** Of tables with frozen rows: 1 for each row that learns, 0 for each that is frozen. */
  readonly #learns: Named<Tensor>;
  readonly #shapes: Named<readonly number[]>;
  /** Parameters and the optimiser's states of them, whole. */
  #tensors: Named<Tensor>;

  constructor(
    private readonly backend: TfjsBackend,
    private readonly options: TrainingSessionOptions,
  ) {
    const { tf } = backend;
    const { network, parameters, optimizer, optimizerStates = {}, frozenRows = {} } = options;
    this.#shapes = shapesOf(network);
    this.#ops = new TfjsOps(tf);
    this.#learns = mapValues(frozenRows, (rows) =>
      tf.tensor1d(Float32Array.from(rows, (isFrozen) => 1 - isFrozen)),
    );
    const states = listStates(optimizer, listTrained(network)).map(({ name, parameter }) => {
      const data = optimizerStates[name];
      const shape = [...this.#shapes[parameter]!];
      return [name, data ? tf.tensor(data, shape, 'float32') : tf.zeros(shape)];
    });
    this.#tensors = { ...this.#load(parameters), ...Object.fromEntries(states) };
  }

  async step(batches: readonly PreparedBatch[], rates: StepRates): Promise<StepResult> {
    await this.backend.use();
    const { tf } = this.backend;
    const { updated, loss, gradientNorm } = tf.tidy(() => this.#update(batches, rates));
    // A step that fails on the device fails here, and has not changed the parameters.
    const [lossValue, normValue] = await Promise.all([loss.data(), gradientNorm.data()]);
    this.#replace(updated);
    tf.dispose([loss, gradientNorm]);
    return { loss: lossValue[0]!, gradientNorm: normValue[0]! };
  }

  async predict(batch: PreparedBatch): Promise<Prediction> {
    await this.backend.use();
    const { logProbabilities, scores, others } = this.backend.tf.tidy(() => {
      const { parameters } = this.#takeRows(batch.rows);
      const inputs = mapValues(batch.inputs, this.#toTensor);
      const [first, ...rest] = this.options.network.predict(this.#ops, { parameters, inputs });
      return { ...first!, others: rest.map((output) => output.scores) };
    });
    const read = async (tensor: Tensor) => Float32Array.from(await tensor.data());
    const result = {
      logProbabilities: await read(logProbabilities),
      scores: await read(scores),
      ...(others.length > 0 && { otherScores: await Promise.all(others.map(read)) }),
    };
    this.backend.tf.dispose([logProbabilities, scores, ...others]);
    return result;
  }

  readParameters(): Promise<Named<Float32Array>> {
    return this.#read(Object.keys(this.#shapes));
  }

  async writeParameters(parameters: Named<Float32Array>): Promise<void> {
    await this.backend.use();
    this.#replace(this.#load(parameters));
  }

  async readOptimizerStates(): Promise<Named<Float32Array>> {
    const { optimizer, network } = this.options;
    return this.#read(listStates(optimizer, listTrained(network)).map(({ name }) => name));
  }

  async release(): Promise<void> {
    this.backend.tf.dispose([...Object.values(this.#tensors), ...Object.values(this.#learns)]);
  }

  /** Forward and backward for each batch, one update. */
  #update(batches: readonly PreparedBatch[], { learningRate, decay }: StepRates) {
    const { tf } = this.backend;
    const { network, optimizer, clipNorm } = this.options;
    const trained = listTrained(network);
    const { ids, parameters, take } = this.#takeRows(batches[0]!.rows);
    const { loss, gradients } = batches
      .map((batch) => tf.tidy(() => this.#computeGradients(batch, parameters)))
      .reduce((sum, result) => ({
        loss: tf.add(sum.loss, result.loss),
        gradients: Object.fromEntries(
          trained.map((name) => [name, tf.add(sum.gradients[name]!, result.gradients[name]!)]),
        ),
      }));
    const learning: Record<string, Tensor> = { ...gradients };
    for (const [table, learns] of Object.entries(this.#learns))
      learning[table] = tf.mul(gradients[table]!, tf.expandDims(tf.gather(learns, ids[table]!), -1));
    const states: Record<string, OptimizerState<Tensor>> = {};
    for (const { state, parameter, name } of listStates(optimizer, trained))
      states[parameter] = { ...states[parameter], [state]: take(name, parameter) };
    const { gradientNorm, ...result } = updateParameters(
      this.#ops,
      { optimizer, clipNorm },
      trained,
      { parameters, gradients: learning, states },
      { learningRate: this.#ops.constant(learningRate), decay: this.#ops.constant(decay) },
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

  #computeGradients({ inputs, target }: PreparedBatch, parameters: Named<Tensor>) {
    const tensors = mapValues({ ...inputs, ...target }, this.#toTensor);
    return this.options.network.computeGradients(this.#ops, { parameters, inputs: tensors });
  }

  /** The parameters, of tables those rows that a batch uses, and the ids of these on the device. */
  #takeRows(rows: PreparedBatch['rows']) {
    const { tf } = this.backend;
    const ids = mapValues(rows, (own) => tf.tensor1d(own, 'int32'));
    const take = (name: string, table: string) =>
      ids[table] ? tf.gather(this.#tensors[name]!, ids[table]) : this.#tensors[name]!;
    const names = Object.keys(this.#shapes);
    return { ids, take, parameters: Object.fromEntries(names.map((name) => [name, take(name, name)])) };
  }

  #toTensor = ({ shape, data }: HostTensor): Tensor =>
    this.backend.tf.tensor(data, [...shape], data instanceof Float32Array ? 'float32' : 'int32');

  #load(parameters: Named<Float32Array>): Record<string, Tensor> {
    return Object.fromEntries(
      Object.entries(this.#shapes).map(([name, shape]) => [
        name,
        this.#toTensor({ shape, data: parameters[name]! }),
      ]),
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
