import { type Sentence, TaggerError } from '@tagger/core';
import { describe, expect, it } from 'vitest';
import { encodeModelFile } from '../../src/model-file/encode-model-file';
import type { Runtime } from '../../src/runtime/runtime';
import { Tagger } from '../../src/tagger/tagger';
import { runtimes } from '../runners';
import { createSampleModel, sampleSentences } from '../sample-model';

const { description, parameters } = createSampleModel({ cell: 'lstm', cellOutput: 'tanh' });
const bytes = encodeModelFile(description, parameters);
const released = new TaggerError('this tagger was released', { hint: 'load the model again' });

/** Counts the sessions that are not released and runs in a session that is, and may fail to make a session. */
function createCountingRuntime(sessionsThatWork = Number.POSITIVE_INFINITY) {
  const counts = { made: 0, open: 0, running: 0, runsAfterRelease: 0, releasedWhileRunning: 0 };
  const runtime: Runtime = {
    name: 'counting',
    keepsOn: () => false,
    async createSession(model, options) {
      if (counts.made === sessionsThatWork) throw new Error('no memory');
      const session = await runtimes.node.createSession(model, options);
      counts.made++;
      counts.open++;
      let isOpen = true;
      return {
        async run(inputs) {
          if (!isOpen) counts.runsAfterRelease++;
          counts.running++;
          try {
            return await session.run(inputs);
          } finally {
            counts.running--;
          }
        },
        runKeeping: (inputs) => session.runKeeping(inputs),
        release() {
          if (counts.running > 0) counts.releasedWhileRunning++;
          isOpen = false;
          counts.open--;
          return session.release();
        },
      };
    },
  };
  return { runtime, counts };
}

describe('release', () => {
  it('waits for the calls that run, which give their results', async () => {
    const { runtime, counts } = createCountingRuntime();
    const tagger = await Tagger.load(bytes, { runtime, threads: 1 });
    const sentences = sampleSentences(Array(40).fill(200));
    const calls = [
      tagger.tagBatch(sentences),
      tagger.tagBatch(sentences),
      tagger.score(sentences),
      tagger.tag('I saw her duck.'),
    ];
    const ends: string[] = [];
    for (const call of calls) void call.then(() => ends.push('call'));
    await tagger.release().then(() => ends.push('release'));
    expect(ends).toEqual(['call', 'call', 'call', 'call', 'release']);
    expect((await calls[0])!.map((each) => (each as unknown[]).length)).toEqual(Array(40).fill(200));
    expect(counts).toEqual({ made: 2, open: 0, running: 0, runsAfterRelease: 0, releasedWhileRunning: 0 });
  });

  it('waits for a call that fails, too', async () => {
    const { runtime, counts } = createCountingRuntime();
    const tagger = await Tagger.load(bytes, { runtime, threads: 1 });
    const failing = tagger.tagTokens(Array(100_001).fill('dog'));
    const release = tagger.release();
    await expect(failing).rejects.toThrow('the limit is 100000');
    await release;
    expect(counts.open).toBe(0);
  });

  it('may be called again', async () => {
    const tagger = await Tagger.load(bytes, { runtime: runtimes.node });
    const first = tagger.release();
    expect(tagger.release()).toBe(first);
    await first;
    expect(tagger.release()).toBe(first);
  });

  it.each<[string, (tagger: Tagger) => Promise<unknown>]>([
    ['tag', (tagger) => tagger.tag('I go')],
    ['tag of nothing', (tagger) => tagger.tag('')],
    ['tagTokens', (tagger) => tagger.tagTokens(['I', 'go'])],
    ['tagBatch', (tagger) => tagger.tagBatch([['I', 'go']])],
    ['tagBatch of nothing', (tagger) => tagger.tagBatch([])],
    ['tagSentences', (tagger) => tagger.tagSentences([{ words: ['I'] }]).next()],
    ['tagStream', (tagger) => tagger.tagStream(['I go']).next()],
    ['probabilities', (tagger) => tagger.probabilities([['I']])],
    ['score', (tagger) => tagger.score([['I']])],
  ])('is the end of %s, from the call on', async (_, call) => {
    const tagger = await Tagger.load(bytes, { runtime: runtimes.node });
    const release = tagger.release();
    await expect(call(tagger)).rejects.toThrow(released);
    await release;
    await expect(call(tagger)).rejects.toThrow(released);
    expect(tagger.knows('dog')).toBe(true);
  });

  it('ends a stream with an error, and closes its source', async () => {
    let isClosed = false;
    async function* source(): AsyncGenerator<Sentence> {
      try {
        for (;;) yield { words: ['the', 'dog'] };
      } finally {
        isClosed = true;
      }
    }
    const tagger = await Tagger.load(bytes, { runtime: runtimes.node });
    const stream = tagger.tagSentences(source());
    await stream.next();
    await tagger.release();
    const rest = async () => {
      for await (const _ of stream);
    };
    await expect(rest()).rejects.toThrow(released);
    expect(isClosed).toBe(true);
  });
});

it.each([0, 1])('a load that fails after %d sessions keeps none of them', async (sessions) => {
  const { runtime, counts } = createCountingRuntime(sessions);
  await expect(Tagger.load(bytes, { runtime })).rejects.toThrow('no memory');
  expect(counts).toMatchObject({ made: sessions, open: 0 });
});
