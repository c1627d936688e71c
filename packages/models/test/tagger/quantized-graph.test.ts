import { createRandom, Lexicon } from '@tagger/core/internal';
import { describe, expect, it } from 'vitest';
import { decodeModelFile } from '../../src/model-file/decode-model-file';
import { encodeModelFile } from '../../src/model-file/encode-model-file';
import type { StoredPrecision } from '../../src/model-file/weights';
import type { NetworkConfiguration } from '../../src/network/configuration';
import { createNetwork } from '../../src/network/create-network';
import { FoldedNetwork } from '../../src/tagger/folded-network';
import { isQuantizable } from '../../src/tagger/quantized-graph';
import { randomValues } from '../../src/testing/values';
import { runtimes } from '../runners';
import { createSampleModel, sampleSentences } from '../sample-model';

const cell = { cell: 'lstm', cellOutput: 'tanh' } as const;
const { description } = createSampleModel(cell, { hiddenSize: 16 });
const sentences = sampleSentences([9, 1, 30, 0, 2, 2, 14]);

/** A model file with weights in whole numbers, as it is read. */
function createQuantizedModel(bidirectional: boolean) {
  const network: NetworkConfiguration = { ...description.network, bidirectional };
  const parameters = createNetwork(network).parameters.map(({ name, shape }) => {
    const { data } = randomValues(createRandom(1, name), shape, 0.6);
    return [name, Float32Array.from(data)];
  });
  return decodeModelFile(
    encodeModelFile({ ...description, network }, Object.fromEntries(parameters), 'int8'),
    'model',
  );
}

/** What a network that is ready to run says of each word. */
async function read(network: FoldedNetwork, sentences: readonly (readonly string[])[]) {
  const { all, starts, stride } = await network.run(sentences);
  const K = description.tags.length;
  return sentences.map((words, row) =>
    words.map((_, step) => {
      const at = (starts[row]! + step * stride) * K;
      return [...all!.probabilities.subarray(at, at + K)];
    }),
  );
}

describe.each(Object.entries(runtimes))('on %s', (_, runtime) => {
  const create = (
    { description, parameters }: ReturnType<typeof createQuantizedModel>,
    precision: StoredPrecision,
  ) =>
    FoldedNetwork.create(
      { network: createNetwork(description.network), precision, lexicon: new Lexicon(description) },
      parameters,
      (model) => runtime.createSession(model, { device: 'cpu', threads: 1 }),
    );

  it.each([false, true])(
    'reads a sentence alike whatever stands beside it; bidirectional: %s',
    async (bidirectional) => {
      const network = await create(createQuantizedModel(bidirectional), 'int8');
      const together = await read(network, sentences);
      const alone: number[][][] = [];
      for (const sentence of sentences)
        alone.push(...(sentence.length > 0 ? await read(network, [sentence]) : [[]]));
      await network.release();
      for (const [at, value] of together.flat(2).entries()) expect(value).toBeCloseTo(alone.flat(2)[at]!, 6);
    },
  );

  it.each([false, true])(
    'gives what the graph in float32 gives; bidirectional: %s',
    async (bidirectional) => {
      const model = createQuantizedModel(bidirectional);
      expect(model.precision).toBe('int8');
      const run = async (precision: StoredPrecision) => {
        const network = await create(model, precision);
        const values = (await read(network, sentences)).flat(2);
        await network.release();
        return values;
      };
      const [exact, rounded] = [await run('float32'), await run('int8')];
      expect(rounded).not.toEqual(exact);
      for (const [index, value] of rounded.entries())
        expect(Math.abs(value - exact[index]!)).toBeLessThan(0.02);
    },
  );
});

it.each<[Partial<NetworkConfiguration>, boolean]>([
  [{}, true],
  [{ bidirectional: true, output: 'softmax', layers: 1 }, true],
  // Its h is not bounded.
  [{ cellOutput: 'identity' }, false],
  [{ cell: 'rnn' }, false],
  [{ layers: 2 }, false],
  [{ output: 'crf' }, false],
])('can be had of an LSTM with %j: %s', (part, expected) => {
  expect(isQuantizable(createNetwork({ ...description.network, ...part }))).toBe(expected);
});
