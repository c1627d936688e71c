import { beforeAll, describe, expect, it } from 'vitest';
import type { Signal } from '../src/io/io';
import { createWorkspace, sampleSentences, tiny, toConllu } from './workspace';

const folder = createWorkspace();
const { tagger } = folder;
const command = (output: string) =>
  `train --train @train.conllu --dev @dev.conllu -o @${output} --epochs 3 ${tiny.join(' ')}`;

/** Trains, and sends a signal when the line of an epoch is shown. */
function trainUntil(epoch: number, signal: Signal, flags = '') {
  return tagger(`${command('model.onnx')} ${flags}`, {
    onOutput: (text, kill) => {
      if (new RegExp(`^${epoch} .*%`).test(text)) kill(signal);
    },
  });
}

beforeAll(async () => {
  await folder.write('train.conllu', toConllu(sampleSentences(60, 1)));
  await folder.write('dev.conllu', toConllu(sampleSentences(20, 2)));
});

describe('an interrupted training', () => {
  it('goes on with --resume, to the bytes of a run that was not interrupted', async () => {
    expect((await tagger(command('whole.onnx'))).status).toBe(0);

    const first = await trainUntil(1, 'SIGINT');
    expect(first.status).toBe(130);
    expect(first.stdout).toBe('');
    expect(first.stderr).toContain('tagger: stopping after this step\n');
    expect(first.stderr).toMatch(
      /tagger: interrupted in epoch 2 \(progress is saved in model\.onnx\.checkpoint: continue with --resume\)\n$/,
    );
    expect(await folder.list()).toContain('model.onnx.checkpoint');
    expect(await folder.list()).not.toContain('model.onnx');

    expect((await trainUntil(2, 'SIGTERM', '--resume')).status).toBe(143);

    const last = await tagger(`${command('model.onnx')} --resume`);
    expect(last.status).toBe(0);
    expect(last.stderr).toContain('resumed after epoch 2');
    expect(await folder.read('model.onnx')).toEqual(await folder.read('whole.onnx'));
    expect(await folder.list()).toEqual(['dev.conllu', 'model.onnx', 'train.conllu', 'whole.onnx']);
  });

  it('keeps the model that was there, also when the terminal is closed', async () => {
    await folder.write('model.onnx', 'as it was');
    expect((await trainUntil(1, 'SIGHUP')).status).toBe(129);
    expect(await folder.list()).toContain('model.onnx.checkpoint');
    expect(await folder.readText('model.onnx')).toBe('as it was');
  });

  it('refuses to go on with other settings or another corpus', async () => {
    await trainUntil(1, 'SIGINT');
    const other = await tagger(`${command('model.onnx')} --seed 9 --resume`);
    expect(other.status).toBe(1);
    expect(other.stderr).toMatch(
      /^tagger: model\.onnx\.checkpoint: this checkpoint was made with .*seed 1 \(.*train without --resume\)$/m,
    );
    const swapped = await tagger(`${command('model.onnx').replace('@train', '@dev')} --resume`);
    expect(swapped.status).toBe(1);
    expect(swapped.stderr).toContain('made with another training corpus');
  });
});

it('throws a half-written output away when tagging is interrupted', async () => {
  expect((await tagger(command('model.onnx'))).status).toBe(0);
  const before = await folder.list();
  const { status } = await tagger('tag @model.onnx - -o @tagged.conllu', {
    isTerminal: true,
    input: 'the dog sees the cat.\n',
    onOutput: (text, kill) => {
      if (text.includes('Ctrl-D')) setImmediate(kill, 'SIGINT');
    },
  });
  expect(status).toBe(130);
  expect(await folder.list()).toEqual(before);
});
