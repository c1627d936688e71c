import {
  assembleInput,
  assembleTarget,
  computeGradients,
  decode,
  Float64Ops,
  type Float64Tensor,
  float64Tensor,
  forward,
  type HostTensor,
  listTables,
  listTrained,
  type NetworkParameters,
  parameterShapes,
} from '@tagger/models';
import type { PreparedBatch } from '../src/batches/prepare-batch';
import type { Engine, TrainingSession, TrainingSessionOptions } from '../src/engines/engine';
import { listStates, type OptimizerState, stateName } from '../src/optimizers/optimizer';
import { updateParameters } from '../src/optimizers/update-parameters';

/** The engine that every other one is held to: the same mathematics in float64. */
export const float64Engine: Engine = {
  name: 'float64',
  async createSession({
    configuration,
    parameters: initial,
    optimizer,
    optimizerStates = {},
    frozenWords,
    clipNorm,
  }: TrainingSessionOptions) {
    const ops = new Float64Ops();
    const shapes = parameterShapes(configuration);
    const trained = listTrained(configuration);
    const toTensor = ({ shape, data }: HostTensor) => float64Tensor(shape, data);
    const load = (values: NetworkParameters<Float32Array>) =>
      Object.entries(shapes).map(([name, shape]) => [name, float64Tensor(shape, values[name]!)] as const);
    const tensors = new Map<string, Float64Tensor>(load(initial));
    for (const { name, parameter } of listStates(optimizer, trained)) {
      const size = shapes[parameter]!.reduce((product, length) => product * length, 1);
      tensors.set(name, float64Tensor(shapes[parameter]!, optimizerStates[name] ?? new Float64Array(size)));
    }

    const prepare = ({ rows, inputs }: PreparedBatch) => {
      const used = new Map(tensors);
      for (const [name, tensor] of tensors) {
        const table = listTables(configuration).find((other) => other === name.split('/').at(-1));
        if (table) used.set(name, ops.gather(tensor, float64Tensor([rows[table]!.length], rows[table]!)));
      }
      return {
        used,
        parameters: Object.fromEntries(used) as unknown as NetworkParameters<Float64Tensor>,
        input: assembleInput(configuration, mapValues(inputs, toTensor)),
      };
    };
    const putBack = ({ rows }: PreparedBatch, name: string, value: Float64Tensor) => {
      const table = listTables(configuration).find((other) => other === name.split('/').at(-1));
      const { shape, data } = tensors.get(name)!;
      if (!table) return tensors.set(name, value);
      const [width, whole] = [shape[1]!, data.slice()];
      for (const [row, id] of rows[table]!.entries())
        whole.set(value.data.subarray(row * width, (row + 1) * width), id * width);
      return tensors.set(name, { shape, data: whole });
    };
    const read = (names: readonly string[]) =>
      Object.fromEntries(names.map((name) => [name, Float32Array.from(tensors.get(name)!.data)]));

    const session: TrainingSession = {
      async step(batches, { learningRate, decay }) {
        const [batch] = batches as [PreparedBatch];
        const { used, parameters } = prepare(batch);
        const results = batches.map((each) => {
          const target = assembleTarget(mapValues(each.target, toTensor));
          return computeGradients(ops, configuration, parameters, prepare(each).input, target);
        });
        const sum = (values: readonly Float64Tensor[]) => values.reduce((a, b) => ops.add(a, b));
        const gradients: Record<string, Float64Tensor> = {};
        for (const name of trained) gradients[name] = sum(results.map((result) => result.parameters[name]!));
        const loss = sum(results.map((result) => result.loss));
        const ids = batch.rows.embedding!;
        const learns = float64Tensor(
          [ids.length, 1],
          Array.from(ids, (id) => (frozenWords?.[id] ? 0 : 1)),
        );
        const states: Record<string, OptimizerState<Float64Tensor>> = {};
        for (const { state, parameter, name } of listStates(optimizer, trained))
          states[parameter] = { ...states[parameter], [state]: used.get(name)! };
        const updated = updateParameters(
          ops,
          optimizer,
          trained,
          parameters,
          { ...gradients, embedding: ops.multiply(gradients.embedding!, learns) },
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
        const { parameters, input } = prepare(batch);
        const { logits } = forward(ops, configuration, parameters, input);
        const { logProbabilities, scores } = decode(ops, configuration, parameters, input.crf, logits);
        return {
          logProbabilities: Float32Array.from(logProbabilities.data),
          scores: Float32Array.from(scores.data),
        };
      },
      async readParameters() {
        return read(Object.keys(shapes)) as NetworkParameters<Float32Array>;
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
