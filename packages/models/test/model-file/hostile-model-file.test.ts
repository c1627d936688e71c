import { ValiError } from 'valibot';
import { describe, expect, it } from 'vitest';
import { ModelError } from '../../src/errors';
import { decodeModelFile } from '../../src/model-file/decode-model-file';
import { encodeModelFile, metadataKeys } from '../../src/model-file/encode-model-file';
import { networkLimits } from '../../src/model-file/limits';
import { buildTaggingGraph } from '../../src/model-file/tagging-graph';
import { createNetwork } from '../../src/network/create-network';
import { encodeModel } from '../../src/onnx/encode-model';
import type { GraphProto, TensorProto } from '../../src/onnx/model-proto';
import type { Runtime } from '../../src/runtime/runtime';
import { Tagger } from '../../src/tagger/tagger';
import { createExtendedModel, extendedNetworks } from '../extended-models';
import { runtimes } from '../runners';
import { sampleSentences } from '../sample-model';

import { broken, description, errorOf, parameters, rebuild, withTensor } from './broken-files';

const { network, tags, training } = description;

it('reads the file that the cases below are changes of', () => {
  expect(decodeModelFile(rebuild({}), 'my.onnx').description).toEqual(description);
  expect(decodeModelFile(rebuild({ precision: 'int8' }), 'my.onnx').precision).toBe('int8');
});

describe('a description with sizes that the weights do not have', () => {
  const features = { count: 1, rows: 2, size: 1 };
  const characters = { vocabularySize: 2, embeddingSize: 1, hiddenSize: 1 };
  it.each<[string, object]>([
    ['layers', { layers: 2 }],
    ['layers', { layers: networkLimits.layers + 1 }],
    ['layers', { layers: 1e7 }],
    ['layers', { layers: 2 ** 32 }],
    ['layers', { layers: Number.MAX_SAFE_INTEGER }],
    ['layers', { layers: -1 }],
    ['layers', { layers: 1.5 }],
    ['layers', { layers: '1' }],
    ['hiddenSize', { hiddenSize: 2 ** 31 }],
    ['embeddingSize', { embeddingSize: 2 ** 53 }],
    ['embeddingSize', { embeddingSize: 0 }],
    ['vocabularySize', { vocabularySize: 2 ** 40 }],
    ['tagCount', { tagCount: 2 ** 30 }],
    ['features', { features }],
    ['features', { features: { ...features, count: 1e9 } }],
    ['features', { features: { ...features, size: -3 } }],
    ['vectors', { vectors: { rows: 1, size: 2 ** 33 } }],
    ['characters', { characters }],
    ['characters', { characters: { ...characters, hiddenSize: 1e8 } }],
    ['directions', { bidirectional: true }],
    ['output', { output: 'crf' }],
    ['cell', { cell: 'rnn' }],
  ])('is refused: %s of %j', (_, sizes) => {
    expect(errorOf(rebuild({ parts: { network: { ...network, ...sizes } } })).message).toBe(broken);
  });

  it('is refused without a list of a million faults', () => {
    const { cause } = errorOf(rebuild({ parts: { words: new Array(1000).fill(1) } }));
    expect(cause).toBeInstanceOf(ValiError);
    expect((cause as ValiError<never>).issues).toHaveLength(1);
  });

  it('is refused where its JSON is nested deeply', () => {
    const deep = rebuild({ parts: { words: 'here' } });
    const text = '['.repeat(200_000);
    const metadata = new Map<string, string>([
      [metadataKeys.format, '1'],
      [metadataKeys.network, text],
    ]);
    expect(
      errorOf(encodeModel({ metadata, graph: buildTaggingGraph(createNetwork(network), parameters) }))
        .message,
    ).toBe(broken);
    expect(errorOf(deep).message).toBe(broken);
  });

  it('is refused with a language in which no text can be cut', () => {
    const corpus = { ...training.corpus, language: 'not a language' };
    expect(errorOf(rebuild({ parts: { training: { ...training, corpus } } })).message).toBe(broken);
  });

  it('is refused where a feature is there twice', () => {
    const shape = { name: 'shape', values: ['x'] };
    const twice = {
      network: { ...network, features: { count: 2, rows: 4, size: 1 } },
      features: [shape, shape],
    };
    expect(errorOf(rebuild({ parts: twice })).message).toBe(broken);
  });
});

