import { DeviceError, Tagger } from '@tagger/models';
import { encodeModelFile } from '@tagger/models/internal';
import { beforeAll, expect, it } from 'vitest';
import { createSampleModel } from '../../models/test/sample-model';
import { howToGetVulkan, useSoftwareVulkan } from '../../models/test/software-vulkan';
import { createWorkspace, sampleSentences, toConllu } from './workspace';

useSoftwareVulkan();

// With the output r ⊙ c, which ONNX Runtime has no WebGPU kernel for.
const { description, parameters } = createSampleModel({ cell: 'lstm', cellOutput: 'identity' });
const bytes = encodeModelFile(description, parameters);
const folder = createWorkspace();

const problem = await Tagger.load(bytes, { device: 'webgpu' }).then(
  (tagger) => tagger.release(),
  (error: Error) => error,
);
if (problem) {
  if (!DeviceError.isInstance(problem)) throw problem;
  it.skip(`tag and test --device webgpu (${problem.message}; ${howToGetVulkan})`);
} else {
  beforeAll(async () => {
    await folder.write('model.onnx', bytes);
    await folder.write('dev.conllu', toConllu(sampleSentences(8, 1)));
  });

  it.each(['tag', 'test'])('%s --device webgpu gives what the CPU gives', async (verb) => {
    const { env } = process;
    const [card, cpu] = [
      await folder.tagger(`${verb} @model.onnx @dev.conllu --device webgpu`, { env }),
      await folder.tagger(`${verb} @model.onnx @dev.conllu`),
    ];
    expect(card).toEqual(cpu);
    expect(card.status).toBe(0);
  });

  it('--gpu says which card it is', async () => {
    const { status, stderr } = await folder.tagger('tag @model.onnx @dev.conllu --gpu', { env: process.env });
    expect(status).toBe(0);
    expect(stderr).toMatch(/^tagger: running on (webgpu, by WebGPU, .|cuda, by )/);
  });
}
