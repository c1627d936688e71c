import { expect, it } from 'vitest';
import { TaggerPair } from '../src/models/tagger-pair';
import { english } from './test-server';

it('tags short texts here while they are few, and others on workers', async () => {
  const pair = await TaggerPair.load(english, 1);
  const use = (length: number) =>
    pair.use(length, async (tagger) => {
      await tagger.tag('I see.');
      return tagger.runtimeName;
    });
  const [here, there] = ['WebAssembly', 'WebAssembly on 1 thread'];
  expect(await use(10)).toBe(here);
  expect(await Promise.all([use(10), use(5000), use(10)])).toEqual([here, there, here]);
  expect(await Promise.all([use(10), use(10), use(10)])).toEqual([there, there, there]);
  // Beside a long text, which a worker takes some time for.
  expect(await Promise.all([use(5000), use(10), use(10), use(10)])).toEqual([there, here, here, here]);
  expect(await use(10)).toBe(here);
  await pair.release();
});
