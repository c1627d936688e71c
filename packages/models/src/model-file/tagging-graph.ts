import type { Network } from '../network/network';
import { GraphBuilder } from '../onnx/graph-builder';
import type { GraphProto } from '../onnx/model-proto';
import { OnnxOps } from '../ops/onnx-ops';
import type { FileGraph } from './file-graph';
import { type Precision, writeWeight } from './weights';

/** Inputs and outputs of every model file; layers add what they read of a word (`WordPart.fileInputs`). */
export const graphNames = {
  /** Number of words of each sentence, int32 [batch]. */
  lengths: 'lengths',
  /** Probability of each tag, float32 [batch, time, tag]. */
  probabilities: 'probabilities',
  /** Of a conditional random field: the best path has the tags with the highest scores, float32 [batch, time, tag]. */
  scores: 'scores',
  /** Of a conditional random field, where it is asked for: the probabilities before its transitions, float32 [batch, time, tag]. */
  emissions: 'emissions',
} as const;

/**
 * The network of a model file: ids in, probabilities out, by ONNX's own recurrent operators, which hold the gates in the
 * order that our cells have too.
 *
 * @param extend writes into the graph what is beside the network
 * @param spanOutputs outputs whose emissions are wanted, by their places
 */
export function buildTaggingGraph(
  network: Network,
  parameters: Readonly<Record<string, Float32Array>>,
  precision: Precision = 'float32',
  extend: (graph: GraphBuilder) => void = () => {},
  spanOutputs: readonly number[] = [],
): GraphProto {
  const graph = new GraphBuilder('tagger');
  const weights = Object.fromEntries(
    network.parameters.map((spec) => [
      spec.name,
      writeWeight(graph, spec, parameters[spec.name]!, precision),
    ]),
  );
  const lengths = graph.input(graphNames.lengths, 'int32', ['batch']);
  const ops = new OnnxOps(graph);
  const file: FileGraph = { graph, ops, weights, lengths };
  let sequence_TBN = network.encoder.export(file);
  for (const layer of network.layers) sequence_TBN = layer.export(file, sequence_TBN);
  for (const [index, output] of network.outputs.entries()) {
    const { output: logits_TBK } = output.forward(ops, { parameters: weights, inputs: {} }, sequence_TBN);
    const inputs = output.exportInputs(file, logits_TBK);
    const { logProbabilities, scores } = output.decode(ops, { parameters: weights, inputs }, logits_TBK);
    const declare = (name: string, value_TBK: string) => {
      const own = index === 0 ? name : `${name}.${output.name}`;
      graph.node('Transpose', [value_TBK], { perm: [1, 0, 2] }, own);
      graph.output(own, 'float32', ['batch', 'time', output.tagCount]);
    };
    declare(graphNames.probabilities, ops.exp(logProbabilities));
    if (output.hasScores) declare(graphNames.scores, scores);
    if (output.hasScores && spanOutputs.includes(index))
      declare(graphNames.emissions, ops.exp(ops.logSoftmax(logits_TBK)));
  }
  extend(graph);
  return graph.build();
}