describe('columns', () => {
  const entry = { script: 'abe', forms: ['is'] };
  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['lemmas of a column that is none', { lemmas: { column: 'lemma' } }],
    [
      'a dictionary by a column that is none',
      { lemmas: { column: 'upos', dictionary: { tagColumn: 'xpos', entries: [] } } },
    ],
    [
      'a dictionary without forms',
      { lemmas: { column: 'upos', dictionary: { entries: [{ script: 'abe' }] } } },
    ],
    ['entries that are no list', { lemmas: { column: 'upos', dictionary: { entries: { 0: entry } } } }],
    [
      'a column called __proto__',
      {
        network: {
          ...network,
          otherOutputs: [{ name: '__proto__', kind: 'softmax', tagCount: 1, weight: 1 }],
        },
        otherTags: [['x']],
      },
    ],
    ['tags without their output', { otherTags: [['x']] }],
    [
      'a first column called __proto__',
      { training: { ...training, corpus: { ...training.corpus, column: '__proto__' } } },
    ],
    [
      '65 outputs',
      {
        network: {
          ...network,
          otherOutputs: Array(65).fill({ name: 'x', kind: 'softmax', tagCount: 1, weight: 1 }),
        },
      },
    ],
  ])('are refused: %s', (_, parts) => {
    expect(errorOf(rebuild({ parts })).message).toBe(broken);
  });

  const K = tags.length;
  it.each([
    ['of no output', { x: Array(K).fill([0]) }],
    ['of the first output', { upos: Array(K).fill([0]) }],
    ['of a conditional random field', { chunk: Array(K).fill([0]) }],
    ['of fewer tags', { case: Array(K - 1).fill([0]) }],
    ['without a tag', { case: [...Array(K - 1).fill([0]), []] }],
    ['of a tag too many', { case: Array(K).fill([0, 2]) }],
    ['twice', { case: Array(K).fill([1, 1]) }],
    ['of half a tag', { case: Array(K).fill([0.5]) }],
  ])('are refused: combinations %s', (_, combinations) => {
    const model = createExtendedModel(extendedNetworks['LSTM with three outputs']!);
    const read = (own: Readonly<Record<string, number[][]>>) =>
      decodeModelFile(
        encodeModelFile({ ...model.description, combinations: own }, model.parameters),
        'my.onnx',
      );
    expect(read({ case: Array(K).fill([0, 1]) }).description.combinations).toEqual({
      case: Array(K).fill([0, 1]),
    });
    expect(() => read(combinations)).toThrow(broken);
  });

  it('of lemmas give some text, whatever their scripts are', async () => {
    const scripts = ['l9999,9999,9999,x', 'k', '', 'a', 'l0,0,5,x', 't0,0,0,'].slice(0, tags.length);
    const lemmas = {
      column: 'upos',
      dictionary: { entries: [{ script: 'u99,1,0,', forms: ['', 'dog', '\ud800'] }] },
    };
    const parts = { tags: [...scripts, ...tags].slice(0, tags.length), lemmas };
    const tagger = await Tagger.load(rebuild({ parts }));
    const lone = '\ud800x';
    const tagged = await tagger.tagTokens(['dog', 'cat', lone, 'İ', '\u00ad']);
    for (const { lemma, tag } of tagged) expect([tag, (lemma ?? '').length > 0]).toEqual([lemma, true]);
    await tagger.release();
  });
});

