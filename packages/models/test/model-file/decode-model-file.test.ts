import { createRandom } from '@tagger/core/internal';
import { describe, expect, it } from 'vitest';
import { writeModelCard } from '../../src/card/write-model-card';
import { ModelError } from '../../src/errors';
import { decodeModelFile } from '../../src/model-file/decode-model-file';
import { encodeModelFile, metadataKeys } from '../../src/model-file/encode-model-file';
import { buildTaggingGraph } from '../../src/model-file/tagging-graph';
import { createNetwork } from '../../src/network/create-network';
import { encodeModel } from '../../src/onnx/encode-model';
import type { TensorProto } from '../../src/onnx/model-proto';
import { Tagger } from '../../src/tagger/tagger';
import { runtimes } from '../runners';
import { createSampleModel, sampleSentences } from '../sample-model';

const { description, parameters } = createSampleModel(
  { cell: 'lstm', cellOutput: 'identity' },
  { hiddenSize: 3, embeddingSize: 2 },
);
const bytes = encodeModelFile(description, parameters);

const broken =
  'my.onnx: not a model file, or only a part of one (train it again, or copy it again from where it came)';
const foreign = 'my.onnx: an ONNX file, but not of a tagger (give a file that `tagger train` wrote)';

function errorOf(found: Uint8Array): string | undefined {
  try {
    decodeModelFile(found, 'my.onnx');
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
    return (error as Error).message;
  }
}

/** The model file with other metadata or initializers. */
function rebuild(
  metadata: Readonly<Record<string, string | undefined>>,
  change = (tensor: TensorProto): TensorProto | undefined => tensor,
): Uint8Array {
  const { network, words, lookup, tags, training } = description;
  const original = {
    [metadataKeys.format]: '1',
    [metadataKeys.network]: JSON.stringify(network),
    [metadataKeys.words]: JSON.stringify(words),
    [metadataKeys.lookup]: JSON.stringify(lookup),
    [metadataKeys.tags]: JSON.stringify(tags),
    [metadataKeys.training]: JSON.stringify(training),
    [metadataKeys.card]: writeModelCard(description),
  };
  const entries = Object.entries({ ...original, ...metadata }).filter(([, value]) => value !== undefined);
  const graph = buildTaggingGraph(createNetwork(network), parameters);
  const initializers = graph.initializers.map(change).filter((tensor) => tensor !== undefined);
  return encodeModel({ metadata: new Map(entries as [string, string][]), graph: { ...graph, initializers } });
}

