import { declareInputs } from '../batch/declare-inputs';
import type { Named } from '../layers/layer';
import { distinctByName, type Network } from '../network/network';
import { encodeModel } from '../onnx/encode-model';
import { GraphBuilder } from '../onnx/graph-builder';
import { OnnxOps } from '../ops/onnx-ops';
import type { Output } from '../outputs/output';

/*
 * Axes:  T time   B sentences side by side, or lanes   R distinct words   D directions   G gates · H   K tags
 */

/** Names that the two graphs have in common. */
export const sharedNames = { rows: 'rows', probabilities: 'probabilities', scores: 'scores' } as const;

/** The scores of an output next to the first one. */
export const otherScoresName = (output: string) => `${sharedNames.scores}.${output}`;

/** The probabilities before the transitions of a conditional random field. */
export const emissionsName = (output: string) => `emissions.${output}`;

/** Inputs that are read in tagging. */
export function withoutNoise<Spec extends { readonly isNoise?: boolean }>(specs: readonly Spec[]): Spec[] {
  return specs.filter(({ isNoise }) => !isNoise);
}

/** U x + b of words, for each direction of the first layer: [R, D · G]. */
export function buildWordGraph(network: Network, parameters: Named<Float32Array>): Uint8Array {
  const graph = new GraphBuilder('words');
  const ops = new OnnxOps(graph);
  const { encoder } = network;
  const environment = {
    parameters: writeWeights(graph, network, parameters),
    inputs: declareInputs(graph, withoutNoise(encoder.inputs)),
  };
  const { output } = encoder.forward(ops, environment);
  const rows = network.layers[0]!.recurrences.map((recurrence) =>
    recurrence.project(ops, environment, output),
  );
  declareOutput(
    graph,
    sharedNames.rows,
    graph.node(
      'Concat',
      rows.map((pass) => pass.output),
      { axis: -1 },
    ),
  );
  return encodeModel({ metadata: new Map(), graph: graph.build() });
}

/**
 * From there to the probabilities of the first output, and the scores of the others.
 *
 * @param spanOutputs outputs whose emissions are wanted, by their places: those of a softmax are its scores
 */
export function buildLayerGraph(
  network: Network,
  parameters: Named<Float32Array>,
  spanOutputs: readonly number[] = [],
): Uint8Array {
  const graph = new GraphBuilder('layers');
  const ops = new OnnxOps(graph);
  const [first, ...above] = network.layers;
  const [output, ...others] = network.outputs;
  const environment = {
    parameters: writeWeights(graph, network, parameters, ({ isTable }) => !isTable),
    inputs: declareInputs(graph, listLayerInputs(network)),
  };
  const { recurrences } = first!;
  const G = projectionSize(network);
  const rows = graph.input(sharedNames.rows, 'float32', ['rows', G]);
  const first_TB = graph.node('Mul', [environment.inputs.places!, graph.int32(recurrences.length)]);
  const projected = recurrences.map((_, side) =>
    ops.gather(rows, graph.node('Add', [first_TB, graph.int32(side)])),
  );
  let { output: hidden } = first!.run(ops, environment, projected);
  for (const layer of above) hidden = layer.forward(ops, environment, hidden).output;
  const decode = (own: Output) => {
    const logits = own.forward(ops, environment, hidden).output;
    if (own.hasScores && spanOutputs.includes(network.outputs.indexOf(own)))
      declareOutput(graph, emissionsName(own.name), ops.exp(ops.logSoftmax(logits)));
    return own.decode(ops, environment, logits);
  };
  const { logProbabilities, scores } = decode(output!);
  declareOutput(graph, sharedNames.probabilities, ops.exp(logProbabilities));
  if (output!.hasScores) declareOutput(graph, sharedNames.scores, scores);
  for (const other of others) declareOutput(graph, otherScoresName(other.name), decode(other).scores);
  return encodeModel({ metadata: new Map(), graph: graph.build() });
}

/** What the layers and the outputs read of a batch, apart from the words. */
export function listLayerInputs({ layers, outputs }: Network) {
  return withoutNoise(distinctByName([...layers, ...outputs].flatMap(({ inputs }) => inputs)));
}

/** G */
export function projectionSize({ layers }: Network): number {
  const { gates, hiddenSize } = layers[0]!.recurrences[0]!.cell;
  return gates * hiddenSize;
}

/** The tables are the most of a model, and are read for the words alone. */
function writeWeights(
  graph: GraphBuilder,
  network: Network,
  parameters: Named<Float32Array>,
  isRead: (parameter: Network['parameters'][number]) => boolean = () => true,
): Record<string, string> {
  return Object.fromEntries(
    network.parameters
      .filter(isRead)
      .map(({ name, shape }) => [
        name,
        graph.initializer(name, { type: 'float32', dimensions: shape, data: parameters[name]! }),
      ]),
  );
}

function declareOutput(graph: GraphBuilder, name: string, value: string): void {
  graph.output(graph.node('Identity', [value], {}, name), 'float32');
}
