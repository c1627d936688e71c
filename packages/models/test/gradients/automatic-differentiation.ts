import type * as Tensorflow from '@tensorflow/tfjs-core';
import type { Values } from '../../src/testing/values';
import type { NetworkCase } from '../network-cases';
import { importBundle } from './import-bundle';

type Matrix = Tensorflow.Tensor2D;
type Matrices = Readonly<Record<string, Matrix>>;

// Its derivatives are in files that Node.js cannot import as they are.
const tf = await importBundle<typeof Tensorflow>(`
  export * from '@tensorflow/tfjs-core';
  import '@tensorflow/tfjs-core/dist/register_all_gradients';
  import '@tensorflow/tfjs-backend-cpu';
`);
// No greeting.
tf.env().set('IS_TEST', true);

/**
 * The loss and ∂L/∂ of everything, as TensorFlow.js differentiates the forward pass below. It is the report's, word by
 * word and sentence by sentence: vectors are columns, and there is no batch, no padding and no backward pass.
 *
 * What lies between the parameters and the loss has a zero added to it, `z`, `x` and `logits`: ∂L/∂ of the zero is δz, δx, δõ.
 */
export function differentiate(network: NetworkCase): Record<string, Values> {
  const { parameters, initial, configuration, places } = network;
  const [time, batch] = places.shape;
  const zeros = (size: number) => tf.zeros<Tensorflow.Rank.R2>([time! * batch!, size]);
  const variables: Matrices = {
    ...mapValues(parameters, toMatrix),
    ...mapValues(initial, toMatrix),
    z: zeros(parameters.bias!.shape[0]!),
    x: zeros(configuration.embeddingSize),
    logits: zeros(configuration.tagCount),
  };
  const names = Object.keys(variables);
  const { value, grads } = tf.valueAndGrads((...tensors: Tensorflow.Tensor[]) =>
    computeLoss(network, Object.fromEntries(names.map((name, index) => [name, tensors[index] as Matrix]))),
  )(Object.values(variables));
  return {
    loss: toValues(value),
    ...Object.fromEntries(names.map((name, index) => [name, toValues(grads[index]!)])),
  };
}

/** The mean over the sentences of L = Σ_t −y_t · log o_t. */
function computeLoss(network: NetworkCase, variables: Matrices): Tensorflow.Scalar {
  const { configuration, places, tags, weight } = network;
  const [time, batch] = places.shape;
  const { embedding, outputWeight: V, outputBias } = variables;
  const E = tf.transpose(embedding!);
  const oneHot = (index: number, depth: number) =>
    tf.transpose(tf.oneHot(tf.tensor1d([index], 'int32'), depth)) as Matrix;
  const takeStep = steps[configuration.cell];

  let loss = tf.scalar(0);
  for (let sentence = 0; sentence < batch!; sentence++) {
    let h = column(variables['initial.hidden']!, sentence);
    let c = configuration.cell === 'lstm' ? column(variables['initial.cell']!, sentence) : h;
    for (let t = 0; t < time!; t++) {
      const step = t * batch! + sentence;
      if (weight.data[step] === 0) break;
      const word = oneHot(places.data[step]!, configuration.vocabularySize);
      // x_t = E · onehot(w_t)
      const x = tf.add<Matrix>(product(E, word), column(variables.x!, step));
      ({ h, c } = takeStep(network, variables, { x, h, c, zero: column(variables.z!, step) }));
      // õ_t = V h_t + bias, o_t = softmax(õ_t)
      const logits = tf.addN([product(V!, h), tf.transpose(outputBias!), column(variables.logits!, step)]);
      const o = tf.div(tf.exp(logits), tf.sum(tf.exp(logits)));
      const y = oneHot(tags.data[step]!, configuration.tagCount);
      loss = tf.sub(loss, tf.sum(tf.mul(y, tf.log(o))));
    }
  }
  return tf.div(loss, batch!);
}

interface StepInput {
  readonly x: Matrix;
  /** h_{t−1} */
  readonly h: Matrix;
  /** c_{t−1} */
  readonly c: Matrix;
  /** Added to z_t. */
  readonly zero: Matrix;
}
type Step = (network: NetworkCase, variables: Matrices, input: StepInput) => { h: Matrix; c: Matrix };

/** z_t = U x_t + W h_{t−1} + bias, h_t = tanh(z_t) */
const stepRnn: Step = (_, { inputWeight: U, recurrentWeight: W, bias }, { x, h, c, zero }) => {
  const z = tf.addN<Matrix>([product(U!, x), product(W!, h), tf.transpose(bias!), zero]);
  return { h: tf.tanh(z), c };
};

/** i, f, r = σ(z), c̃ = tanh(z), c_t = f ⊙ c_{t−1} + i ⊙ c̃, and h_t = r ⊙ c_t or r ⊙ tanh(c_t) */
const stepLstm: Step = ({ configuration }, variables, { x, h, c: previous, zero }) => {
  const { hiddenSize: H, cellOutput } = configuration;
  const { inputWeight, recurrentWeight, bias } = variables;
  const z = (block: number) => {
    const rows = (matrix: Matrix) => tf.slice(matrix, [block * H, 0], [H, -1]);
    const [U, W] = [rows(inputWeight!), rows(recurrentWeight!)];
    return tf.addN<Matrix>([product(U, x), product(W, h), rows(tf.transpose(bias!)), rows(zero)]);
  };
  // The parameters' rows stand in this order.
  const [i, r, f] = [tf.sigmoid(z(0)), tf.sigmoid(z(1)), tf.sigmoid(z(2))];
  const candidate = tf.tanh(z(3));
  const c = tf.add<Matrix>(tf.mul(f, previous), tf.mul(i, candidate));
  return { c, h: tf.mul(r, cellOutput === 'tanh' ? tf.tanh(c) : c) };
};

/** u, r = σ(z), c̃ = tanh(U x + W (r ⊙ h_{t−1}) + bias), h_t = u ⊙ h_{t−1} + (1 − u) ⊙ c̃ */
const stepGru: Step = ({ configuration }, variables, { x, h, c, zero }) => {
  const { hiddenSize: H } = configuration;
  const { inputWeight, recurrentWeight, bias } = variables;
  const z = (block: number, read: Matrix) => {
    const rows = (matrix: Matrix) => tf.slice(matrix, [block * H, 0], [H, -1]);
    const [U, W] = [rows(inputWeight!), rows(recurrentWeight!)];
    return tf.addN<Matrix>([product(U, x), product(W, read), rows(tf.transpose(bias!)), rows(zero)]);
  };
  const [u, r] = [tf.sigmoid(z(0, h)), tf.sigmoid(z(1, h))];
  const candidate = tf.tanh(z(2, tf.mul<Matrix>(r, h)));
  return { c, h: tf.add<Matrix>(tf.mul(u, h), tf.mul(tf.sub(1, u), candidate)) };
};

const steps = { rnn: stepRnn, lstm: stepLstm, gru: stepGru };

const product = (a: Matrix, b: Matrix) => tf.matMul<Matrix>(a, b);

function column(rows: Matrix, index: number): Matrix {
  return tf.transpose(tf.slice(rows, [index, 0], [1, -1]));
}

function toMatrix({ shape, data }: Values): Matrix {
  return tf.tensor2d(Array.from(data), [shape.length === 1 ? 1 : shape[0]!, shape[shape.length - 1]!]);
}

const toValues = (tensor: Tensorflow.Tensor): Values => ({ shape: tensor.shape, data: tensor.dataSync() });

function mapValues<From, To>(record: Readonly<Record<string, From>>, map: (value: From) => To) {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
