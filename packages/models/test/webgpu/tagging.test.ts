import { Lexicon } from '@tagger/core/internal';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DeviceError } from '../../src/errors';
import { readModelFile } from '../../src/model-file/decode-model-file';
import { encodeModelFile } from '../../src/model-file/encode-model-file';
import type { NetworkConfiguration } from '../../src/network/configuration';
import { createNetwork } from '../../src/network/create-network';
import { Tagger } from '../../src/tagger/tagger';
import { Card, MemoryError } from '../../src/webgpu/card/card';
import { CardNetwork } from '../../src/webgpu/tagging/card-network';
import { createCardNetworks } from '../../src/webgpu/tagging/card-networks';
import { createExtendedModel, extendedNetworks } from '../extended-models';
import { sampleSentences } from '../sample-model';
import { howToGetVulkan, useSoftwareVulkan } from '../software-vulkan';

useSoftwareVulkan();
afterEach(() => vi.restoreAllMocks());

const everything = extendedNetworks['two layers of a bidirectional LSTM with everything']!;
const { hiddenSize, embeddingSize, vocabularySize, tagCount } = everything;
const sizes = { hiddenSize, embeddingSize, vocabularySize, tagCount };

/** All that a network may have, in few networks: kernels take long to compile on a CPU. */
const networks: Readonly<Record<string, NetworkConfiguration>> = {
  'LSTM with output identity': { ...sizes, cell: 'lstm', cellOutput: 'identity' },
  'bidirectional LSTM with features, vectors, characters by an LSTM and a conditional random field': {
    ...everything,
    layers: 1,
  },
  'bidirectional GRU with characters by a convolution and four outputs': {
    ...extendedNetworks['bidirectional GRU with a convolution over characters']!,
    otherOutputs: [
      { name: 'chunk', kind: 'crf', tagCount: 3, weight: 1 },
      { name: 'case', kind: 'softmax', tagCount: 2, weight: 1 },
      { name: 'lemma', kind: 'softmax', tagCount: 3, weight: 1 },
    ],
  },
  'two layers of an RNN': { ...sizes, cell: 'rnn', cellOutput: 'tanh', layers: 2 },
};
const tags = ['O', 'B-PER', 'I-PER', 'B-LOC', 'I-LOC'];
const sentences = sampleSentences([9, 1, 30, 0, 2, 14, 5]);

function encode(network: NetworkConfiguration, precision: 'float32' | 'int8' = 'float32') {
  const { description, parameters } = createExtendedModel(network);
  if (!network.otherOutputs) return encodeModelFile({ ...description, tags }, parameters, precision);
  const combinations = { case: description.tags.map((_, tag) => [[0], [1]][tag % 2]!) };
  const otherTags = [...description.otherTags!.slice(0, 2), ['u0,0,0,', 'l0,1,0,', 'l0,0,0,']];
  const forms = sentences.flat().filter((word) => word.length % 2 === 0);
  const lemmas = { column: 'lemma', dictionary: { entries: [{ script: 'l0,1,0,', forms }] } };
  const whole = { ...description, otherTags, combinations, lemmas };
  return encodeModelFile(whole, parameters, precision);
}

const problem = await Card.open().then(
  (card) => card.destroy(),
  (error: Error) => error,
);
if (problem) {
  if (!DeviceError.isInstance(problem)) throw problem;
  it.skip(`tagging by WebGPU (${problem.message}; ${howToGetVulkan})`);
} else
  describe('tagging by WebGPU', () => {
    it.each(Object.entries(networks))('gives what other runtimes give: %s', async (_, network) => {
      const file = encode(network, network.cell === 'rnn' ? 'int8' : 'float32');
      const card = await Tagger.load(file, { device: 'webgpu' });
      const exact = await Tagger.load(file, { runtime: 'onnx', threads: 1 });
      const kernels = await Tagger.load(file);
      expect(card.runtimeName).toMatch(/^WebGPU, ./);
      const [actual, expected] = [await card.score(sentences), await exact.score(sentences)];
      for (const [index, { probabilities, spans, scores: _scores, ...sentence }] of expected.entries()) {
        const own = actual[index]!;
        for (const [at, value] of probabilities.entries())
          expect(Math.abs(own.probabilities[at]! - value)).toBeLessThan(1e-5);
        expect(own).toMatchObject(sentence);
        expect(own.spans).toEqual(spans?.map((span) => ({ ...span, score: expect.closeTo(span.score, 4) })));
      }
      // These compute tanh by a table.
      const tagged = await kernels.tagBatch(sentences);
      const alike = tagged.map((words) =>
        words.map((word) => ({ ...word, score: expect.closeTo(word.score, 3) })),
      );
      // Twice: what is known of words is on the card the second time. Once more next to other calls.
      for (let time = 0; time < 2; time++) expect(await card.tagBatch(sentences)).toEqual(alike);
      const all = await Promise.all(sentences.map((words) => card.tagTokens(words)));
      expect(all).toEqual(alike);
      await Promise.all([card, exact, kernels].map((tagger) => tagger.release()));
    });
  });

