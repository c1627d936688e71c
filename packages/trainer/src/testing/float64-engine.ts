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
import type { Engine, TrainingSession, TrainingSessionOptions } from '../engines/engine';
import { listStates, type OptimizerState, stateName } from '../optimizers/optimizer';
import { updateParameters } from '../optimizers/update-parameters';

/** The engine that every other one is held to: the same mathematics in float64. */
export const float64Engine: Engine = {
  name: 'float64',
  async createSession({
    network,
    parameters: initial,
    optimizer,
    optimizerStates = {},
    frozenRows = {},
    clipNorm,
  }: TrainingSessionOptions) {
    const ops = new Float64Ops();
    const shapes = shapesOf(network);
    const trained = listTrained(network);
    const toTensor = ({ shape, data }: HostTensor) => float64Tensor(shape, data);
    const load = (values: Named<Float32Array>) =>
      Object.entries(shapes).map(([name, shape]) => [name, float64Tensor(shape, values[name]!)] as const);
    const tensors = new Map<string, Float64Tensor>(load(initial));
    for (const { name, parameter } of listStates(optimizer, trained)) {
      const size = shapes[parameter]!.reduce((product, length) => product * length, 1);
      tensors.set(name, float64Tensor(shapes[parameter]!, optimizerStates[name] ?? new Float64Array(size)));
    }

    const rowsOf = ({ rows }: PreparedBatch, name: string) => rows[name.split('/').at(-1)!];
    /** Parameters and states, of tables the rows that the batch uses, with the batch itself. */
    const prepare = (batch: PreparedBatch) => {
      const used = [...tensors].map(([name, tensor]) => {
        const ids = rowsOf(batch, name);
        return [name, ids ? ops.gather(tensor, float64Tensor([ids.length], ids)) : tensor] as const;
      });
      const inputs = mapValues({ ...batch.inputs, ...batch.target }, toTensor);
      return { parameters: Object.fromEntries(used), inputs };
    };
    const putBack = (batch: PreparedBatch, name: string, value: Float64Tensor) => {
      const ids = rowsOf(batch, name);
      const { shape, data } = tensors.get(name)!;
      if (!ids) return tensors.set(name, value);
      const [width, whole] = [shape[1]!, data.slice()];
      for (const [row, id] of ids.entries())
        whole.set(value.data.subarray(row * width, (row + 1) * width), id * width);
      return tensors.set(name, { shape, data: whole });
    };
    const read = (names: readonly string[]) =>
      Object.fromEntries(names.map((name) => [name, Float32Array.from(tensors.get(name)!.data)]));

    const session: TrainingSession = {
      async step(batches, { learningRate, decay }) {
        const [batch] = batches as [PreparedBatch];
        const { parameters } = prepare(batch);
        const results = batches.map((each) => network.computeGradients(ops, prepare(each)));
        const sum = (values: readonly Float64Tensor[]) => values.reduce((a, b) => ops.add(a, b));
        const gradients: Record<string, Float64Tensor> = {};
        for (const name of trained) gradients[name] = sum(results.map((result) => result.gradients[name]!));
        const loss = sum(results.map((result) => result.loss));
        for (const [table, isFrozen] of Object.entries(frozenRows)) {
          const ids = batch.rows[table]!;
          const learns = Array.from(ids, (id) => 1 - isFrozen[id]!);
          gradients[table] = ops.multiply(gradients[table]!, float64Tensor([ids.length, 1], learns));
        }
        const states: Record<string, OptimizerState<Float64Tensor>> = {};
        for (const { state, parameter, name } of listStates(optimizer, trained))
          states[parameter] = { ...states[parameter], [state]: parameters[name]! };
        const updated = updateParameters(
          ops,
          optimizer,
          trained,
          parameters,
          gradients,
          states,
          { learningRate: ops.constant(learningRate), decay: ops.constant(decay) },
          clipNorm,
        );
        for (const name of trained) {
          putBack(batch, name, updated.parameters[name]!);
          for (const state of optimizer.stateNames)
            putBack(batch, stateName(state, name), updated.states[name]![state]!);
        }
        return { loss: loss.data[0]!, gradientNorm: updated.gradientNorm.data[0]! };
      },
      async predict(batch) {
        const [first] = network.predict(ops, prepare(batch));
        return {
          logProbabilities: Float32Array.from(first!.logProbabilities.data),
          scores: Float32Array.from(first!.scores.data),
        };
      },
      async readParameters() {
        return read(Object.keys(shapes));
      },
      async writeParameters(parameters) {
        for (const [name, tensor] of load(parameters)) tensors.set(name, tensor);
      },
      async readOptimizerStates() {
        return read(listStates(optimizer, trained).map(({ name }) => name));
      },
      async release() {},
    };
    return session;
  },
};

function mapValues<From, To>(record: Readonly<Record<string, From>>, map: (value: From) => To) {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
