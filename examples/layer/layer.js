import { createRandom } from '@tagger/core/internal';
import { loadRuntime } from '@tagger/models';
import {
  createBatch,
  createCell,
  createOutput,
  Network,
  RecurrentLayer,
  WordEncoder,
} from '@tagger/models/internal';
import { OnnxEngine } from '@tagger/trainer';
import { BatchPreparer, createOptimizer, initializeParameters } from '@tagger/trainer/internal';

/** What the layer reads of a batch: the length of each distinct word, in tens of characters. */
const lengthInput = {
  name: 'words.length',
  type: 'float32',
  axes: ['words', 1],
  read: ({ words }) => Float32Array.from(words, ({ characters }) => characters.length / 10),
};

/** A layer of our own: the length of a word times weights that are learnt, as the vector of the word [R, 2]. */
class WordLength {
  size = 2;
  parameters = [{ name: 'lengthWeight', shape: [1, 2], range: 1 }];
  inputs = [lengthInput];
  /** For model files, which this example does not write: see `WordPart`. */
  fileInputs = [];

  /** `ops` may compute in float64, by TensorFlow.js, or write an ONNX graph: the layer need not know. */
  forward(ops, { parameters, inputs }) {
    const length_R1 = inputs[lengthInput.name];
    return {
      output: ops.matmul(length_R1, parameters.lengthWeight),
      backward: (dOutput_R2) => ({ lengthWeight: ops.matmulRows(length_R1, dOutput_R2) }),
    };
  }
}

const tags = ['short', 'long'];
const hiddenSize = 4;
const encoder = new WordEncoder([new WordLength()]);
const cell = createCell({ cell: 'lstm', cellOutput: 'tanh', hiddenSize });
const network = new Network({
  encoder,
  layers: [new RecurrentLayer({ index: 0, inputSize: encoder.size, directions: ['forward'], cell })],
  outputs: [
    createOutput(
      'softmax',
      { name: 'tags', tagCount: tags.length, weight: 1 },
      { inputSize: hiddenSize, hiddenSize, suffix: '' },
    ),
  ],
});

/** Sentences as a batch: each word is named by its place among the distinct words. */
function prepare(sentences) {
  const words = [...new Set(sentences.flat())];
  const batch = createBatch(
    sentences.map((sentence) => ({
      places: Int32Array.from(sentence, (word) => words.indexOf(word)),
      tags: Int32Array.from(sentence, (word) => (word.length > 5 ? 1 : 0)),
    })),
    sentences.map((_, index) => index),
  );
  const described = words.map((word) => ({
    word: 0,
    features: new Int32Array(),
    vector: 0,
    characters: Int32Array.from(word, (character) => character.codePointAt(0)),
  }));
  return new BatchPreparer(network, described).prepare(batch);
}

const random = createRandom(1, 'example');
const sentences = Array.from({ length: 64 }, () =>
  Array.from({ length: 6 }, () => 'x'.repeat(1 + random.integer(12))),
);

const engine = new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 1 });
const session = await engine.createSession({
  network,
  parameters: initializeParameters(network, 1),
  optimizer: createOptimizer('adam'),
  clipNorm: 5,
});
const batch = prepare(sentences);
for (let step = 1; step <= 200; step++) {
  const { loss } = await session.step([batch], { learningRate: 0.05, decay: 0 });
  if (step % 50 === 0) console.log(`step ${step}: loss ${loss.toFixed(3)}`);
}

const words = ['a', 'layer', 'knows', 'extraordinarily', 'few', 'polysyllables'];
const { scores } = await session.predict(prepare([words]));
console.log(
  words
    .map((word, step) => `${word}/${scores[2 * step] > scores[2 * step + 1] ? tags[0] : tags[1]}`)
    .join(' '),
);
await session.release();
