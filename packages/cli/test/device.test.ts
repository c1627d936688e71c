import type * as Models from '@tagger/models';
import { encodeModelFile } from '@tagger/models/internal';
import type { RuntimeOptions } from '@tagger/models/runtime';
import type * as Webgpu from '@tagger/models/webgpu';
import type * as Trainer from '@tagger/trainer';
import type * as TrainerInternal from '@tagger/trainer/internal';
import type * as Tfjs from '@tagger/trainer/tfjs';
import { beforeAll, expect, it, vi } from 'vitest';
import { createSampleModel } from '../../models/test/sample-model';
import { createWorkspace, sampleSentences, tiny, toConllu } from './workspace';

const asked: string[] = [];
const card = vi.hoisted(() => ({ name: '', isSoftware: false }));

// A runtime without a GPU, whatever this machine has.
vi.mock('@tagger/models', async (importOriginal) => {
  const models = await importOriginal<typeof Models>();
  const createSession = async (_: Uint8Array, { device }: RuntimeOptions): Promise<never> => {
    asked.push(device);
    throw new models.DeviceError(`device ${device} is not available in test`, { hint: 'use --device cpu' });
  };
  const load: typeof models.Tagger.load = async (source, options = {}) => {
    if (options.device !== 'webgpu') return models.Tagger.load(source, options);
    asked.push('webgpu');
    throw new models.DeviceError('tagging has no card in test');
  };
  return { ...models, loadRuntime: async () => ({ name: 'test', createSession }), Tagger: { load } };
});

vi.mock('@tagger/trainer', async (importOriginal) => {
  const trainer = await importOriginal<typeof Trainer>();
  const { DeviceError } = await import('@tagger/models');
  const create = async (): Promise<never> => {
    asked.push('wgsl');
    throw new DeviceError('wgsl has no card in test');
  };
  return { ...trainer, WgslEngine: { create } };
});

vi.mock('@tagger/trainer/tfjs', async (importOriginal) => {
  const tfjs = await importOriginal<typeof Tfjs>();
  const { DeviceError } = await import('@tagger/models');
  const loadTfjs = async (device: string): Promise<never> => {
    asked.push(`tfjs ${device}`);
    throw new DeviceError(`tfjs has no ${device} in test`);
  };
  return { ...tfjs, loadTfjs };
});

vi.mock('@tagger/trainer/internal', async (importOriginal) => {
  const internal = await importOriginal<typeof TrainerInternal>();
  const { DeviceError } = await import('@tagger/models');
  const findGraphicsCard = async () => {
    if (!card.name) throw new DeviceError('there is no card in test');
    return card;
  };
  return { ...internal, findGraphicsCard };
});

vi.mock('@tagger/models/webgpu', async (importOriginal) => ({
  ...(await importOriginal<typeof Webgpu>()),
  canHaveWebGpu: () => true,
}));

const folder = createWorkspace();

beforeAll(() => folder.write('train.conllu', toConllu(sampleSentences(8, 1))));

const cuda = 'device cuda is not available in test (use --device cpu)';
const webgpu = 'device webgpu is not available in test (use --device cpu)';

it.each([
  [
    '--device cuda',
    ['cuda', 'tfjs cuda'],
    `the device cuda cannot be used: ${cuda}; tfjs has no cuda in test`,
  ],
  ['--device webgpu', ['wgsl'], 'wgsl has no card in test'],
  [
    '--gpu',
    ['cuda', 'tfjs cuda', 'wgsl'],
    `no graphics card can be used: ${cuda}; tfjs has no cuda in test; wgsl has no card in test`,
  ],
  [
    '--device cuda --engine wgsl',
    [],
    'the engine wgsl does not run on the device cuda (use --device webgpu)',
  ],
  ['--device webgpu --engine onnx', ['webgpu'], webgpu],
  ['--gpu --engine onnx', ['cuda', 'webgpu'], `no graphics card can be used: ${cuda}; ${webgpu}`],
  ['--device webgpu --engine tfjs', ['tfjs webgpu'], 'tfjs has no webgpu in test'],
])('train %s fails where there is none, and never runs on the CPU', async (flags, devices, message) => {
  asked.length = 0;
  const line = `train --train @train.conllu -o @model.onnx ${flags} ${tiny.join(' ')}`;
  const { status, stdout, stderr } = await folder.tagger(line);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toBe(`tagger: ${message}\n`);
  expect([...new Set(asked)]).toEqual(devices);
  expect(await folder.list()).toEqual(['train.conllu']);
});

it.each(['test @model.onnx @train.conllu', 'tag @model.onnx @train.conllu'])(
  '%s --gpu fails where there is none, and never runs on the CPU',
  async (line) => {
    const { description, parameters } = createSampleModel({ cell: 'lstm', cellOutput: 'tanh' });
    await folder.write('model.onnx', encodeModelFile(description, parameters));
    const none = 'tagging has no card in test';
    for (const [isSoftware, devices, problem] of [
      [true, ['cuda', 'webgpu'], `${cuda}; ${none}`],
      [false, ['webgpu', 'cuda'], `${none}; ${cuda}`],
    ] as const) {
      asked.length = 0;
      Object.assign(card, { name: 'a card', isSoftware });
      const { status, stdout, stderr } = await folder.tagger(`${line} --gpu`);
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toBe(`tagger: no graphics card can be used: ${problem}\n`);
      expect(asked).toEqual(devices);
    }
  },
);

const large = '--hidden 200';

it.each([
  ['a real card', { name: 'a card', isSoftware: false }, large, ['wgsl', 'cuda', 'tfjs cuda', 'cpu']],
  ['software', { name: 'SwiftShader', isSoftware: true }, large, ['cuda', 'tfjs cuda', 'cpu']],
  ['no card', { name: '', isSoftware: false }, large, ['cuda', 'tfjs cuda', 'cpu']],
  ['a card that a network is too small for', { name: 'a card', isSoftware: false }, '--hidden 4', ['cpu']],
])('train tries the fastest device first, with %s', async (_, found, size, devices) => {
  Object.assign(card, found);
  asked.length = 0;
  const { status, stderr } = await folder.tagger(
    `train --train @train.conllu -o @model.onnx --preset report ${size} --threads 2`,
  );
  expect(status).toBe(1);
  expect(stderr).toBe('tagger: device cpu is not available in test (use --device cpu)\n');
  expect([...new Set(asked)]).toEqual(devices);
});

it.each(['test', 'tag'])('%s runs on the CPU unless told otherwise, without ONNX Runtime', async (verb) => {
  Object.assign(card, { name: 'a card', isSoftware: false });
  asked.length = 0;
  const { status } = await folder.tagger(`${verb} @model.onnx @train.conllu`);
  expect({ status, asked }).toEqual({ status: 0, asked: [] });
});
