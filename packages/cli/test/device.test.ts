import type * as Models from '@tagger/models';
import { beforeAll, expect, it, vi } from 'vitest';
import { createWorkspace, sampleSentences, tiny, toConllu } from './workspace';

const asked: string[] = [];

// A runtime without a GPU, whatever this machine has.
vi.mock('@tagger/models', async (importOriginal) => {
  const models = await importOriginal<typeof Models>();
  const createSession = async (_: Uint8Array, { device }: Models.RuntimeOptions): Promise<never> => {
    asked.push(device);
    throw new models.DeviceError(`device ${device} is not available in test`, { hint: 'use --device cpu' });
  };
  return { ...models, loadRuntime: async () => ({ name: 'test', createSession }) };
});

const folder = createWorkspace();

beforeAll(() => folder.write('train.conllu', toConllu(sampleSentences(8, 1))));

it.each([
  ['--device cuda', ['cuda'], /^tagger: device cuda is not available in test \(use --device cpu\)\n$/],
  ['--device webgpu', ['webgpu'], /^tagger: device webgpu is not available in test \(use --device cpu\)\n$/],
  ['--gpu', ['cuda', 'webgpu'], /^tagger: no graphics card can be used: device cuda .*; device webgpu .*\n$/],
])('train %s fails where there is none, and never runs on the CPU', async (flags, devices, message) => {
  asked.length = 0;
  const line = `train --train @train.conllu -o @model.onnx ${flags} ${tiny.join(' ')}`;
  const { status, stdout, stderr } = await folder.tagger(line);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(message);
  expect([...new Set(asked)]).toEqual(devices);
  expect(await folder.list()).toEqual(['train.conllu']);
});
