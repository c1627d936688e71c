import { Lexicon } from '@tagger/core/internal';
import { describe, expect, it } from 'vitest';
import { KernelNetwork } from '../../src/kernels/kernel-network';
import type { Kernels } from '../../src/kernels/kernels';
import { createPlainKernels } from '../../src/kernels/plain/plain-kernels';
import { planNetwork } from '../../src/kernels/plan-network';
import { createWasmKernels } from '../../src/kernels/wasm-kernels';
import { readModelFile } from '../../src/model-file/decode-model-file';
import { encodeModelFile } from '../../src/model-file/encode-model-file';
import type { StoredPrecision } from '../../src/model-file/weights';
import { createNetwork } from '../../src/network/create-network';
import { FoldedNetwork } from '../../src/tagger/folded-network';
import type { NetworkModel } from '../../src/tagger/network-factory';
import { createOnnxNetworks } from '../../src/tagger/onnx-networks';
import { PortableNetwork } from '../../src/tagger/portable-network';
import type { TaggingNetwork } from '../../src/tagger/tagging-network';
import { createExtendedModel, extendedNetworks, sampleCombinations } from '../extended-models';
import { cells } from '../network-cases';
import { runtimes } from '../runners';
import { createSampleModel, type SampleModel, sampleSentences } from '../sample-model';

const models: Readonly<Record<string, SampleModel>> = {
  ...Object.fromEntries(
    cells.map((cell) => [`${cell.cell} with output ${cell.cellOutput}`, createSampleModel(cell)]),
  ),
  ...Object.fromEntries(
    Object.entries(extendedNetworks).map(([name, network]) => [name, createExtendedModel(network)]),
  ),
  'bidirectional LSTM': createExtendedModel({
    ...extendedNetworks['LSTM with three outputs']!,
    otherOutputs: undefined,
    bidirectional: true,
  }),
};
const precisions: readonly StoredPrecision[] = ['float32', 'int8'];
const sentences = sampleSentences([9, 1, 30, 0, 2, 2, 14, 5, 5, 7, 11, 3]);

/** A model as it is read from its file. */
function readModel({ description, parameters }: SampleModel, precision: StoredPrecision) {
  const file = readModelFile(encodeModelFile(description, parameters, precision), 'model.onnx');
  return {
    ...file,
    parameters: file.weights.all(),
    network: createNetwork(description.network),
    lexicon: new Lexicon(description),
  };
}

function createKernelNetwork(
  model: ReturnType<typeof readModel>,
  kernels: Kernels,
  given: Pick<NetworkModel, 'known' | 'joint'> = {},
): KernelNetwork {
  const plan = planNetwork(model.network, model.weights);
  return new KernelNetwork(plan, { ...model, ...given }, kernels);
}

/** The values of all tags of all words, and the tags. */
async function read(network: TaggingNetwork, tagCount: number, given = sentences) {
  const { all, tags, otherTags = [], confidences, starts, stride } = await network.run(given, 'scores');
  const take = (part: 'probabilities' | 'scores') =>
    given.flatMap((words, row) =>
      words.flatMap((_, step) => {
        const at = starts[row]! + step * stride;
        return [...all![part].subarray(at * tagCount, (at + 1) * tagCount)];
      }),
    );
  const each = (values: ArrayLike<number>) =>
    given.flatMap((words, row) => words.map((_, step) => values[starts[row]! + step * stride]!));
  return {
    probabilities: take('probabilities'),
    scores: take('scores'),
    tags: each(tags),
    otherTags: otherTags.map(each),
    confidences: each(confidences),
  };
}

