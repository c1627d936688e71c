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
  type ParameterName,
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
/** The sum of a parameter's gradients over some batches. */
export const sumName = (parameter: string) => `sum_${parameter}`;
export const updatedName = (parameter: string) => `updated_${parameter}`;

/** How a graph is written. */
export interface GraphForm {
  /** For a graphics card loops are unrolled, and other operators stand for those that its provider lacks. */
  readonly for: 'cpu' | 'gpu';
  /**
   * What goes in and comes out of the table of word vectors: the rows of the batch's distinct words, or the whole, in which
   * the graph looks the rows up and writes them back.
   */
  readonly table: 'rows' | 'whole';
  /** The number of steps that loops are unrolled to. */
  readonly steps?: number | undefined;
}

/**
 * A whole training step as one ONNX file: parameters and batch in, loss and updated parameters out; with 1 for each
 * distinct word of the batch that learns and 0 for each that is frozen.
 */
export function buildStepGraph(
  configuration: NetworkConfiguration,
  clipNorm: number,
  form: GraphForm,
): Uint8Array {
  const graph = new GraphBuilder('training_step');
  const network = declareParameters(graph, configuration, form);
  const { loss, gradients } = writeGradients(graph, configuration, network);
  declareOutput(graph, 'loss', loss);
  writeUpdate(graph, network, gradients, clipNorm);
  return encodeModel({ metadata: new Map(), graph: graph.build() });
}

/** A step without its update: the gradients, added to sums that come in, go out. */
export function buildGradientGraph(configuration: NetworkConfiguration, form: GraphForm): Uint8Array {
  const graph = new GraphBuilder('gradients');
  const network = declareParameters(graph, configuration, form);
  const { loss, gradients } = writeGradients(graph, configuration, network);
  const sums = declareSums(graph, configuration);
  declareOutput(graph, 'loss', loss);
  for (const name of parameterNames)
    declareOutput(graph, updatedName(sumName(name)), network.ops.add(sums[name], gradients[name]));
  return encodeModel({ metadata: new Map(), graph: graph.build() });
}

/** The update of a step, by sums of gradients. */
export function buildUpdateGraph(
  configuration: NetworkConfiguration,
  clipNorm: number,
  form: GraphForm,
): Uint8Array {
  const graph = new GraphBuilder('update');
  const network = declareParameters(graph, configuration, form);
  writeUpdate(graph, network, declareSums(graph, configuration), clipNorm);
  return encodeModel({ metadata: new Map(), graph: graph.build() });
}

/** The forward pass as an ONNX file: parameters and batch in, logits out. */
export function buildPredictionGraph(configuration: NetworkConfiguration, form: GraphForm): Uint8Array {
  const graph = new GraphBuilder('prediction');
  const { ops, parameters } = declareParameters(graph, configuration, form);
  const input = declareInput(graph, configuration);
  declareOutput(graph, 'logits', forward(ops, configuration, parameters, input).logits);
  return encodeModel({ metadata: new Map(), graph: graph.build() });
}

/** Shapes in which gradients are summed: of the embedding, the rows of the distinct words. */
export function sumShapes(configuration: NetworkConfiguration, rows: number | 'rows') {
  return { ...parameterShapes(configuration), embedding: [rows, configuration.embeddingSize] };
}

function writeGradients(
  graph: GraphBuilder,
  configuration: NetworkConfiguration,
  { ops, parameters }: DeclaredParameters,
) {
  const input = declareInput(graph, configuration);
  const target = {
    tags: graph.input(inputNames.tags, 'int32', ['time', 'batch']),
    weight: graph.input(inputNames.weight, 'float32', ['time', 'batch', 1]),
  };
  const { loss, parameters: gradients } = computeGradients(ops, configuration, parameters, input, target);
  return { loss, gradients };
}

function writeUpdate(
  graph: GraphBuilder,
  { ops, parameters, writeBack }: DeclaredParameters,
  gradients: NetworkParameters<OnnxValue>,
  clipNorm: number,
): void {
  const learningRate = graph.input(inputNames.learningRate, 'float32', []);
  const learns_R1 = graph.input(inputNames.learns, 'float32', ['rows', 1]);
  const embedding = ops.multiply(gradients.embedding, learns_R1);
  const updated = descend(ops, parameters, { ...gradients, embedding }, learningRate, clipNorm);
  declareOutput(graph, 'gradientNorm', updated.gradientNorm);
  for (const [name, value] of Object.entries(writeBack(updated.parameters)))
    declareOutput(graph, updatedName(name), value);
}

interface DeclaredParameters {
  readonly ops: OnnxOps;
  /** With the embedding as the rows of the batch's distinct words. */
  readonly parameters: NetworkParameters<OnnxValue>;
  /** What leaves the graph for parameters of that kind. */
  writeBack(parameters: NetworkParameters<OnnxValue>): NetworkParameters<OnnxValue>;
}

function declareParameters(
  graph: GraphBuilder,
  configuration: NetworkConfiguration,
  form: GraphForm,
): DeclaredParameters {
  const shapes = form.table === 'whole' ? parameterShapes(configuration) : sumShapes(configuration, 'rows');
  const declared = mapNames((name) => graph.input(name, 'float32', shapes[name]));
  const ops = form.for === 'gpu' ? new OnnxGpuOps(graph, form.steps) : new OnnxOps(graph);
  if (form.table === 'rows') return { ops, parameters: declared, writeBack: (parameters) => parameters };
  const ids_R1 = graph.input(inputNames.ids, 'int64', ['rows', 1]);
  return {
    ops,
    parameters: { ...declared, embedding: ops.takeRows(declared.embedding, ids_R1) },
    writeBack: (parameters) => ({
      ...parameters,
      embedding: ops.replaceRows(declared.embedding, ids_R1, parameters.embedding),
    }),
  };
}

function declareInput(graph: GraphBuilder, configuration: NetworkConfiguration): NetworkInput<OnnxValue> {
  const initial = createCell(configuration).stateNames.map((state) => [
    state,
    graph.input(initialName(state), 'float32', ['batch', configuration.hiddenSize]),
  ]);
  return {
    positions: graph.input(inputNames.positions, 'int32', ['time', 'batch']),
    initial: Object.fromEntries(initial) as CellState<OnnxValue>,
  };
}

function declareSums(graph: GraphBuilder, configuration: NetworkConfiguration): NetworkParameters<OnnxValue> {
  const shapes = sumShapes(configuration, 'rows');
  return mapNames((name) => graph.input(sumName(name), 'float32', shapes[name]));
}

function declareOutput(graph: GraphBuilder, name: string, value: OnnxValue) {
  graph.output(graph.node('Identity', [value], {}, name), 'float32');
}

function mapNames(create: (name: ParameterName) => OnnxValue): NetworkParameters<OnnxValue> {
  return Object.fromEntries(
    parameterNames.map((name) => [name, create(name)]),
  ) as NetworkParameters<OnnxValue>;
}