describe('decodeModelFile', () => {
  it('reads the file that the cases below are changes of', () => {
    expect(decodeModelFile(rebuild({}), 'my.onnx')).toEqual({
      description,
      parameters,
      precision: 'float32',
      card: writeModelCard(description),
    });
    expect(rebuild({})).toEqual(bytes);
  });

  it('reads a file from before there were cards', () => {
    const older = rebuild({ [metadataKeys.card]: undefined });
    expect(decodeModelFile(older, 'my.onnx')).toEqual({ description, parameters, precision: 'float32' });
  });

  it('gives the card as it stands in the file', () => {
    const other = rebuild({ [metadataKeys.card]: '# Written by hand\n' });
    expect(decodeModelFile(other, 'my.onnx').card).toBe('# Written by hand\n');
  });

  it('refuses a file that ends too early, wherever that is', () => {
    const messages = Array.from(bytes.keys(), (length) => errorOf(bytes.subarray(0, length)));
    expect(new Set(messages)).toEqual(new Set([broken]));
  });

  it.each([
    ['text', new TextEncoder().encode('<!doctype html>\n<html><body>Not found</body></html>\n')],
    ['zeros', new Uint8Array(1000)],
    ['a zip file', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0)],
    ['a file that goes on after its end', Uint8Array.from([...bytes, 0x7a])],
  ])('refuses %s', (_, content) => {
    expect(errorOf(content)).toBe(broken);
  });

  it('refuses random bytes', () => {
    for (let seed = 0; seed < 500; seed++) {
      const random = createRandom(seed, 'bytes');
      const length = 1 + random.integer(300);
      expect([broken, foreign]).toContain(errorOf(Uint8Array.from({ length }, () => random.integer(256))));
    }
  });

  it('refuses an ONNX file of something else', () => {
    const graph = buildTaggingGraph(createNetwork(description.network), parameters);
    expect(errorOf(encodeModel({ metadata: new Map(), graph }))).toBe(foreign);
    expect(errorOf(encodeModel({ metadata: new Map([['author', 'someone']]), graph }))).toBe(foreign);
  });

  it('refuses a later version of the format', () => {
    expect(errorOf(rebuild({ [metadataKeys.format]: '5' }))).toBe(
      'my.onnx: a model file of version 5; this program reads 4 (update @tagger/models)',
    );
  });

  const { network, words, tags, training } = description;
  it.each<[string, string, unknown]>([
    ['a version that is no number', metadataKeys.format, 'one\ntwo'],
    ['no words', metadataKeys.words, undefined],
    ['a word too few', metadataKeys.words, words.slice(1)],
    ['a word too many', metadataKeys.words, [...words, 'more']],
    ['a word twice', metadataKeys.words, ['dog', 'dog', ...words.slice(2)]],
    ['a word that is no string', metadataKeys.words, [7, ...words.slice(1)]],
    ['words that are no JSON', metadataKeys.words, '["the", '],
    ['no lookup', metadataKeys.lookup, undefined],
    ['more trained words than words', metadataKeys.lookup, { trainedWords: 99, caseFallback: false }],
    ['a tag too few', metadataKeys.tags, tags.slice(1)],
    ['a tag twice', metadataKeys.tags, ['DET', 'DET', ...tags.slice(2)]],
    ['a cell that is not known', metadataKeys.network, { ...network, cell: 'gru' }],
    ['a size that is no whole number', metadataKeys.network, { ...network, hiddenSize: 2.5 }],
    ['a size of the weights that is not theirs', metadataKeys.network, { ...network, embeddingSize: 3 }],
    ['a size beyond all bounds', metadataKeys.network, { ...network, hiddenSize: 1e300 }],
    ['null', metadataKeys.network, null],
    ['no training', metadataKeys.training, {}],
    ['an epoch of zero', metadataKeys.training, { ...training, epoch: 0 }],
  ])('refuses %s', (_, key, value) => {
    const text = typeof value === 'string' || value === undefined ? value : JSON.stringify(value);
    expect(errorOf(rebuild({ [key]: text }))).toBe(broken);
  });

  it.each(Object.keys(parameters))('refuses a file without its %s, or with another', (name) => {
    const replace = (change: (tensor: TensorProto) => TensorProto | undefined) =>
      errorOf(rebuild({}, (tensor) => (tensor.name === name ? change(tensor) : tensor)));
    expect(replace(() => undefined)).toBe(broken);
    expect(replace((tensor) => ({ ...tensor, data: tensor.data.slice(1) as Float32Array }))).toBe(broken);
    expect(replace((tensor) => ({ ...tensor, data: new Float32Array(tensor.data.length + 1) }))).toBe(broken);
    expect(
      replace((tensor) => ({ ...tensor, type: 'int32', data: new Int32Array(tensor.data.length) })),
    ).toBe(broken);
  });
});

describe('a file with one byte changed', () => {
  const random = createRandom(1, 'places');
  const places = Array.from({ length: 1000 }, () => random.integer(bytes.length));
  const changed = (index: number) => {
    const copy = Uint8Array.from(bytes);
    copy[index]! ^= 0xff;
    return copy;
  };

  it('is read, or refused in one line', () => {
    const messages = new Set(places.map((index) => errorOf(changed(index))));
    for (const message of messages) expect(message ?? '').not.toContain('\n');
  });

  it('tags, or is refused with its name', async () => {
    const outcomes = { refused: 0, tagged: 0 };
    for (const index of places.slice(0, 150)) {
      const load = Tagger.load(changed(index), { runtime: runtimes.node, threads: 1 });
      const tagger = await load.catch((error: Error) => {
        expect(error).toBeInstanceOf(ModelError);
        expect(error.message).toMatch(/^model: .*$/);
      });
      outcomes[tagger ? 'tagged' : 'refused']++;
      // What it gives may be nonsense.
      await tagger?.tagBatch(sampleSentences([3, 1])).catch(() => {});
      await tagger?.release();
    }
    // Not the bytes of the graph, which is for other runtimes: the tagger builds its own of the weights.
    expect(outcomes.refused).toBeGreaterThan(20);
    expect(outcomes.tagged).toBeGreaterThan(20);
  });
});