describe.each(Object.entries(models))('%s', (_, sample) => {
  const { tagCount } = sample.description.network;

  it.each(precisions)('of %s gives the same bits in WebAssembly and in TypeScript', async (precision) => {
    const model = readModel(sample, precision);
    const wasm = createKernelNetwork(model, (await createWasmKernels())!);
    const plain = createKernelNetwork(model, createPlainKernels());
    // Twice: what a network has learnt of a word, it knows the second time.
    for (let time = 0; time < 2; time++)
      expect(await read(wasm, tagCount)).toEqual(await read(plain, tagCount));
  });

  it.each(precisions)('of %s gives what the graph of its file gives', async (precision) => {
    const model = readModel(sample, precision);
    const create = (bytes: Uint8Array) => runtimes.node.createSession(bytes, { device: 'cpu', threads: 1 });
    const portable = await PortableNetwork.create(model, model.parameters, create);
    const expected = await read(portable, tagCount);
    const actual = await read(createKernelNetwork(model, (await createWasmKernels())!), tagCount);
    // Whole numbers of 16 bits round a little more.
    const most = precision === 'int8' ? 0.005 : 0.002;
    for (const [at, value] of expected.probabilities.entries())
      expect(Math.abs(actual.probabilities[at]! - value)).toBeLessThan(most);
    for (const [at, value] of expected.confidences.entries())
      expect(Math.abs(actual.confidences[at]! - value)).toBeLessThan(most);
    expect(actual.tags).toEqual(expected.tags);
    expect(actual.otherTags).toEqual(expected.otherTags);
    await portable.release();
  });

  it('reads a sentence alike whatever is next to it, and with or without the values of all tags', async () => {
    const model = readModel(sample, 'int8');
    const network = createKernelNetwork(model, (await createWasmKernels())!);
    const together = await read(network, tagCount);
    const alone: number[] = [];
    for (const sentence of sentences)
      if (sentence.length > 0) alone.push(...(await read(network, tagCount, [sentence])).probabilities);
    expect(alone).toEqual(together.probabilities);
    const { tags, otherTags = [], confidences, all } = await network.run(sentences, 'tags');
    expect(all).toBeUndefined();
    expect([...tags]).toEqual(together.tags);
    expect(otherTags.map((own) => [...own])).toEqual(together.otherTags);
    expect([...confidences]).toEqual(together.confidences);
  });
});

it.each(precisions)('gives the tags of several outputs in ONNX graphs, in %s', async (precision) => {
  const model = readModel(models['bidirectional LSTM with three outputs']!, precision);
  const { tagCount } = model.description.network;
  const create = (bytes: Uint8Array) => runtimes.node.createSession(bytes, { device: 'cpu', threads: 1 });
  const { network, parameters, lexicon } = model;
  const folded = await FoldedNetwork.create({ network, precision, lexicon }, parameters, create);
  const portable = await PortableNetwork.create({ network, precision, lexicon }, parameters, create);
  const [actual, expected] = [await read(folded, tagCount), await read(portable, tagCount)];
  expect(new Set(expected.otherTags[0]).size).toBeGreaterThan(1);
  // Whole numbers of 8 bits may decide between tags that are nearly as probable.
  const most = precision === 'int8' ? 0.05 : 0;
  for (const [index, tags] of [expected.tags, ...expected.otherTags].entries()) {
    const own = [actual.tags, ...actual.otherTags][index]!;
    expect(tags.filter((tag, at) => tag !== own[at]).length).toBeLessThanOrEqual(most * tags.length);
  }
  await folded.release();
  await portable.release();
});

it.each(precisions)('computes an output only where its label is not known, in %s', async (precision) => {
  const model = readModel(models['bidirectional LSTM with three outputs']!, precision);
  const { tagCount } = model.description.network;
  const all = await read(createKernelNetwork(model, (await createWasmKernels())!), tagCount);
  // The second output, asked about with the tag of the third.
  const find = (word: string, tag: number) => (word.length % 3 === 0 || tag === 1 ? 7 : -1);
  const known = { output: 1, given: 2, find };
  const some = await read(createKernelNetwork(model, (await createWasmKernels())!, { known }), tagCount);
  const words = sentences.flat();
  const isKnown = words.map((word, at) => find(word, all.otherTags[1]![at]!) >= 0);
  expect(isKnown.filter((is) => !is).length).toBeGreaterThan(8);
  expect(isKnown).toContain(true);
  const [second, third] = all.otherTags;
  expect(some.otherTags).toEqual([second!.map((tag, at) => (isKnown[at] ? -8 : tag)), third]);
  expect(some.tags).toEqual(all.tags);
});

it('prefers labels that make known lemmas, by kernels and by ONNX graphs', async () => {
  const model = readModel(models['bidirectional LSTM with three outputs']!, 'float32');
  const { tagCount } = model.description.network;
  const find = (word: string) => (word.length % 3 === 0 ? 7 : -1);
  const prefers = (word: string, label: number) => label === word.length % 2;
  const known = { output: 1, given: 2, find, prefers };
  const own = await read(createKernelNetwork(model, (await createWasmKernels())!, { known }), tagCount);
  expect(await read(createKernelNetwork(model, createPlainKernels(), { known }), tagCount)).toEqual(own);
  const plain = { ...known, prefers: undefined };
  const without = await read(createKernelNetwork(model, createPlainKernels(), { known: plain }), tagCount);
  expect(own.otherTags[0]).not.toEqual(without.otherTags[0]);
  expect(own.otherTags[1]).toEqual(without.otherTags[1]);
  const factory = createOnnxNetworks(runtimes.node, { device: 'cpu', threads: 1 });
  const graph = await factory.create({ ...model, known, fileName: 'model.onnx' });
  expect((await read(graph, tagCount)).otherTags).toEqual(own.otherTags);
  await graph.release();
});

