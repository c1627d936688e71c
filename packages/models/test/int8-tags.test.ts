import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Lexicon } from '@tagger/core/internal';
import { readCorpus } from '@tagger/core/node';
import { expect, it } from 'vitest';
import { KernelNetwork } from '../src/kernels/kernel-network';
import { planNetwork } from '../src/kernels/plan-network';
import { createWasmKernels } from '../src/kernels/wasm-kernels';
import { readModelFile } from '../src/model-file/decode-model-file';
import { createNetwork } from '../src/network/create-network';
import { FoldedNetwork } from '../src/tagger/folded-network';
import { PortableNetwork } from '../src/tagger/portable-network';
import type { TaggingNetwork } from '../src/tagger/tagging-network';
import { runtimes } from './runners';

const data = process.env.TAGGER_DATA;
const file = fileURLToPath(new URL('../../model-en/model.onnx', import.meta.url));
const options = { device: 'cpu', threads: 1 } as const;

/** The best tag of each word. */
async function readTags(network: TaggingNetwork, sentences: readonly (readonly string[])[]) {
  const tags: number[][] = [];
  for (const batch of network.plan(sentences.map(({ length }) => length))) {
    const own = batch.map((index) => sentences[index]!);
    const { tags: best, starts, stride } = await network.run(own, 'tags');
    for (const [row, index] of batch.entries())
      tags[index] = sentences[index]!.map((_, step) => best[starts[row]! + step * stride]!);
  }
  await network.release();
  return tags.flat();
}

it.skipIf(!data)(
  'products of whole numbers change few tags of UD English-EWT (skipped where TAGGER_DATA is not set)',
  async () => {
    const bytes = await readFile(file);
    const { description, weights, precision } = readModelFile(bytes, file);
    const parameters = weights.all();
    const network = createNetwork(description.network);
    const lexicon = new Lexicon(description);
    const run = (model: Uint8Array) => runtimes.node.createSession(model, options);
    const folded = (as: 'int8' | 'float32') =>
      FoldedNetwork.create({ network, lexicon, precision: as }, parameters, run);
    // The graph that is in the file, not one that is written anew.
    const ofFile = await PortableNetwork.create({ network, lexicon, precision }, parameters, () =>
      run(bytes),
    );
    const sentences: (readonly string[])[] = [];
    for await (const { words } of readCorpus(`${data}/ewt/test.conllu`)) sentences.push(words);
    const read = async (tagging: TaggingNetwork) => readTags(tagging, sentences);

    expect(precision).toBe('int8');
    const exact = await read(ofFile);
    expect(exact).toHaveLength(25_094);
    expect(await read(await folded('float32'))).toEqual(exact);
    const rounded = await read(await folded('int8'));
    // 3 when docs/networks.md was written, and 0 by our kernels.
    const differing = (tags: readonly number[]) => tags.filter((tag, index) => tag !== exact[index]).length;
    expect(differing(rounded)).toBeLessThan(20);

    const plan = planNetwork(network, weights);
    const kernels = await createWasmKernels();
    expect(
      differing(await read(new KernelNetwork(plan, { precision, lexicon }, kernels!))),
    ).toBeLessThanOrEqual(12);
  },
);
