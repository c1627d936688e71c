import { createRandom, type WordIds } from '@tagger/core/internal';
import { DeviceError, type NetworkConfiguration } from '@tagger/models';
import { createBatch, createNetwork } from '@tagger/models/internal';
import { Card, MemoryError } from '@tagger/models/webgpu';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { BatchPreparer } from '../src/batches/prepare-batch';
import { WgslTrainingSession } from '../src/engines/wgsl/wgsl-session';
import { createOptimizer } from '../src/optimizers/create-optimizer';
import { initializeParameters } from '../src/training/initialize';

/*
 * Dawn's null backend takes all commands and computes nothing: it needs no card and no driver.
 */

const sizes = { hiddenSize: 8, embeddingSize: 6, vocabularySize: 50, tagCount: 5 };
const features = { count: 3, rows: 40, size: 4 };
const vectors = { rows: 50, size: 7 };
const characters = { vocabularySize: 20, embeddingSize: 5, hiddenSize: 4 };
const lstm = { ...sizes, cell: 'lstm' } as const;
const bilstm = { ...lstm, cellOutput: 'tanh', bidirectional: true, vectors } as const;

/** The layers of the presets, in smaller sizes, and the kernels of a step. */
const networks: [string, NetworkConfiguration, 'sgd' | 'adam', number][] = [
  ['report', { ...lstm, cellOutput: 'identity' }, 'sgd', 29],
  ['fast', { ...bilstm, features }, 'adam', 47],
  ['accurate', { ...bilstm, features, characters }, 'adam', 70],
  ['entities', { ...bilstm, characters, output: 'crf' }, 'adam', 98],
];

let card: Card;
beforeAll(async () => {
  card = await Card.open({ toggles: ['backend=null'] });
});
afterEach(() => vi.restoreAllMocks());

async function start(configuration: NetworkConfiguration, optimizer: 'sgd' | 'adam', on = card) {
  const network = createNetwork(configuration);
  const session = await WgslTrainingSession.create(on, {
    network,
    optimizer: createOptimizer(optimizer),
    parameters: initializeParameters(network, 1),
    clipNorm: 1,
  });
  const random = createRandom(1, 'batch');
  const words = Array.from(
    { length: sizes.vocabularySize },
    (_, word): WordIds => ({
      word,
      vector: word,
      features: Int32Array.from({ length: features.count }, () => random.integer(features.rows)),
      characters: Int32Array.from({ length: 1 + random.integer(9) }, () => random.integer(20)),
    }),
  );
  const preparer = new BatchPreparer(network, words);
  const dropout = { input: 0.1, hidden: 0.1, word: 0.1 };
  const prepare = (size: number, length: number) => {
    const sentences = Array.from({ length: size }, () => ({
      places: Int32Array.from({ length }, () => random.integer(sizes.vocabularySize)),
      tags: Int32Array.from({ length }, () => random.integer(sizes.tagCount)),
      otherTags: {},
    }));
    const noise = optimizer === 'adam' ? { dropout, random } : undefined;
    return preparer.prepare(createBatch(sentences, [...sentences.keys()]), noise);
  };
  const submit = (size: number, length: number) =>
    session.submit([prepare(size, length)], { learningRate: 0.1, decay: 0 });
  return { session, submit };
}

describe.each(networks)('a step of the network of %s', (_, configuration, optimizer, kernels) => {
  it(`is ${kernels} kernels for any batch, reads nothing back and takes no more memory`, async () => {
    const { session, submit } = await start(configuration, optimizer);
    await submit(4, 30);
    const dispatch = vi.spyOn(GPUComputePassEncoder.prototype, 'dispatchWorkgroups');
    const map = vi.spyOn(GPUBuffer.prototype, 'mapAsync');
    const create = vi.spyOn(GPUDevice.prototype, 'createBuffer');
    const lengths = [1, 2, 5, 17, 30];
    for (const length of lengths) {
      const { result } = await submit(3, length);
      expect(dispatch).toHaveBeenCalledTimes(kernels);
      expect(map).not.toHaveBeenCalled();
      expect(create).not.toHaveBeenCalled();
      dispatch.mockClear();
      if (length === lengths.at(-1)) await result();
    }
    // The results of all steps at once.
    expect(map).toHaveBeenCalledTimes(1);
    await session.release();
  });
});

it('a card that is lost fails with an error for people, in whatever is asked of it next', async () => {
  const lost = await Card.open({ toggles: ['backend=null'] });
  const { session, submit } = await start(networks[0]![1], 'sgd', lost);
  const { result } = await submit(2, 3);
  lost.device.destroy();
  await expect(result()).rejects.toThrow();
  expect(lost.isLost).toBe(true);
  await expect(submit(2, 3)).rejects.toThrow(DeviceError);
  await expect(session.readParameters()).rejects.toThrow(/graphics card was lost/);
});

it('a batch that the card has no room for fails with one that fits', async () => {
  const { session, submit } = await start(networks[0]![1], 'sgd');
  const create = vi.spyOn(card, 'createBuffer');
  create.mockRejectedValueOnce(new MemoryError(2 ** 30));
  await expect(submit(4, 30)).rejects.toThrow(/its memory is full; .* try --batch-tokens 60$/);
  create.mockRejectedValueOnce(new MemoryError(2 ** 30, 2 ** 29));
  await expect(submit(4, 30)).rejects.toThrow(/it allows 512 MiB; .* try --batch-tokens 48$/);
  create.mockRestore();
  await expect(card.createBuffer(2 ** 40, GPUBufferUsage.STORAGE)).rejects.toThrow(MemoryError);
  await submit(4, 30);
  await session.release();
});
