import {
  type CellState,
  computeGradients,
  createCell,
  encodeModel,
  forward,
  GraphBuilder,
  type NetworkConfiguration,
  type NetworkInput,
  type NetworkParameters,
  OnnxGpuOps,
  OnnxOps,
  type OnnxValue,
  parameterNames,
  parameterShapes,
} from '@tagger/models';
import { descend } from '../sgd';

/** Names of the graphs' inputs and outputs beside the parameters. */
export const inputNames = {
  ids: 'ids',
  positions: 'positions',
  tags: 'tags',
  weight: 'weight',
  learns: 'learns',
  learningRate: 'learningRate',
};
export const initialName = (state: string) => `initial_${state}`;
export const updatedName = (parameter: string) => `updated_${parameter}`;

/**
 * For whom a graph is written. On the CPU the rows of the batch's distinct words go in and come out. On a graphics card the
 * whole table does, which stays there from step to step: the graph looks the rows up and writes them back; and its loops
 * are unrolled to a number of `steps`, where that is given.
 */
export type GraphForm =
  | { readonly for: 'cpu' }
  | { readonly for: 'gpu'; readonly steps?: number | undefined };

/**
 * A whole training step as one ONNX file: parameters and batch in, loss and updated parameters out; with 1 for each
 * distinct word of the batch that learns and 0 for each that is frozen.
 */
export function buildStepGraph(
  configuration: NetworkConfiguration,
  clipNorm: number,
  form: GraphForm = { for: 'cpu' },
): Uint8Array {
  const graph = new GraphBuilder('training_step');
  const { ops, parameters, input, writeBack } = declareNetwork(graph, configuration, form);
  const target = {
    tags: graph.input(inputNames.tags, 'int32', ['time', 'batch']),
    weight: graph.input(inputNames.weight, 'float32', ['time', 'batch', 1]),
  };
  const learningRate = graph.input(inputNames.learningRate, 'float32', []);

  const learns_R1 = graph.input(inputNames.learns, 'float32', ['rows', 1]);

  const { loss, parameters: gradients } = computeGradients(ops, configuration, parameters, input, target);
  const embedding = ops.multiply(gradients.embedding, learns_R1);
  const updated = descend(ops, parameters, { ...gradients, embedding }, learningRate, clipNorm);

  const results = { loss, gradientNorm: updated.gradientNorm };
  for (const [name, value] of Object.entries(results)) declareOutput(graph, name, value);
  for (const [name, value] of Object.entries(writeBack(updated.parameters)))
    declareOutput(graph, updatedName(name), value);
  return encodeModel({ metadata: new Map(), graph: graph.build() });
}

/** The forward pass as an ONNX file: parameters and batch in, logits out. */
export function buildPredictionGraph(
  configuration: NetworkConfiguration,
  form: GraphForm = { for: 'cpu' },
): Uint8Array {
  const graph = new GraphBuilder('prediction');
  const { ops, parameters, input } = declareNetwork(graph, configuration, form);
  declareOutput(graph, 'logits', forward(ops, configuration, parameters, input).logits);
  return encodeModel({ metadata: new Map(), graph: graph.build() });
}

interface DeclaredNetwork {
  readonly ops: OnnxOps;
  /** With the embedding as the rows of the batch's distinct words. */
  readonly parameters: NetworkParameters<OnnxValue>;
  readonly input: NetworkInput<OnnxValue>;
  /** What leaves the graph for parameters of that kind. */
  writeBack(parameters: NetworkParameters<OnnxValue>): NetworkParameters<OnnxValue>;
}

function declareNetwork(
  graph: GraphBuilder,
  configuration: NetworkConfiguration,
  form: GraphForm,
): DeclaredNetwork {
  const whole = parameterShapes(configuration);
  const shapes = form.for === 'gpu' ? whole : { ...whole, embedding: ['rows', configuration.embeddingSize] };
  const declared = Object.fromEntries(
    parameterNames.map((name) => [name, graph.input(name, 'float32', shapes[name])]),
  ) as NetworkParameters<OnnxValue>;
  const initial = createCell(configuration).stateNames.map((state) => [
    state,
    graph.input(initialName(state), 'float32', ['batch', configuration.hiddenSize]),
  ]);
  const input = {
    positions: graph.input(inputNames.positions, 'int32', ['time', 'batch']),
    initial: Object.fromEntries(initial) as CellState<OnnxValue>,
  };
  if (form.for === 'cpu')
    return { ops: new OnnxOps(graph), parameters: declared, input, writeBack: (parameters) => parameters };
  const ops = new OnnxGpuOps(graph, form.steps);
  const ids_R1 = graph.input(inputNames.ids, 'int64', ['rows', 1]);
  return {
    ops,
    parameters: { ...declared, embedding: ops.takeRows(declared.embedding, ids_R1) },
    input,
    writeBack: (parameters) => ({
      ...parameters,
      embedding: ops.replaceRows(declared.embedding, ids_R1, parameters.embedding),
    }),
  };
}

function declareOutput(graph: GraphBuilder, name: string, value: OnnxValue) {
  graph.output(graph.node('Identity', [value], {}, name), 'float32');
}
