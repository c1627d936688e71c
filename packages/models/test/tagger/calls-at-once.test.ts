import { getEventListeners } from 'node:events';
import { ArgumentError, SettingsError, TaggerError } from '@tagger/core';
import { describe, expect, it } from 'vitest';
import { DeviceError, ModelError } from '../../src/errors';
import { createKernelNetworks } from '../../src/kernels/kernel-networks';
import { encodeModelFile } from '../../src/model-file/encode-model-file';
import type { TaggingNetworkFactory } from '../../src/tagger/network-factory';
import { Tagger } from '../../src/tagger/tagger';
import type { TaggingNetwork } from '../../src/tagger/tagging-network';
import { createExtendedModel, extendedNetworks } from '../extended-models';
import { createSampleModel, sampleSentences } from '../sample-model';

const { description, parameters } = createSampleModel({ cell: 'lstm', cellOutput: 'tanh' });
const bytes = encodeModelFile(description, parameters);
const never = new Promise<never>(() => {});

/** The kernels, with another `run`. */
async function wrapKernels(
  wrap: (network: TaggingNetwork) => TaggingNetwork['run'],
  more: Pick<TaggingNetwork, 'runsAtOnce'> = {},
) {
  const kernels = await createKernelNetworks();
  const factory: TaggingNetworkFactory = {
    name: 'wrapped',
    async create(model) {
      const network = await kernels.create(model);
      return {
        ...more,
        groupWords: network.groupWords,
        plan: (lengths) => network.plan(lengths),
        run: wrap(network),
        release: () => network.release(),
      };
    },
  };
  return Tagger.load(bytes, { runtime: factory });
}

/** A tagger whose network notes the number of sentences of each run. */
async function loadCounting() {
  const runs: number[] = [];
  const tagger = await wrapKernels((network) => (sentences, wanted) => {
    runs.push(sentences.length);
    return network.run(sentences, wanted);
  });
  return { tagger, runs };
}

const [short, long, ...others] = sampleSentences([3, 40, 1, 7, 12, 5, 30]) as [string[], string[]];
const text = 'The dog runs. I saw her duck!\n\nA cat sees the naïve dog';
const calls: readonly ((tagger: Tagger) => Promise<unknown>)[] = [
  (tagger) => tagger.tag(text),
  (tagger) => tagger.tag(''),
  (tagger) => tagger.tag(text, { topK: 2 }),
  (tagger) => tagger.tag(`${text} `.repeat(20)),
  (tagger) => tagger.tagTokens(short),
  (tagger) => tagger.tagTokens([]),
  (tagger) => tagger.tagTokens(long, { topK: 9 }),
  (tagger) => tagger.tagBatch([long, [], short, ...others]),
  (tagger) => tagger.tagBatch([]),
  (tagger) => tagger.tagBatch(sampleSentences(Array(300).fill(20), 2)),
  (tagger) => tagger.probabilities([short, long]),
  (tagger) => tagger.score([long, ...others]),
];

