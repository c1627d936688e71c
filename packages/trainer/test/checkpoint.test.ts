import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SettingsError, TaggerError } from '@tagger/core';
import { createRandom } from '@tagger/core/internal';
import { loadRuntime } from '@tagger/models';
import { createNetwork, decodeModel, encodeModel, type TensorProto } from '@tagger/models/internal';
import { OnnxEngine, train } from '@tagger/trainer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunIdentity, readCheckpoint } from '../src/checkpoint/checkpoint';
import { sealOf } from '../src/checkpoint/checksum';
import { completeSettings } from '../src/settings/settings';
import type { TrainingState } from '../src/training/training-state';
import { sampleCorpus } from './sample-corpus';

const given = {
  epochs: 3,
  hiddenSize: 2,
  embeddingSize: 2,
  batchSize: 16,
  optimizer: 'adam',
  averageEpochs: 2,
} as const;
const engine = new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 1 });
const corpora = { train: sampleCorpus(40, 1), dev: sampleCorpus(10, 2) };

let folder: string;
let path: string;
/** A checkpoint of a run that is done, and what it was read with. */
let bytes: Buffer;
let identity: RunIdentity;
let network: Parameters<typeof readCheckpoint>[2];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagger-'));
  path = join(folder, 'checkpoint');
  const options = { ...corpora, engine, settings: given, checkpoint: { path, resume: false } };
  const { description } = await train(options);
  bytes = await readFile(path);
  network = createNetwork(description.network);
  const { inputs } = parseRest(bytes).identity;
  identity = { settings: completeSettings(given), inputs };
});
afterAll(() => rm(folder, { recursive: true }));

const key = 'tagger.checkpoint';
const parseRest = (found: Uint8Array) => JSON.parse(decodeModel(found).metadata.get(key)!);
const read = async (content: Uint8Array, own: RunIdentity = identity): Promise<TrainingState> => {
  await writeFile(path, content);
  return readCheckpoint(path, own, network, corpora.train.sentences.length);
};
const refuse = (content: Uint8Array, own?: RunIdentity) =>
  read(content, own).then(
    () => 'read',
    (error: Error) => {
      expect(error).toBeInstanceOf(TaggerError);
      return error.message.replace(path, 'PATH');
    },
  );

/** The checkpoint with other JSON or tensors, and a checksum that matches. */
function rebuild(
  change: (rest: ReturnType<typeof parseRest>) => void,
  changeTensor = (tensor: TensorProto): TensorProto | undefined => tensor,
  more: readonly TensorProto[] = [],
): Uint8Array {
  const rest = parseRest(bytes);
  change(rest);
  const changed = [...decodeModel(bytes).initializers.values()].map(changeTensor);
  const initializers = [...changed.filter((tensor) => tensor !== undefined), ...more];
  const metadata = new Map([[key, JSON.stringify(rest)]]);
  const graph = { name: 'checkpoint', nodes: [], initializers, inputs: [], outputs: [] };
  const content = encodeModel({ metadata, graph });
  return Buffer.concat([content, sealOf(content)]);
}

