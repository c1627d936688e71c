import type * as Trainer from '@tagger/trainer';
import { beforeAll, expect, it, vi } from 'vitest';
import { failAtStep } from '../../trainer/test/failing-engine';
import { createWorkspace, sampleSentences, tiny, toConllu } from './workspace';

const failure = vi.hoisted(() => ({ step: Number.POSITIVE_INFINITY }));

vi.mock('@tagger/trainer', async (importOriginal) => {
  const trainer = await importOriginal<typeof Trainer>();
  class FailingEngine extends trainer.OnnxEngine {
    override createSession(options: Trainer.TrainingSessionOptions) {
      const engine = { name: this.name, createSession: () => super.createSession(options) };
      return failAtStep(engine, failure.step, { readable: false }).createSession(options);
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
  failure.step = 15;
  const { status, stdout, stderr } = await folder.tagger(command('model.onnx'));
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  const [message, ...others] = stderr.split('\n').filter((line) => /failed/.test(line));
  expect(others).toEqual([]);
  expect(message).toMatch(
    /^tagger: onnxruntime-\S+ \S+, cpu failed: GPU device lost, in epoch 2 \(what is done is kept in model\.onnx\.checkpoint: go on with --resume, on another --device or with a smaller --batch-tokens\)$/,
  );
  expect(await folder.list()).toEqual(['model.onnx.checkpoint', 'train.conllu', 'whole.onnx']);

  failure.step = Number.POSITIVE_INFINITY;
  expect((await folder.tagger(`${command('model.onnx')} --resume`)).status).toBe(0);
  expect(await folder.read('model.onnx')).toEqual(await folder.read('whole.onnx'));
});
