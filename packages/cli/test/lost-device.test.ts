import type * as Trainer from '@tagger/trainer';
import type { TrainingSessionOptions } from '@tagger/trainer/engines';
import { beforeAll, expect, it, vi } from 'vitest';
import { type Failure, failAt } from '../../trainer/test/failing-engine';
import { createWorkspace, sampleSentences, tiny, toConllu } from './workspace';

const never: Failure = { operation: 'step', call: Number.POSITIVE_INFINITY, readable: false };
const failing = vi.hoisted(() => ({ at: undefined as Failure | undefined }));

vi.mock('@tagger/trainer', async (importOriginal) => {
  const trainer = await importOriginal<typeof Trainer>();
  class FailingEngine extends trainer.OnnxEngine {
    override createSession(options: TrainingSessionOptions) {
      const engine = { name: this.name, createSession: () => super.createSession(options) };
      return failAt(engine, failing.at ?? never).createSession(options);
    }
  }
  return { ...trainer, OnnxEngine: FailingEngine };
});

const folder = createWorkspace();
const command = (output: string) =>
  `train --train @train.conllu -o @${output} --epochs 2 ${tiny.join(' ')} --quiet`;

beforeAll(() => folder.write('train.conllu', toConllu(sampleSentences(40, 1))));

it('a device lost in training: one line that says how to go on, exit status 1, and --resume goes on', async () => {
  expect((await folder.tagger(command('whole.onnx'))).status).toBe(0);
  failing.at = { operation: 'step', call: 15, readable: false };
  const { status, stdout, stderr } = await folder.tagger(command('model.onnx'));
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  const [message, ...others] = stderr.split('\n').filter((line) => /failed/.test(line));
  expect(others).toEqual([]);
  expect(message).toMatch(
    /^tagger: onnxruntime-\S+ \S+, cpu failed: GPU device lost, in epoch 2 \(progress is saved in model\.onnx\.checkpoint: continue with --resume, on another --device or with a smaller --batch-tokens\)$/,
  );
  expect(await folder.list()).toEqual(['model.onnx.checkpoint', 'train.conllu', 'whole.onnx']);

  failing.at = undefined;
  expect((await folder.tagger(`${command('model.onnx')} --resume`)).status).toBe(0);
  expect(await folder.read('model.onnx')).toEqual(await folder.read('whole.onnx'));
});

it('a device lost while an epoch is scored: --resume scores it, and shows it', async () => {
  await folder.write('dev.conllu', toConllu(sampleSentences(6, 2)));
  const own = (output: string) =>
    command(output).replace('--quiet', '--dev @dev.conllu --average 1 --optimizer adam');
  expect((await folder.tagger(own('scored.onnx'))).status).toBe(0);
  failing.at = { operation: 'predict', call: 2, readable: true };
  expect((await folder.tagger(own('model.onnx'))).stderr).toContain('GPU device lost, in epoch 2');
  failing.at = undefined;
  const { status, stderr } = await folder.tagger(`${own('model.onnx')} --resume`);
  expect(status).toBe(0);
  expect(stderr).toMatch(/\n2 +\d\.\d{4} +\d+\.\d\d % +-( +best)?\n/);
  expect(await folder.read('model.onnx')).toEqual(await folder.read('scored.onnx'));
});
