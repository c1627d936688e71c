import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadRuntime } from '@tagger/models';
import { decodeModelFile } from '@tagger/models/internal';
import { expect, it } from 'vitest';
import { OnnxEngine } from '../../src/engines/onnx-engine';
import { InterruptedError } from '../../src/errors';
import { SpacedCorpusBuilder } from '../../src/tokenizer/spaced-corpus';
import { defaultTokenizerSettings } from '../../src/tokenizer/tokenizer-settings';
import { trainTokenizer } from '../../src/tokenizer/train-tokenizer';
import { train } from '../../src/training/train';

const sentences = Array.from({ length: 30 }, (_, index) => ({
  words: ['Kolo', index % 2 ? 'x' : 'y', '.'],
  tags: ['N', 'P', '.'],
}));

it('is trained again when a run goes on that was interrupted in it, with the same bytes', async () => {
  const engine = new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 1 });
  const builder = new SpacedCorpusBuilder();
  for (const { words } of sentences) {
    const rows = words.map((word, index) => [
      String(index + 1),
      word,
      ...Array<string>(7).fill('_'),
      'SpaceAfter=No',
    ]);
    builder.add({ words, source: { format: 'conllu', comments: [], rows } });
  }
  const settings = {
    ...defaultTokenizerSettings,
    training: { ...defaultTokenizerSettings.training, hiddenSize: 4, epochs: 2 },
  };
  const folder = await mkdtemp(join(tmpdir(), 'tagger-'));
  const path = join(folder, 'model.checkpoint');
  const run = (isInterrupted: boolean, resume: boolean) => {
    const controller = new AbortController();
    return train({
      train: { name: 'sample', sentences },
      engine,
      settings: { hiddenSize: 4, embeddingSize: 3, epochs: 2 },
      checkpoint: { path, resume },
      trainTokenizer: () =>
        trainTokenizer({
          train: builder.build(),
          language: 'en',
          engine,
          settings,
          seed: 1,
          signal: controller.signal,
          onEvent: () => isInterrupted && controller.abort(),
        }),
    });
  };
  try {
    const whole = await run(false, false);
    expect(decodeModelFile(whole.bytes, 'model').description.tokenizer?.ends).toContain('token');
    await expect(run(true, false)).rejects.toThrow(InterruptedError);
    const resumed = await run(false, true);
    expect(Buffer.from(resumed.bytes).equals(Buffer.from(whole.bytes))).toBe(true);
  } finally {
    await rm(folder, { recursive: true });
  }
});
