import type { NetworkConfiguration, NetworkParameters } from '../network/configuration';
import { parameterShapes } from '../network/configuration';
import { GraphBuilder } from '../onnx/graph-builder';
import type { Attribute, GraphProto } from '../onnx/model-proto';

/** Inputs and outputs of a model file. */
export const graphNames = {
  /** Ids of the words, int64 [batch, time]; what stands behind a sentence's last word does not matter. */
  words: 'words',
  /** Number of words of each sentence, int32 [batch]. */
  lengths: 'lengths',
  /** Probability of each tag, float32 [batch, time, tag]. */
  probabilities: 'probabilities',
} as const;

/**
 * The network of a model file: ids in, probabilities out, by ONNX's own recurrent operators, which hold the gates in the
 * order that `LstmCell` has too.
 */
export function buildTaggingGraph(
  configuration: NetworkConfiguration,
  parameters: NetworkParameters<Float32Array>,
): GraphProto {
  const { cell, hiddenSize, tagCount } = configuration;
  const graph = new GraphBuilder('tagger');
  const shapes = parameterShapes(configuration);
  const weight = (name: keyof typeof shapes, dimensions = shapes[name], data = parameters[name]) =>
    graph.initializer(name, { type: 'float32', dimensions, data });
  const axes = (...values: number[]) => {
    const data = BigInt64Array.from(values, BigInt);
    return graph.initializer(`axes_${values}`, { type: 'int64', dimensions: [values.length], data });
  };

  const words = graph.input(graphNames.words, 'int64', ['batch', 'time']);
  const lengths = graph.input(graphNames.lengths, 'int32', ['batch']);

  // The operators are time-major, and have an axis of directions in front of their weights.
  const timeMajor = graph.node('Transpose', [words], { perm: [1, 0] });
  const embedded_TBD = graph.node('Gather', [weight('embedding'), timeMajor]);
  // They add two biases; ours is the first of them.
  const biases = new Float32Array(2 * parameters.bias.length);
  biases.set(parameters.bias);
  const hidden_T1BH = graph.node(
    cell.toUpperCase(),
    [
      embedded_TBD,
      weight('inputWeight', [1, ...shapes.inputWeight]),
      weight('recurrentWeight', [1, ...shapes.recurrentWeight]),
      weight('bias', [1, biases.length], biases),
      lengths,
    ],
    { hidden_size: hiddenSize, ...activations(configuration) },
  );
  const hidden_TBH = graph.node('Squeeze', [hidden_T1BH, axes(1)]);
  const hidden_BTH = graph.node('Transpose', [hidden_TBH], { perm: [1, 0, 2] });

  const outputWeight_HK = graph.node('Transpose', [weight('outputWeight')], { perm: [1, 0] });
  const logits_BTK = graph.node('Add', [
    graph.node('MatMul', [hidden_BTH, outputWeight_HK]),
    weight('outputBias'),
  ]);
  graph.node('Softmax', [logits_BTK], { axis: -1 }, graphNames.probabilities);
  graph.output(graphNames.probabilities, 'float32', ['batch', 'time', tagCount]);
  return graph.build();
}

/** The functions of the gates, the candidate and the output, where they are not the operator's own. */
function activations({ cell, cellOutput }: NetworkConfiguration): Record<string, Attribute> {
  if (cell === 'rnn' || cellOutput === 'tanh') return {};
  // h = r ⊙ c: the output passes through 1 · c + 0.
  return {
    activations: ['Sigmoid', 'Tanh', 'Affine'],
    activation_alpha: { floats: [1] },
    activation_beta: { floats: [0] },
  };
}
