import type { Batch } from '@tagger/core';
import {
  type CellState,
  computeGradients,
  createCell,
  Float64Ops,
  type Float64Tensor,
  float64Tensor,
  forward,
  type NetworkInput,
  type NetworkParameters,
  parameterNames,
  parameterShapes,
} from '@tagger/models';
import type { Engine, TrainingSession, TrainingSessionOptions } from '../src/engines/engine';
import { descend } from '../src/sgd';

/** The engine that every other one is held to: the same mathematics in float64, the whole embedding in every step. */
export const float64Engine: Engine = {
  name: 'float64',
  async createSession({ configuration, parameters: initial, frozenWords, clipNorm }: TrainingSessionOptions) {
    const ops = new Float64Ops();
    const shapes = parameterShapes(configuration);
    let parameters = record((name) => float64Tensor(shapes[name], initial[name]));

    const learns = Array.from({ length: shapes.embedding[0]! }, (_, id) => (frozenWords?.[id] ? 0 : 1));

    const inputOf = ({ words, time, size }: Batch): NetworkInput<Float64Tensor> => {
      const { hiddenSize } = configuration;
      const zeros = float64Tensor([size, hiddenSize], new Float64Array(size * hiddenSize));
      const states = createCell(configuration).stateNames.map((state) => [state, zeros]);
      return {
        positions: float64Tensor([time, size], words),
        initial: Object.fromEntries(states) as CellState<Float64Tensor>,
      };
    };

    const computeBatch = (batch: Batch, sentences: number) => {
      const { tags, time, size } = batch;
      const weight = Array.from(tags, (tag) => (tag < 0 ? 0 : 1 / sentences));
      const target = {
        tags: float64Tensor([time, size], tags),
        weight: float64Tensor([time, size, 1], weight),
      };
      return computeGradients(ops, configuration, parameters, inputOf(batch), target);
    };

    const session: TrainingSession = {
      step: (batch, learningRate) => session.accumulate([batch], learningRate),
      async accumulate(batches, learningRate) {
        const sentences = batches.reduce((sum, { size }) => sum + size, 0);
        const results = batches.map((batch) => computeBatch(batch, sentences));
        const sum = (values: readonly Float64Tensor[]) => values.reduce((a, b) => ops.add(a, b));
        const sums = record((name) => sum(results.map(({ parameters }) => parameters[name])));
        const embedding = ops.multiply(sums.embedding, float64Tensor([learns.length, 1], learns));
        const rate = ops.constant(learningRate);
        const updated = descend(ops, parameters, { ...sums, embedding }, rate, clipNorm);
        parameters = updated.parameters;
        const loss = sum(results.map((result) => result.loss));
        return { loss: loss.data[0]!, gradientNorm: updated.gradientNorm.data[0]! };
      },
      async predict(batch) {
        const { logits } = forward(ops, configuration, parameters, inputOf(batch));
        return { logits: Float32Array.from(logits.data) };
      },
      async readParameters() {
        return record((name) => Float32Array.from(parameters[name].data));
      },
      async release() {},
    };
    return session;
  },
};

function record<T>(create: (name: (typeof parameterNames)[number]) => T): NetworkParameters<T> {
  return Object.fromEntries(parameterNames.map((name) => [name, create(name)])) as NetworkParameters<T>;
}
