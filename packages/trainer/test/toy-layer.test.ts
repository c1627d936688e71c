import { createRandom, type WordIds } from '@tagger/core/internal';
import { loadRuntime } from '@tagger/models';
import {
  type BatchView,
  createBatch,
  createCell,
  createOutput,
  dataTypes,
  declareFileInput,
  Embedding,
  type Environment,
  type FileGraph,
  type GraphBuilder,
  Network,
  type Ops,
  RecurrentLayer,
  take,
  timeMajor,
  WordEncoder,
  type WordPart,
} from '@tagger/models/internal';
import { describe, expect, it } from 'vitest';
import { howToGetVulkan, useSoftwareVulkan } from '../../models/test/software-vulkan';
import { BatchPreparer } from '../src/batches/prepare-batch';
import type { Engine } from '../src/engines/engine';
import { OnnxEngine } from '../src/engines/onnx-engine';
import { loadTfjsBackend } from '../src/engines/tfjs/load-tfjs';
import { TfjsEngine } from '../src/engines/tfjs/tfjs-engine';
import { WgslEngine } from '../src/engines/wgsl/wgsl-engine';
import { createOptimizer } from '../src/optimizers/create-optimizer';
import { float64Engine } from '../src/testing/float64-engine';
import { initializeParameters } from '../src/training/initialize';

/*
 * A layer that reads something no other layer does: how many characters a word has. It is this file alone, and every engine
 * trains it.
 *
 * Axes:  R distinct words
 */

const lengthInput = {
  name: 'words.length',
  type: 'float32',
  axes: ['words', 1],
  read: ({ words }: BatchView) => Float32Array.from(words, ({ characters }) => characters.length / 10),
} as const;

/** A word's length times a weight that learns [R, 2]. */
class WordLength implements WordPart {
  readonly size = 2;
  readonly parameters = [{ name: 'lengthWeight', shape: [1, 2], range: 1 }];
  readonly inputs = [lengthInput];
  readonly fileInputs = [
    {
      name: 'lengthOfWords',
      type: 'int32' as const,
      axes: [],
      read: (word: WordIds) => [word.characters.length],
    },
  ];

  forward<T>(ops: Ops<T>, { parameters, inputs }: Environment<T>) {
    const length_R1 = take(inputs, lengthInput.name);
    return {
      output: ops.matmul(length_R1, take(parameters, 'lengthWeight')),
      backward: (dOutput_R2: T) => ({ lengthWeight: ops.matmulRows(length_R1, dOutput_R2) }),
    };
  }

  export(file: FileGraph): string {
    const { graph, weights } = file;
    const lengths_TB = timeMajor(file, declareFileInput(file, this.fileInputs[0]!));
    const floats_TB1 = graph.node('Unsqueeze', [
      graph.node('Cast', [lengths_TB], { to: dataTypes.float32 }),
      graph.integers(-1),
    ]);
    const tenths = graph.node('Mul', [take(weights, 'lengthWeight'), tenth(graph)]);
    return graph.node('MatMul', [floats_TB1, tenths]);
  }
}

function tenth(graph: GraphBuilder): string {
  return graph.initializer('tenth', { type: 'float32', dimensions: [], data: Float32Array.of(0.1) });
}

const [vocabularySize, tagCount, hiddenSize] = [7, 3, 4];
const cell = createCell({ cell: 'lstm', cellOutput: 'tanh', hiddenSize });
const encoder = new WordEncoder([new Embedding(vocabularySize, 3), new WordLength()]);
const network = new Network({
  encoder,
  layers: [new RecurrentLayer({ index: 0, inputSize: encoder.size, directions: ['forward'], cell })],
  outputs: [
    createOutput(
      'softmax',
      { name: 'tags', tagCount, weight: 1 },
      { inputSize: hiddenSize, hiddenSize, suffix: '' },
    ),
  ],
});

const random = createRandom(1, 'toy');
const words: readonly WordIds[] = Array.from({ length: 12 }, (_, index) => ({
  word: index % vocabularySize,
  features: new Int32Array(),
  vector: 0,
  characters: new Int32Array(1 + (index % 5)),
}));
const sentences = [5, 3, 1, 4].map((length) => ({
  places: Int32Array.from({ length }, () => random.integer(words.length)),
  tags: Int32Array.from({ length }, () => random.integer(tagCount)),
}));
const batch = new BatchPreparer(network, words).prepare(createBatch(sentences, [0, 1, 2, 3]));

async function trainOn(engine: Engine) {
  const session = await engine.createSession({
    network,
    parameters: initializeParameters(network, 1),
    optimizer: createOptimizer('sgd'),
    clipNorm: 5,
  });
  for (let step = 0; step < 5; step++) await session.step([batch], { learningRate: 0.5, decay: 0 });
  const parameters = await session.readParameters();
  const { scores } = await session.predict(batch);
  const copies = Object.entries(parameters).map(([name, values]) => [name, values.slice()] as const);
  await session.release();
  return { parameters: Object.fromEntries(copies), scores: Float32Array.from(scores) };
}

const onnx = (graphs?: { readonly for: 'cpu' | 'webgpu'; readonly table: 'rows' | 'whole' }) => async () =>
  new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 1, graphs });
const engines: Record<string, () => Promise<Engine>> = {
  'ONNX Runtime': onnx(),
  'ONNX Runtime, graphs for a card': onnx({ for: 'webgpu', table: 'whole' }),
  'TensorFlow.js, wasm': async () => new TfjsEngine(await loadTfjsBackend('wasm')),
  'TensorFlow.js, cpu': async () => new TfjsEngine(await loadTfjsBackend('cpu')),
};

useSoftwareVulkan();
const card = await WgslEngine.create().catch(() => undefined);
if (card) engines.WGSL = async () => card;
else it.skip(`WGSL (${howToGetVulkan})`);

describe('a layer with a parameter and an input of its own', () => {
  const oracle = trainOn(float64Engine);

  it('learns', async () => {
    const { parameters } = await oracle;
    const start = initializeParameters(network, 1);
    expect(Math.abs(parameters.lengthWeight![0]! - start.lengthWeight![0]!)).toBeGreaterThan(1e-3);
  });

  it.each(Object.entries(engines))('is trained by %s as in float64', async (_, create) => {
    const [actual, expected] = [await trainOn(await create()), await oracle];
    for (const [name, values] of Object.entries(expected.parameters))
      for (const [at, value] of values.entries())
        expect(actual.parameters[name]![at], `${name} ${at}`).toBeCloseTo(value, 4);
    for (const [at, score] of expected.scores.entries()) expect(actual.scores[at]).toBeCloseTo(score, 4);
  });
});