describe('a checkpoint', () => {
  it('is read as it was written, and stays an ONNX file', async () => {
    const state = await read(bytes);
    expect(state).toMatchObject({ epoch: 4, batch: 0, step: 9, lossSum: 0, average: { epochs: 2 } });
    expect(state.history).toHaveLength(3);
    expect(await read(rebuild(() => {}))).toEqual(state);
    expect(decodeModel(bytes).metadata.get('tagger.sha256')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is refused with a bit flipped, wherever that is', async () => {
    const random = createRandom(1, 'bits');
    // All of the start and of the checksum at the end; of what is between them, which is all alike to the checksum, some.
    const edge = 64;
    const places = Array.from({ length: 2 * edge }, (_, at) =>
      at < edge ? at : bytes.length - 1 - (at - edge),
    );
    while (places.length < 400) places.push(random.integer(bytes.length));
    for (const at of places) {
      const flipped = Buffer.from(bytes);
      flipped[at]! ^= 1 << random.integer(8);
      expect(await refuse(flipped), `byte ${at} of ${bytes.length}`).toMatch(
        /^PATH: .*train without --resume/,
      );
    }
  });

  it('is refused if it is cut off anywhere, or longer', async () => {
    for (let length = 0; length < bytes.length; length += 37)
      expect(await refuse(bytes.subarray(0, length))).toMatch(/^PATH: .*train without --resume/);
    expect(await refuse(Buffer.concat([bytes, Buffer.of(0)]))).toMatch(/^PATH: the checkpoint is damaged/);
    expect(await refuse(Buffer.concat([bytes, bytes]))).toMatch(/^PATH: the checkpoint is damaged/);
  });

  it('tells what is wrong with it', async () => {
    const content = bytes.subarray(0, bytes.length - sealOf(bytes).length);
    expect(await refuse(content)).toBe(
      'PATH: the checkpoint has no checksum: an older version of tagger wrote it, or it is only a part of one (train without --resume)',
    );
    const flipped = Buffer.from(bytes);
    flipped[1000]! ^= 1;
    expect(await refuse(flipped)).toBe(
      'PATH: the checkpoint is damaged: its content does not match its SHA-256 checksum (train without --resume)',
    );
    expect(await refuse(Buffer.from('a shopping list'))).toContain('not a checkpoint, or only a part of one');
  });

  it.each<[string, (rest: ReturnType<typeof parseRest>) => void]>([
    ['an epoch that is none', (rest) => (rest.progress.epoch = 0)],
    ['an epoch beyond those that have results', (rest) => (rest.progress.epoch = 5)],
    ['a batch that is none', (rest) => (rest.progress.batch = -1)],
    ['a batch beyond the corpus', (rest) => (rest.progress.batch = 1000)],
    ['a step that is none', (rest) => (rest.progress.step = 1.5)],
    ['a loss that is none', (rest) => (rest.progress.lossSum = null)],
    ['a result that is not finite', (rest) => (rest.progress.history[1].loss = null)],
    ['results in another order', (rest) => rest.progress.history.reverse()],
    ['a result without an accuracy', (rest) => delete rest.progress.history[0].dev.accuracy],
    ['a best epoch that is not done', (rest) => (rest.bestEpoch = 4)],
    ['no best epoch', (rest) => delete rest.bestEpoch],
    ['an average of more epochs than are done', (rest) => (rest.averageEpochs = 9)],
    ['a key that there is not', (rest) => (rest.progress.mood = 'good')],
    ['no settings', (rest) => delete rest.identity.settings],
    ['a size of batches that is none', (rest) => (rest.identity.settings.batchTokens = 'many')],
  ])('with %s is refused, also where its checksum is right', async (_, change) => {
    expect(await refuse(rebuild(change))).toMatch(/^PATH: .*\(train without --resume\)/);
  });

  it('with other tensors than its network has is refused', async () => {
    const edit = (name: string, change: (tensor: TensorProto) => TensorProto | undefined) =>
      rebuild(
        () => {},
        (tensor) => (tensor.name === name ? change(tensor) : tensor),
      );
    const name = 'best/recurrentWeight';
    const invalid = `the checkpoint has no valid tensor ${name}`;
    const extra: TensorProto = {
      name: 'now/extra',
      type: 'float32',
      dimensions: [1],
      data: Float32Array.of(1),
    };
    expect(
      await refuse(edit(name, (tensor) => ({ ...tensor, dimensions: [...tensor.dimensions].reverse() }))),
    ).toContain(invalid);
    expect(
      await refuse(edit(name, (tensor) => ({ ...tensor, data: tensor.data.slice(1) as Float32Array }))),
    ).toContain(invalid);
    expect(await refuse(edit(name, (tensor) => ({ ...tensor, type: 'int32' })))).toContain(invalid);
    expect(
      await refuse(
        edit(name, (tensor) => ({ ...tensor, data: (tensor.data as Float32Array).map(() => Number.NaN) })),
      ),
    ).toContain(invalid);
    expect(await refuse(edit(name, () => undefined))).toContain('tensors that its network does not have');
    expect(
      await refuse(
        rebuild(
          () => {},
          (tensor) => tensor,
          [extra],
        ),
      ),
    ).toContain('tensors that its network');
  });

  it('of a setting that there is not, or without one, is of another version', async () => {
    const other = rebuild((rest) => (rest.identity.settings.colour = 'red'));
    await expect(read(other)).rejects.toThrow(SettingsError);
    expect(await refuse(other)).toContain('was made with colour red');
    expect(await refuse(rebuild((rest) => delete rest.identity.settings.crf))).toContain(
      'was made with no setting crf',
    );
  });
});