it.each(precisions)('chooses columns together, by kernels and by ONNX graphs, in %s', async (precision) => {
  const model = readModel(createExtendedModel(sampleCombinations.network), precision);
  const { tagCount } = model.description.network;
  const { chunk, case: cases } = sampleCombinations.combinations;
  const joint = [
    { output: 1, labels: chunk },
    { output: 2, labels: cases },
  ];
  const wasm = createKernelNetwork(model, (await createWasmKernels())!, { joint });
  const plain = createKernelNetwork(model, createPlainKernels(), { joint });
  const own = await read(wasm, tagCount);
  expect(await read(plain, tagCount)).toEqual(own);
  const { tags, otherTags, confidences } = await wasm.run(sentences, 'tags');
  expect([[...tags], ...otherTags!.map((each) => [...each])]).toEqual([own.tags, ...own.otherTags]);
  expect([...confidences]).toEqual(own.confidences);
  // Each combination is one of those that were seen, some first tags are the second best, and their probabilities are their own.
  const alone = await read(createKernelNetwork(model, (await createWasmKernels())!), tagCount);
  for (const [at, tag] of own.tags.entries()) {
    expect(chunk[tag]).toContain(own.otherTags[0]![at]);
    expect(cases[tag]).toContain(own.otherTags[1]![at]);
    expect(own.confidences[at]).toBe(own.probabilities[at * tagCount + tag]);
  }
  expect(own.probabilities).toEqual(alone.probabilities);
  expect(own.tags).not.toEqual(alone.tags);
  const create = (bytes: Uint8Array) => runtimes.node.createSession(bytes, { device: 'cpu', threads: 1 });
  for (const network of [FoldedNetwork, PortableNetwork]) {
    // Whole numbers of 8 bits may decide between tags that are nearly as probable.
    if (network === FoldedNetwork && precision === 'int8') continue;
    const graph = await network.create({ ...model, joint }, model.parameters, create);
    const { tags: graphTags, otherTags: others } = await read(graph, tagCount);
    expect([graphTags, ...others]).toEqual([own.tags, ...own.otherTags]);
    await graph.release();
  }
});

it('computes as well as today in whole numbers of 8 bits, which the graph in float32 shows', async () => {
  const model = readModel(models['bidirectional LSTM']!, 'int8');
  const { tagCount } = model.description.network;
  const create = (precision: StoredPrecision) =>
    FoldedNetwork.create({ ...model, precision }, model.parameters, (bytes) =>
      runtimes.node.createSession(bytes, { device: 'cpu', threads: 1 }),
    );
  const [exact, rounded] = [await create('float32'), await create('int8')];
  const [expected, bytes] = [await read(exact, tagCount), await read(rounded, tagCount)];
  const halves = await read(createKernelNetwork(model, (await createWasmKernels())!), tagCount);
  const error = (values: readonly number[]) =>
    values.reduce((most, value, at) => Math.max(most, Math.abs(value - expected.probabilities[at]!)), 0);
  expect(error(halves.probabilities)).toBeGreaterThan(0);
  expect(error(halves.probabilities)).toBeLessThan(error(bytes.probabilities));
  await exact.release();
  await rounded.release();
});

it('lets W h turn round what a word says, however much that is, in whole numbers', async () => {
  const { description, parameters } = models['bidirectional LSTM']!;
  const H = description.network.hiddenSize;
  // Open gates, and candidates of 12 that a state before them takes 10 from: with a limit of 8 they would change their signs.
  const gates = (values: readonly number[]) => values.flatMap((value) => new Array<number>(H).fill(value));
  const bias = Float32Array.from(gates([8, 8, -8, 12]));
  const recurrentWeight = Float32Array.from(
    gates([0, 0, 0, -13 / H]).flatMap((value) => new Array<number>(H).fill(value)),
  );
  const changed = { ...parameters };
  for (const side of ['', '.backward'])
    Object.assign(changed, { [`bias${side}`]: bias, [`recurrentWeight${side}`]: recurrentWeight });
  const sample = { description, parameters: changed };
  const [exact, whole] = await Promise.all(
    precisions.map(async (precision) => {
      const network = createKernelNetwork(readModel(sample, precision), (await createWasmKernels())!);
      return (await read(network, description.tags.length)).probabilities;
    }),
  );
  for (const [at, value] of whole!.entries()) expect(Math.abs(value - exact![at]!)).toBeLessThan(0.02);
});