describe('calls at the same time', () => {
  it.each([
    ['a plain model', bytes],
    ...Object.entries(extendedNetworks).map(([name, network]): [string, Uint8Array] => {
      const model = createExtendedModel(network);
      return [name, encodeModelFile(model.description, model.parameters)];
    }),
  ])('give what each gives by itself: %s', async (_, model) => {
    const [alone, together] = [await Tagger.load(model), await Tagger.load(model)];
    const expected: unknown[] = [];
    for (const call of calls) expected.push(await call(alone));
    for (let round = 0; round < 2; round++)
      expect(await Promise.all([...calls, ...calls].map((call) => call(together)))).toEqual([
        ...expected,
        ...expected,
      ]);
    await Promise.all([alone.release(), together.release()]);
  });

  it('are one run of the network', async () => {
    const { tagger, runs } = await loadCounting();
    await Promise.all([
      ...others.map((words) => tagger.tagTokens(words)),
      tagger.tag('The dog runs. I saw her duck.'),
      tagger.tagBatch([short, long]),
    ]);
    expect(runs).toEqual([others.length + 4]);
  });

  it('are put together also where they are of different callbacks of one turn', async () => {
    const { tagger, runs } = await loadCounting();
    await Promise.all(
      others.map(
        (words) =>
          new Promise((resolve) => {
            process.nextTick(() => queueMicrotask(() => resolve(tagger.tagTokens(words))));
          }),
      ),
    );
    expect(runs).toEqual([others.length]);
  });

  it('do not wait for all of a large call', async () => {
    const { tagger } = await loadCounting();
    const ends: string[] = [];
    const large = tagger.tagBatch(sampleSentences(Array(1500).fill(20))).then(() => ends.push('large'));
    const small = [short, long].map((words) => tagger.tagTokens(words).then(() => ends.push('small')));
    await Promise.all([large, ...small]);
    expect(ends).toEqual(['small', 'small', 'large']);
  });
});