/*
 * Dawn's null backend takes all commands and computes nothing: it needs no card and no driver.
 */
const nothing = { toggles: ['backend=null'] };
const bytes = encode(networks['LSTM with output identity']!);

/** A network on a card that computes nothing, and gives what was in its memory. */
async function createOn(card: Card, model = bytes) {
  const file = readModelFile(model, 'model.onnx');
  const network = createNetwork(file.description.network);
  const own = { ...file, network, lexicon: new Lexicon(file.description), fileName: 'model.onnx' };
  return CardNetwork.create(card, own, () => {});
}

it('takes no more buffers with each run, and none once it is released', async () => {
  const card = await Card.open(nothing);
  const live = new Set<GPUBuffer>();
  const createBuffer = card.device.createBuffer.bind(card.device);
  vi.spyOn(card.device, 'createBuffer').mockImplementation((descriptor) => {
    const buffer = createBuffer(descriptor);
    const destroy = buffer.destroy.bind(buffer);
    buffer.destroy = () => {
      live.delete(buffer);
      return destroy();
    };
    live.add(buffer);
    return buffer;
  });
  const network = await createOn(card);
  await network.run(sentences);
  const before = live.size;
  for (let call = 0; call < 200; call++) await network.run(sentences);
  expect(live.size).toBe(before);
  await network.release();
  expect(live.size).toBe(0);
  card.destroy();
});

it('learns more words than there was room for, and keeps those before', async () => {
  const card = await Card.open(nothing);
  const network = await createOn(card);
  const copies = vi.spyOn(GPUCommandEncoder.prototype, 'copyBufferToBuffer');
  const dispatches = vi.spyOn(GPUComputePassEncoder.prototype, 'dispatchWorkgroups');
  const count = async (words: readonly string[]) => {
    vi.clearAllMocks();
    await network.run([words]);
    return { copies: copies.mock.calls.length, dispatches: dispatches.mock.calls.length };
  };
  const words = Array.from({ length: 5000 }, (_, index) => `w${index}`);
  const first = await count(words);
  const known = await count(words);
  const another = await count(['another', ...words]);
  // The result, and what was there before.
  expect([first.copies, known.copies, another.copies]).toEqual([2, 1, 1]);
  const learning = another.dispatches - known.dispatches;
  expect(learning).toBeGreaterThan(0);
  expect(first.dispatches).toBe(known.dispatches + 2 * learning);
  await network.release();
  card.destroy();
});

it.each([
  ['words', 0, 0],
  ['characters', 1, 40],
])('keeps batches within the buffers that the card allows: %s', async (_, index, length) => {
  const card = await Card.open(nothing);
  vi.spyOn(card, 'largestBuffer', 'get').mockReturnValue(128 * 1024);
  const network = await createOn(card, encode(Object.values(networks)[index]!));
  const word = (s: number, w: number) => `${s}.${w}${'a'.repeat(length)}`;
  const given = Array.from({ length: 120 }, (_, s) => Array.from({ length: 20 }, (_, w) => word(s, w)));
  const parts = network.plan(given.map(({ length }) => length));
  expect(parts.length).toBeGreaterThan(1);
  for (const part of parts)
    await network.run(
      part.map((index) => given[index]!),
      'scores',
    );
  // One sentence may be too much.
  await expect(network.run([given.flat()], 'scores')).rejects.toThrow(/it allows 1 MiB$/);
  await network.release();
  card.destroy();
});

it('says in one line that the card was lost', async () => {
  const card = await Card.open(nothing);
  const network = await createOn(card);
  const running = network.run(sentences);
  card.device.destroy();
  for (const run of await Promise.allSettled([running, network.run(sentences)])) {
    const { reason } = run as PromiseRejectedResult;
    expect(reason).toBeInstanceOf(DeviceError);
    expect(reason.message).toMatch(/^the graphics card was lost: .+$/);
  }
  await network.release();
});

it('gives the card back if it cannot hold the model', async () => {
  const destroy = vi.spyOn(GPUDevice.prototype, 'destroy');
  vi.spyOn(Card.prototype, 'createBuffer').mockRejectedValueOnce(new MemoryError(2 ** 30));
  const runtime = await createCardNetworks(nothing);
  await expect(Tagger.load(bytes, { runtime })).rejects.toThrow('cannot hold a buffer of 1024 MiB');
  expect(destroy).toHaveBeenCalledTimes(1);
});
