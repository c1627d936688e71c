import { mapValues } from '@tagger/core/internal';
import {
  Float64Ops,
  type Float64Tensor,
  float64Tensor,
  type HostTensor,
  listTrained,
  type Named,
  shapesOf,
} from '@tagger/models/internal';
import type { PreparedBatch } from '../batches/prepare-batch';
import type { Engine, StepRates, TrainingSession, TrainingSessionOptions } from '../engines/engine';
import { listStates, type OptimizerState, stateName } from '../optimizers/optimizer';
import { updateParameters } from '../optimizers/update-parameters';

/** The engine that every other one is held to: the same mathematics in float64. */
export const float64Engine: Engine = {
  name: 'float64',
  async createSession(options: TrainingSessionOptions) {
    return new Float64Session(options);
  },
};

class Float64Session implements TrainingSession {
  readonly #ops = new Float64Ops();
  readonly #options: TrainingSessionOptions;
  readonly #shapes: Named<readonly number[]>;
  readonly #trained: readonly string[];
  /** Parameters and states of the optimiser. */
  readonly #tensors: Map<string, Float64Tensor>;

  constructor(options: TrainingSessionOptions) {
    this.#options = options;
    this.#shapes = shapesOf(options.network);
    this.#trained = listTrained(options.network);
    this.#tensors = new Map(this.#load(options.parameters));
    for (const { name, parameter } of listStates(options.optimizer, this.#trained)) {
      const shape = this.#shapes[parameter]!;
      const size = shape.reduce((product, length) => product * length, 1);
      this.#tensors.set(
        name,
        float64Tensor(shape, options.optimizerStates?.[name] ?? new Float64Array(size)),
      );
    }
  }

  async step(batches: readonly PreparedBatch[], { learningRate, decay }: StepRates) {
    const ops = this.#ops;
    const { network, optimizer, clipNorm, frozenRows = {} } = this.#options;
    const [batch] = batches as [PreparedBatch];
    const { parameters } = this.#prepare(batch);
    const results = batches.map((each) => network.computeGradients(ops, this.#prepare(each)));
    const sum = (values: readonly Float64Tensor[]) => values.reduce((a, b) => ops.add(a, b));
    const gradients: Record<string, Float64Tensor> = {};
    for (const name of this.#trained) gradients[name] = sum(results.map((result) => result.gradients[name]!));
    for (const [table, isFrozen] of Object.entries(frozenRows)) {
      const ids = batch.rows[table]!;
      const learns = Array.from(ids, (id) => 1 - isFrozen[id]!);
      gradients[table] = ops.multiply(gradients[table]!, float64Tensor([ids.length, 1], learns));
    }
    const states: Record<string, OptimizerState<Float64Tensor>> = {};
    for (const { state, parameter, name } of listStates(optimizer, this.#trained))
      states[parameter] = { ...states[parameter], [state]: parameters[name]! };
    const updated = updateParameters(
      ops,
      { optimizer, clipNorm },
      this.#trained,
      { parameters, gradients, states },
      { learningRate: ops.constant(learningRate), decay: ops.constant(decay) },
    );
    for (const name of this.#trained) {
      this.#putBack(batch, name, updated.parameters[name]!);
      for (const state of optimizer.stateNames)
        this.#putBack(batch, stateName(state, name), updated.states[name]![state]!);
    }
    const loss = sum(results.map((result) => result.loss));
    return { loss: loss.data[0]!, gradientNorm: updated.gradientNorm.data[0]! };
  }

  async predict(batch: PreparedBatch) {
    const [first, ...others] = this.#options.network.predict(this.#ops, this.#prepare(batch));
    return {
      logProbabilities: Float32Array.from(first!.logProbabilities.data),
      scores: Float32Array.from(first!.scores.data),
      ...(others.length > 0 && { otherScores: others.map(({ scores }) => Float32Array.from(scores.data)) }),
    };
  }

  async readParameters() {
    return this.#read(Object.keys(this.#shapes));
  }

  async writeParameters(parameters: Named<Float32Array>) {
    for (const [name, tensor] of this.#load(parameters)) this.#tensors.set(name, tensor);
  }

  async readOptimizerStates() {
    return this.#read(listStates(this.#options.optimizer, this.#trained).map(({ name }) => name));
  }

  async release() {}

  #load(values: Named<Float32Array>) {
    return Object.entries(this.#shapes).map(
      ([name, shape]) => [name, float64Tensor(shape, values[name]!)] as const,
    );
  }

  #read(names: readonly string[]) {
    return Object.fromEntries(names.map((name) => [name, Float32Array.from(this.#tensors.get(name)!.data)]));
  }

  /** Parameters and states, of tables the rows that the batch uses, with the batch itself. */
  #prepare(batch: PreparedBatch) {
    const used = [...this.#tensors].map(([name, tensor]) => {
      const ids = rowsOf(batch, name);
      return [name, ids ? this.#ops.gather(tensor, float64Tensor([ids.length], ids)) : tensor] as const;
    });
    const toTensor = ({ shape, data }: HostTensor) => float64Tensor(shape, data);
    const inputs = mapValues({ ...batch.inputs, ...batch.target }, toTensor);
    return { parameters: Object.fromEntries(used), inputs };
  }

  #putBack(batch: PreparedBatch, name: string, value: Float64Tensor): void {
    const ids = rowsOf(batch, name);
    if (!ids) {
      this.#tensors.set(name, value);
      return;
    }
    const { shape, data } = this.#tensors.get(name)!;
    const [width, whole] = [shape[1]!, data.slice()];
    for (const [row, id] of ids.entries())
      whole.set(value.data.subarray(row * width, (row + 1) * width), id * width);
    this.#tensors.set(name, { shape, data: whole });
  }
}

/** The rows that a batch uses of a table, or of a state of it. */
const rowsOf = ({ rows }: PreparedBatch, name: string) => rows[name.split('/').at(-1)!];