describe('a network that runs several batches at once', () => {
  const sentences = sampleSentences(Array(1500).fill(20));

  it('has as many, also of one call, and gives what one gives that runs them one by one', async () => {
    let [running, largest] = [0, 0];
    const tagger = await wrapKernels(
      (network) => async (batch, wanted) => {
        largest = Math.max(largest, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
        return network.run(batch, wanted);
      },
      { runsAtOnce: 3 },
    );
    const { tagger: single } = await loadCounting();
    expect(await tagger.tagBatch(sentences)).toEqual(await single.tagBatch(sentences));
    expect(largest).toBe(3);
  });

  it('stops a call that fails, and not the others', async () => {
    let runs = 0;
    const tagger = await wrapKernels(
      (network) => async (batch, wanted) => {
        runs++;
        if (batch.length > 1) throw new Error('no memory');
        return network.run(batch, wanted);
      },
      { runsAtOnce: 3 },
    );
    const [large, small] = await Promise.allSettled([tagger.tagBatch(sentences), tagger.tagTokens(short)]);
    expect((large as PromiseRejectedResult).reason).toBeInstanceOf(DeviceError);
    expect(small.status).toBe('fulfilled');
    expect(runs).toBeLessThanOrEqual(4);
    await tagger.release();
  });
});

describe('an error of one call', () => {
  it('is not one of the others: bad input', async () => {
    const { tagger } = await loadCounting();
    const [good, empty, tooLong, option] = await Promise.allSettled([
      tagger.tagTokens(short),
      tagger.tagTokens(['']),
      tagger.tagTokens(Array(100_001).fill('dog')),
      tagger.tagTokens(short, { topk: 2 } as never),
    ]);
    expect(good).toEqual({ status: 'fulfilled', value: await tagger.tagTokens(short) });
    expect([empty, tooLong, option].map((each) => (each as PromiseRejectedResult).reason)).toEqual([
      expect.any(ArgumentError),
      expect.any(TaggerError),
      expect.any(SettingsError),
    ]);
  });

  it.each([
    [
      'a network that fails',
      DeviceError,
      async () => {
        throw new Error('no memory');
      },
    ],
    [
      'values that are no numbers',
      ModelError,
      async (network: TaggingNetwork) => ({ ...(await network.run([['dog']], 'tags')), hasNaN: true }),
    ],
  ])('is not one of the others: %s', async (_, type, fail) => {
    const tagger = await wrapKernels(
      (network) => (sentences, wanted) =>
        sentences.flat().includes('poison') ? fail(network) : network.run(sentences, wanted),
    );
    const [first, bad, last] = await Promise.allSettled([
      tagger.tagTokens(short),
      tagger.tagTokens(['poison']),
      tagger.tag(text, { topK: 2 }),
    ]);
    expect(bad).toMatchObject({ status: 'rejected', reason: expect.any(type) });
    expect(first).toEqual({ status: 'fulfilled', value: await tagger.tagTokens(short) });
    expect(last).toEqual({ status: 'fulfilled', value: await tagger.tag(text, { topK: 2 }) });
  });
});

describe('signal', () => {
  const reason = new Error('the visitor left');

  it.each<[string, (tagger: Tagger, signal: AbortSignal) => Promise<unknown>]>([
    ['tag', (tagger, signal) => tagger.tag(text, { signal })],
    ['tagTokens', (tagger, signal) => tagger.tagTokens(short, { signal })],
    ['tagBatch', (tagger, signal) => tagger.tagBatch([short], { signal })],
    ['probabilities', (tagger, signal) => tagger.probabilities([short], { signal })],
    ['score', (tagger, signal) => tagger.score([short], { signal })],
    ['tagSentences', (tagger, signal) => tagger.tagSentences([{ words: short }], { signal }).next()],
    ['tagStream', (tagger, signal) => tagger.tagStream([text], { signal }).next()],
  ])('ends %s, and no other call', async (_, call) => {
    const tagger = await Tagger.load(bytes);
    const controller = new AbortController();
    const aborted = call(tagger, controller.signal);
    const other = call(tagger, new AbortController().signal);
    controller.abort(reason);
    await expect(aborted).rejects.toBe(reason);
    await expect(call(tagger, controller.signal)).rejects.toBe(reason);
    expect(await other).toEqual(await call(tagger, new AbortController().signal));
    await tagger.release();
  });

  it('ends a call whose network runs, at once; release waits for the network', async () => {
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const tagger = await wrapKernels((network) => async (sentences, wanted) => {
      await finished;
      return network.run(sentences, wanted);
    });
    const controller = new AbortController();
    const [aborted, other] = [tagger.tag(text, { signal: controller.signal }), tagger.tagTokens(short)];
    setTimeout(() => controller.abort(reason), 5);
    await expect(aborted).rejects.toBe(reason);
    let isReleased = false;
    const release = tagger.release().then(() => {
      isReleased = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(isReleased).toBe(false);
    finish();
    expect(await other).toHaveLength(3);
    await release;
  });

  it('ends a long text while it is cut', async () => {
    const { tagger, runs } = await loadCounting();
    const controller = new AbortController();
    setImmediate(() => controller.abort(reason));
    const call = tagger.tag('The dog runs. '.repeat(20_000), { signal: controller.signal });
    await expect(call).rejects.toBe(reason);
    expect(runs).toEqual([]);
  });

  it('ends a stream that waits for its source', async () => {
    const tagger = await Tagger.load(bytes);
    const controller = new AbortController();
    const source = async function* () {
      yield 'The dog runs. I saw';
      await never;
    };
    const stream = tagger.tagStream(source(), { signal: controller.signal });
    expect((await stream.next()).value).toHaveLength(4);
    setTimeout(() => controller.abort(reason), 5);
    await expect(stream.next()).rejects.toBe(reason);
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  it('is not listened to any more once the call has ended', async () => {
    const tagger = await Tagger.load(bytes);
    const { signal } = new AbortController();
    await tagger.tag(text, { signal });
    for await (const _ of tagger.tagStream([text], { signal }));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('must be an AbortSignal', async () => {
    const tagger = await Tagger.load(bytes);
    const problem = new SettingsError('signal must be an AbortSignal, not an AbortController');
    await expect(tagger.tag(text, { signal: new AbortController() as never })).rejects.toThrow(problem);
    await expect(tagger.score([short], { signal: new AbortController() as never })).rejects.toThrow(problem);
  });
});

it('Symbol.asyncDispose releases', async () => {
  const tagger = await Tagger.load(bytes);
  const call = tagger.tag(text);
  await tagger[Symbol.asyncDispose]();
  expect(await call).toHaveLength(15);
  await expect(tagger.tag(text)).rejects.toThrow('this tagger was released');
  await tagger[Symbol.asyncDispose]();
});
