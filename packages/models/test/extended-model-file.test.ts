import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Lexicon, mapValues } from '@tagger/core/internal';
import { describe, expect, it } from 'vitest';
import { describeBatch } from '../src/batch/describe-batch';
import type { HostTensor } from '../src/batch/host-tensor';
import { spreadSentences } from '../src/batch/lanes';
import { decodeModelFile, readModelFile } from '../src/model-file/decode-model-file';
import { encodeModelFile, metadataKeys } from '../src/model-file/encode-model-file';
import { precisions } from '../src/model-file/weights';
import { createNetwork } from '../src/network/create-network';
import { decodeModel } from '../src/onnx/decode-model';
import { Float64Ops, float64Tensor } from '../src/ops/float64-ops';
import { fillInput, PortableNetwork } from '../src/tagger/portable-network';
import { Tagger } from '../src/tagger/tagger';
import { createExtendedModel, extendedNetworks } from './extended-models';
import { runtimes } from './runners';
import { sampleSentences, sampleTags } from './sample-model';

const python = '/usr/bin/python3';
const hasChecker = spawnSync(python, ['-c', 'import onnx']).status === 0;

describe.each(Object.entries(extendedNetworks))('a model file of: %s', (_, network) => {
  const { description, parameters } = createExtendedModel(network);
  const bytes = encodeModelFile(description, parameters);
  const sentences = [...sampleSentences([7, 1, 3, 12, 2]), ['x', 'Dogged', '😀😀']];

  it('is read back as it was written', () => {
    expect(decodeModelFile(bytes, 'my.onnx')).toMatchObject({ description, parameters });
  });

  it('has format 2 if format 1 cannot say it', () => {
    const isNew = network.cell === 'gru' || network.otherOutputs !== undefined;
    expect(decodeModel(bytes).metadata.get(metadataKeys.format)).toBe(isNew ? '2' : '1');
  });

  it.each(precisions)('gives the probabilities of every output in %s, as float64 does', async (precision) => {
    const own = encodeModelFile(description, parameters, precision);
    const stored = decodeModelFile(own, 'my.onnx').parameters;
    const layers = createNetwork(network);
    const words = sentences[0]!.map((word) => new Lexicon(description).read(word));
    const lengths = Int32Array.of(words.length);
    const places = Int32Array.from(words.keys());
    const view = { lengths, plan: spreadSentences(lengths), words, places };
    const toTensors = (values: Readonly<Record<string, HostTensor>>) =>
      mapValues(values, ({ shape, data }) => float64Tensor(shape, data));
    const shaped = layers.parameters.map(({ name, shape }) => [name, { shape, data: stored[name]! }]);
    const expected = layers.predict(new Float64Ops(), {
      parameters: toTensors(Object.fromEntries(shaped)),
      inputs: toTensors(describeBatch(layers.inputs, view)),
    });
    const session = await runtimes.node.createSession(own, { device: 'cpu' });
    const inputs = layers.encoder.fileInputs.map((spec) => [
      spec.name,
      fillInput(spec, [words], words.length),
    ]);
    const results = await session.run({
      ...Object.fromEntries(inputs),
      lengths: { type: 'int32', data: lengths, dimensions: [1] },
    });
    await session.release();
    for (const [index, { name, tagCount }] of layers.outputs.entries()) {
      const { data, dimensions } = results[index === 0 ? 'probabilities' : `probabilities.${name}`]!;
      expect(dimensions).toEqual([1, words.length, tagCount]);
      for (const [at, value] of expected[index]!.logProbabilities.data.entries())
        expect(Number(data[at])).toBeCloseTo(Math.exp(value), 5);
    }
  });

  it('is refused where a list does not fit the network', () => {
    const { words, ...rest } = description;
    const broken = encodeModelFile({ ...rest, words: words.slice(1) }, parameters);
    expect(() => decodeModelFile(broken, 'my.onnx')).toThrow('not a model file, or only a part of one');
  });

  it.each(Object.entries(runtimes))(
    'tags by its own graph as the tagger does, on onnxruntime-%s',
    async (_, runtime) => {
      const tagger = await Tagger.load(bytes, { runtime });
      const lexicon = new Lexicon(description);
      const portable = await PortableNetwork.create(
        { network: createNetwork(network), lexicon, precision: 'float32' },
        parameters,
        (graph) => runtime.createSession(graph, { device: 'cpu' }),
      );
      // Twice: what the tagger has learnt of a word, it knows the second time.
      for (let time = 0; time < 2; time++) {
        const [actual, expected] = [await tagger.score(sentences), await portable.run(sentences)];
        for (const [index, words] of sentences.entries()) {
          const K = sampleTags.length;
          const take = (values: Float32Array) =>
            words.flatMap((_, t) => {
              const start = (expected.starts[index]! + t * expected.stride) * K;
              return [...values.subarray(start, start + K)];
            });
          const probabilities = take(expected.all!.probabilities);
          expect(actual[index]!.probabilities.length).toBe(probabilities.length);
          probabilities.forEach((probability, at) => {
            expect(actual[index]!.probabilities[at]).toBeCloseTo(probability, 5);
          });
          expect(bestOf(actual[index]!.scores)).toEqual(
            bestOf(Float32Array.from(take(expected.all!.scores))),
          );
        }
      }
      await tagger.release();
      await portable.release();
    },
  );

  it.each([
    ['int8', 0.1],
    ['int4', 0.2],
  ] as const)('gives nearly the same probabilities in %s', async (precision, most) => {
    const small = encodeModelFile(description, parameters, precision);
    const [exact, quantized] = [await Tagger.load(bytes), await Tagger.load(small)];
    const [expected, actual] = [await exact.score(sentences), await quantized.score(sentences)];
    for (const [index, { probabilities }] of expected.entries())
      probabilities.forEach((probability, at) => {
        expect(Math.abs(actual[index]!.probabilities[at]! - probability)).toBeLessThan(most);
      });
    await exact.release();
    await quantized.release();
  });

  it('keeps two values of a table in a byte in int4, and matrices as in int8', () => {
    const [int8, int4] = (['int8', 'int4'] as const).map((precision) =>
      decodeModel(encodeModelFile(description, parameters, precision)),
    );
    expect(int4!.metadata.get(metadataKeys.format)).toBe('4');
    expect(readModelFile(encodeModelFile(description, parameters, 'int4'), 'my.onnx').precision).toBe('int8');
    for (const { name, shape, isTable } of createNetwork(description.network).parameters) {
      const [own, other] = [int4!.initializers.get(name), int8!.initializers.get(name)];
      if (!isTable) expect(own).toEqual(other);
      else expect(own).toMatchObject({ type: 'uint8', dimensions: [shape[0], Math.ceil(shape[1]! / 2)] });
    }
  });
});

it.skipIf(!hasChecker)('all files pass the checker of ONNX (skipped without python3-onnx)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tagger-'));
  const paths: string[] = [];
  for (const [index, network] of Object.values(extendedNetworks).entries())
    for (const precision of ['int8', 'int4'] as const) {
      const { description, parameters } = createExtendedModel(network);
      paths.push(join(folder, `${index}-${precision}.onnx`));
      await writeFile(paths.at(-1)!, encodeModelFile(description, parameters, precision));
    }
  const check =
    'import onnx, sys\nfor path in sys.argv[1:]: onnx.checker.check_model(path, full_check=True); print(path)';
  const { stdout, stderr } = spawnSync(python, ['-c', check, ...paths], { encoding: 'utf8' });
  await rm(folder, { recursive: true });
  expect({ stdout, stderr }).toEqual({ stdout: paths.map((path) => `${path}\n`).join(''), stderr: '' });
});

function bestOf(scores: Float32Array): number[] {
  const K = sampleTags.length;
  return Array.from({ length: scores.length / K }, (_, step) => {
    const row = scores.subarray(step * K, (step + 1) * K);
    return row.indexOf(Math.max(...row));
  });
}
