import { readFile, rm } from 'node:fs/promises';
import { SettingsError, TaggerError } from '@tagger/core';
import { createOutputFile } from '@tagger/core/node';
import {
  decodeModel,
  encodeModel,
  listTrained,
  type Network,
  shapesOf,
  type TensorProto,
} from '@tagger/models/internal';
import * as v from 'valibot';
import { createOptimizer } from '../optimizers/create-optimizer';
import { listStates } from '../optimizers/optimizer';
import type { TrainingSettings } from '../settings/settings';
import { hasFiniteValues } from '../training/divergence';
import type { TrainingState } from '../training/training-state';
import { checkpointSchema, type SavedCheckpoint } from './checkpoint-schema';
import { checkSeal, sealOf } from './checksum';

/**
 * Settings and inputs of a run: a checkpoint goes on only with its own. What decides the size of batches may be
 * another, since a device whose memory was full may need smaller ones, and more of them for a step.
 */
export interface RunIdentity {
  readonly settings: TrainingSettings;
  /** A hash of each corpus, and of the word vectors; empty for what there is not. */
  readonly inputs: Readonly<Record<string, string>>;
}

const key = 'tagger.checkpoint';

/** Settings that may be others when a run goes on. */
const free: ReadonlySet<string> = new Set(['batchTokens', 'accumulate'] satisfies (keyof TrainingSettings)[]);

/**
 * A checkpoint is an ONNX file without nodes: tensors, the rest as JSON in its metadata, and a checksum over all of it at
 * the end. It is written whole or not at all.
 */
export async function writeCheckpoint(
  path: string,
  identity: RunIdentity,
  network: Network,
  state: TrainingState,
): Promise<void> {
  const { parameters, best, average, optimizerStates, ...progress } = state;
  const shapes = shapesOf(network);
  const tensors = (prefix: string, values: Readonly<Record<string, Float32Array>>): TensorProto[] =>
    Object.entries(values).map(([name, data]) => ({
      name: `${prefix}/${name}`,
      type: 'float32',
      // A state of the optimiser has the shape of its parameter.
      dimensions: shapes[name.split('/').at(-1)!]!,
      data,
    }));
  const initializers = [
    ...tensors('now', parameters),
    ...tensors('optimizer', optimizerStates),
    ...(best ? tensors('best', best.parameters) : []),
    ...(average ? tensors('average', average.parameters) : []),
  ];
  const rest = { identity, progress, bestEpoch: best?.epoch, averageEpochs: average?.epochs };
  const metadata = new Map([[key, JSON.stringify(rest)]]);
  const graph = { name: 'checkpoint', nodes: [], initializers, inputs: [], outputs: [] };
  const bytes = encodeModel({ metadata, graph });
  const file = await createOutputFile(path);
  file.stream.write(bytes);
  file.stream.write(sealOf(bytes));
  await file.commit();
}

/**
 * Reads the state that a run goes on from.
 * @param sentences of the training corpus
 * @throws TaggerError if the file is missing or damaged, in any bit, or has no checksum
 * @throws SettingsError if it belongs to other settings or inputs
 */
export async function readCheckpoint(
  path: string,
  identity: RunIdentity,
  network: Network,
  sentences: number,
): Promise<TrainingState> {
  const fail = (problem: string, cause?: unknown): never => {
    throw new TaggerError(problem, { location: { file: path }, hint: 'train without --resume', cause });
  };
  const bytes = await readFile(path).catch((cause) => fail('no checkpoint to resume from', cause));
  const seal = checkSeal(bytes);
  if (seal === 'damaged') fail('the checkpoint is damaged: its content does not match its SHA-256 checksum');
  const { saved, tensors } = decode(bytes, (cause) => {
    if (seal === 'whole') return fail('not a checkpoint, or one of another version of tagger', cause);
    return fail('not a checkpoint, or only a part of one', cause);
  });
  if (seal === 'unsealed')
    fail('the checkpoint has no checksum: an older version of tagger wrote it, or it is only a part of one');
  const different = findDifference(saved.identity, identity);
  if (different)
    throw new SettingsError(`this checkpoint was made with ${different}`, {
      location: { file: path },
      hint: 'resume with the same, or train without --resume',
    });
  const { progress, bestEpoch, averageEpochs } = saved;
  if (progress.epoch > identity.settings.epochs + 1 || progress.batch > sentences)
    fail(`the checkpoint is of a run that went further than this one can: ${describe(progress)}`);

  const shapes = shapesOf(network);
  const states = listStates(createOptimizer(identity.settings.optimizer), listTrained(network));
  const groups = {
    now: Object.keys(shapes),
    optimizer: states.map(({ name }) => name),
    ...(bestEpoch !== undefined && { best: Object.keys(shapes) }),
    ...(averageEpochs !== undefined && { average: Object.keys(shapes) }),
  };
  const take = (prefix: keyof typeof groups) => {
    const values = (groups[prefix] ?? []).map((name) => {
      const tensor = tensors.get(`${prefix}/${name}`);
      const data = tensor && readValues(tensor, shapes[name.split('/').at(-1)!]!);
      return [name, data ?? fail(`the checkpoint has no valid tensor ${prefix}/${name}`)];
    });
    return Object.fromEntries(values);
  };
  if (tensors.size !== Object.values(groups).flat().length)
    fail('the checkpoint has tensors that its network does not have');
  // With batches of another size the epoch that was running begins again.
  const isPlanned = saved.identity.settings.batchTokens === identity.settings.batchTokens;
  return {
    ...progress,
    ...(isPlanned ? {} : { batch: 0, lossSum: 0 }),
    parameters: take('now'),
    optimizerStates: take('optimizer'),
    ...(bestEpoch !== undefined && { best: { epoch: bestEpoch, parameters: take('best') } }),
    ...(averageEpochs !== undefined && {
      average: { epochs: averageEpochs, parameters: take('average') },
    }),
  };
}

export function removeCheckpoint(path: string): Promise<void> {
  return rm(path, { force: true });
}

function decode(bytes: Uint8Array, fail: (cause: unknown) => never) {
  try {
    const { metadata, initializers } = decodeModel(bytes);
    const saved: SavedCheckpoint = v.parse(checkpointSchema, JSON.parse(metadata.get(key)!));
    return { saved, tensors: initializers };
  } catch (cause) {
    return fail(cause);
  }
}

/** The values, if the tensor is one of finite float32 in this shape. */
function readValues(
  { type, dimensions, data }: TensorProto,
  shape: readonly number[],
): Float32Array | undefined {
  const isShape =
    dimensions.length === shape.length && shape.every((size, axis) => size === dimensions[axis]);
  const length = shape.reduce((product, size) => product * size, 1);
  if (type !== 'float32' || !isShape || data.length !== length) return undefined;
  const values = data as Float32Array;
  return hasFiniteValues(values) ? values : undefined;
}

function describe({ epoch, batch }: SavedCheckpoint['progress']): string {
  return `batch ${batch} of epoch ${epoch}`;
}

function findDifference(saved: SavedCheckpoint['identity'], now: RunIdentity): string | undefined {
  const [before, after] = [new Map(Object.entries(saved.settings)), new Map(Object.entries(now.settings))];
  const settings = [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => !free.has(name) && before.get(name) !== after.get(name),
  );
  if (settings.length > 0)
    return settings
      .map((name) => (before.has(name) ? `${name} ${before.get(name)}` : `no setting ${name}`))
      .join(', ');
  const names = new Set([...Object.keys(saved.inputs), ...Object.keys(now.inputs)]);
  const input = [...names].find((name) => saved.inputs[name] !== now.inputs[name]);
  return input && `another ${input}`;
}