describe('weights', () => {
  const withValue = (value: number) =>
    withTensor('bias', ({ data }) => ({ data: Float32Array.from(data as Float32Array, () => value) }));

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1.1e12, -3e38])(
    'of %d are refused',
    (value) => {
      expect(errorOf(rebuild({ graph: withValue(value) })).message).toBe(
        'my.onnx: the weights of bias are not all numbers up to 1000000000000 (train it again, with a lower learning rate)',
      );
    },
  );

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 3e38])('with scales of %d are refused', (scale) => {
    const graph = withTensor('outputWeight.scale', ({ data }) => ({
      data: Float32Array.from(data as Float32Array, () => scale),
    }));
    expect(errorOf(rebuild({ graph, precision: 'int8' })).message).toBe(
      'my.onnx: the weights of outputWeight are not all numbers up to 1000000000000 (train it again, with a lower learning rate)',
    );
  });

  it.each<[string, string, (tensor: TensorProto) => Partial<TensorProto>]>([
    ['the axes the other way', 'inputWeight', ({ dimensions }) => ({ dimensions: dimensions.toReversed() })],
    ['an axis more', 'bias', ({ dimensions }) => ({ dimensions: [1, ...dimensions] })],
    ['no axes', 'bias', () => ({ dimensions: [] })],
    ['an axis of 2⁵²', 'bias', () => ({ dimensions: [2 ** 52] })],
    ['an axis of 0 and no data', 'bias', () => ({ dimensions: [0], data: new Float32Array() })],
    ['no data', 'embedding', () => ({ data: new Float32Array() })],
    ['half of the data', 'embedding', ({ data }) => ({ data: data.slice(data.length / 2) as Float32Array })],
    ['data of another type', 'bias', ({ data }) => ({ type: 'int32', data: new Int32Array(data.length) })],
    [
      'whole numbers without a scale',
      'embedding',
      ({ data }) => ({ type: 'int8', data: new Int8Array(data.length) }),
    ],
    [
      'packed whole numbers without a scale',
      'embedding',
      ({ dimensions: [rows] }) => ({ type: 'uint8', dimensions: [rows!, 1], data: new Uint8Array(rows!) }),
    ],
    [
      'whole numbers for a vector',
      'bias',
      ({ data }) => ({ type: 'int8', data: new Int8Array(data.length) }),
    ],
  ])('with %s are refused', (_, name, change) => {
    expect(errorOf(rebuild({ graph: withTensor(name, change) })).message).toBe(broken);
  });

  it('packed are refused for a matrix', () => {
    const graph = withTensor('inputWeight', ({ dimensions: [rows, width] }) => {
      const half = Math.ceil(width! / 2);
      return { type: 'uint8', dimensions: [rows!, half], data: new Uint8Array(rows! * half) };
    });
    expect(errorOf(rebuild({ graph, precision: 'int8' })).message).toBe(broken);
  });

  it('of transitions whose powers are no numbers are refused in tagging', async () => {
    const crf = { ...network, output: 'crf' as const };
    const transitions = new Float32Array((tags.length + 1) ** 2).fill(1000);
    const file = encodeModelFile({ ...description, network: crf }, { ...parameters, transitions });
    const tagger = await Tagger.load(file, { runtime: runtimes.node, threads: 1 });
    await expect(tagger.tagTokens(['the', 'dog'])).rejects.toThrow(
      new ModelError('the weights are too large to compute with', {
        location: { file: 'model' },
        hint: 'train it again, with a lower learning rate',
      }),
    );
    await tagger.release();
  });
});

describe('a file with another graph', () => {
  /** Runs on the CPU what is meant for a graphics card. */
  const card: Runtime = {
    name: 'card',
    keepsOn: () => false,
    createSession: (model, options) => runtimes.node.createSession(model, { ...options, device: 'cpu' }),
  };
  const sentences = sampleSentences([7, 1, 3, 12]);

  it.each<[string, (graph: GraphProto) => GraphProto]>([
    ['no nodes', (graph) => ({ ...graph, nodes: [] })],
    [
      'an operator in the place of another',
      (graph) => ({
        ...graph,
        nodes: graph.nodes.map((node) => (node.operator === 'Exp' ? { ...node, operator: 'Neg' } : node)),
      }),
    ],
    ['no outputs', (graph) => ({ ...graph, outputs: [] })],
  ])('tags as its weights say on every device: %s', async (_, graph) => {
    const tag = async (file: Uint8Array, device: 'cpu' | 'cuda') => {
      const tagger = await Tagger.load(file, { runtime: card, device, threads: 1 });
      const tagged = await tagger.tagBatch(sentences);
      await tagger.release();
      return tagged.map((each) => each.map((word) => word.tag));
    };
    const expected = await tag(encodeModelFile(description, parameters), 'cpu');
    const altered = rebuild({ graph });
    expect(await tag(altered, 'cpu')).toEqual(expected);
    expect(await tag(altered, 'cuda')).toEqual(expected);
  });
});
