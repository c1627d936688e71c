import { describe, expect, it } from 'vitest';
import { readModelFile } from '../../src/model-file/decode-model-file';
import { encodeModelFile } from '../../src/model-file/encode-model-file';
import type { ModelDescription } from '../../src/model-file/model-description';
import { precisions } from '../../src/model-file/weights';
import { decodeModel } from '../../src/onnx/decode-model';
import { encodeStringFile } from '../../src/strings/encode-string-file';
import { Tagger } from '../../src/tagger/tagger';
import { createExtendedModel, extendedNetworks, sampleCombinations } from '../extended-models';
import { sampleSentences } from '../sample-model';
import { oddWords } from './odd-words';
import { layWords, modules, runStrings } from './run-graph';

const sentences = [
  ...sampleSentences([7, 1, 3, 12, 2, 25, 9]),
  ['x', 'Dogged', '😀😀'],
  oddWords.slice(0, 30),
];

/** The labels of a graph, by column. */
async function readGraph(module: (typeof modules)['node'], bytes: Uint8Array) {
  const laid = layWords(sentences);
  const results = await runStrings(module, bytes, laid);
  const { outputs } = JSON.parse(decodeModel(bytes).metadata.get('tagger.strings')!);
  return Object.entries<string>(outputs).map(([name, column]) => {
    const { data, dims } = results[name]!;
    expect(dims).toEqual(laid.dims);
    const rows = sentences.map((_, row) => (data as string[]).slice(row * dims[1]!, (row + 1) * dims[1]!));
    for (const [row, { length }] of sentences.entries())
      expect(new Set(rows[row]!.slice(length))).not.toContain('x');
    return { column, labels: rows.map((row, index) => row.slice(0, sentences[index]!.length)) };
  });
}

async function expectTags(module: (typeof modules)['node'], model: Uint8Array) {
  const tagger = await Tagger.load(model);
  const tagged = await tagger.tagBatch(sentences);
  await tagger.release();
  for (const { column, labels } of await readGraph(module, encodeStringFile(readModelFile(model, 'my.onnx'))))
    expect(labels, column).toEqual(
      tagged.map((words) => words.map(({ tag, tags }) => (tags ? tags[column] : tag))),
    );
}

const networks = Object.entries(extendedNetworks);

/** In a browser's runtime, which takes seconds to load a graph, one network that has everything will do. */
describe.each([
  { runtime: 'node', networks },
  { runtime: 'web', networks: networks.slice(0, 1) },
] as const)('a file of strings on onnxruntime-$runtime', ({ runtime, networks }) => {
  const module = modules[runtime] as (typeof modules)['node'];

  it.each(networks)('gives the tags of Tagger: %s', async (_, network) => {
    const { description, parameters } = createExtendedModel(network);
    await expectTags(module, encodeModelFile(description, parameters));
  });

  it.runIf(runtime === 'node')('chooses columns together', async () => {
    const { network, combinations } = sampleCombinations;
    const { description, parameters } = createExtendedModel(network);
    for (const precision of precisions)
      await expectTags(module, encodeModelFile({ ...description, combinations }, parameters, precision));
  });

  const tags = ['B-LOC', 'B-PER', 'I-LOC', 'I-PER', 'O'];
  it.each((runtime === 'node' ? ['crf', 'softmax'] : ['softmax']) as ('crf' | 'softmax')[])(
    'keeps to the scheme of spans: %s',
    async (output) => {
      const [plain] = Object.values(extendedNetworks);
      const { description, parameters } = createExtendedModel({ ...plain!, output });
      const model = encodeModelFile({ ...description, tags }, parameters);
      await expectTags(module, model);
    },
  );

  it.each(runtime === 'node' ? [undefined, 'upos'] : ['upos'])(
    'makes lemmas, by a dictionary of forms and %s too',
    async (tagColumn) => {
      const scripts = [
        'abe',
        'l*Cd1i1:+c1',
        'l0,0,0,',
        'u0,1,2,xyz',
        't0,0,0,',
        'k*d2i1:PCd1i1:Sc4',
        'k1,0,1,n',
        'odd',
        'tl*C',
      ];
      const { description, parameters } = createExtendedModel({
        ...Object.values(extendedNetworks)[3]!,
        otherOutputs: [{ name: 'lemma', kind: 'softmax', tagCount: scripts.length, weight: 1 }],
      });
      const entries = [
        { script: 't1,0,0,', forms: ['dog', 'naïve'], ...(tagColumn && { tag: 'NOUN' }) },
        { script: 'aGATTO', forms: ['cat', 'dog'], ...(tagColumn && { tag: 'ADJ' }) },
      ];
      const lemmas: ModelDescription['lemmas'] = { column: 'lemma', dictionary: { tagColumn, entries } };
      const whole = { ...description, otherTags: [scripts], lemmas };
      await expectTags(module, encodeModelFile(whole, parameters));
    },
  );
});

it('is opset 20, and no model file', () => {
  const { description, parameters } = createExtendedModel(Object.values(extendedNetworks)[0]!);
  const encode = () => encodeStringFile(readModelFile(encodeModelFile(description, parameters), 'my.onnx'));
  const bytes = encode();
  expect(Buffer.compare(encode(), bytes)).toBe(0);
  expect(() => readModelFile(bytes, 'words.onnx')).toThrow(
    'words.onnx: a file of strings, for other runtimes (give a file that `tagger train` wrote)',
  );
});

it('refuses a lemma script that no training writes, in one line', () => {
  const { description, parameters } = createExtendedModel(Object.values(extendedNetworks)[3]!);
  const [, ...rest] = description.otherTags!;
  const foreign = {
    ...description,
    otherTags: [['l0,0,0,', 'l*c1C', 'b'], ...rest],
    lemmas: { column: description.network.otherOutputs![0]!.name },
  };
  const file = readModelFile(encodeModelFile(foreign, parameters), 'my.onnx');
  expect(() => encodeStringFile(file)).toThrow(
    'the lemma script "l*c1C" cannot be applied in an ONNX graph (train it again, with this version)',
  );
});
