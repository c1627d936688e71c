import { readFile, rm } from 'node:fs/promises';
import { SettingsError, TaggerError } from '@tagger/core';
import { replaceFile } from '@tagger/core/node';
import {
  decodeModel,
  encodeModel,
  type NetworkConfiguration,
  type NetworkParameters,
  parameterShapes,
  type TensorProto,
} from '@tagger/models';
import type { TrainingSettings } from './settings';
import type { TrainingState } from './training-state';

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
 * A checkpoint is an ONNX file without nodes: tensors, and the rest as JSON in its metadata. It is written whole or
 * not at all.
 */
export async function writeCheckpoint(
  path: string,
  identity: RunIdentity,
  configuration: NetworkConfiguration,
  state: TrainingState,
): Promise<void> {
  const { parameters, best, average, optimizerStates, ...progress } = state;
  const shapes = parameterShapes(configuration);
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
  await replaceFile(path, encodeModel({ metadata, graph }));
}

/**
 * Reads the state that a run goes on from.
 * @throws TaggerError if the file is missing or broken
 * @throws SettingsError if it belongs to other settings or inputs
 */
export async function readCheckpoint(path: string, identity: RunIdentity): Promise<TrainingState> {
  const location = { file: path };
  const bytes = await readFile(path).catch((cause) => {
    throw new TaggerError('no checkpoint to resume from', {
      location,
      hint: 'train without --resume',
      cause,
    });
  });
  let decoded: ReturnType<typeof decodeModel>;
  let saved: {
    identity: RunIdentity;
    progress: Omit<TrainingState, 'parameters' | 'best' | 'average' | 'optimizerStates'>;
    bestEpoch?: number;
    averageEpochs?: number;
  };
  try {
    decoded = decodeModel(bytes);
    saved = JSON.parse(decoded.metadata.get(key)!);
    if (!saved.identity.settings) throw new Error('incomplete');
  } catch (cause) {
    throw new TaggerError('not a checkpoint, or only a part of one', {
      location,
      hint: 'train without --resume',
      cause,
    });
  }
  const different = findDifference(saved.identity, identity);
  if (different)
    throw new SettingsError(`this checkpoint was made with ${different}`, {
      location,
      hint: 'resume with the same, or train without --resume',
    });
  const tensors = (prefix: string) => {
    const names = [...decoded.initializers.keys()].filter((name) => name.startsWith(`${prefix}/`));
    return Object.fromEntries(
      names.map((name) => [name.slice(prefix.length + 1), decoded.initializers.get(name)!.data]),
    ) as NetworkParameters<Float32Array>;
  };
  const { progress, bestEpoch, averageEpochs } = saved;
  // With batches of another size the epoch that was running begins again.
  const isPlanned = saved.identity.settings.batchTokens === identity.settings.batchTokens;
  return {
    ...progress,
    ...(isPlanned ? {} : { batch: 0, lossSum: 0 }),
    parameters: tensors('now'),
    optimizerStates: tensors('optimizer'),
    ...(bestEpoch !== undefined && { best: { epoch: bestEpoch, parameters: tensors('best') } }),
    ...(averageEpochs !== undefined && {
      average: { epochs: averageEpochs, parameters: tensors('average') },
    }),
  };
}

export function removeCheckpoint(path: string): Promise<void> {
  return rm(path, { force: true });
}

function findDifference(saved: RunIdentity, now: RunIdentity): string | undefined {
  const settings = Object.entries(saved.settings).filter(
    ([name, value]) => !free.has(name) && now.settings[name as keyof TrainingSettings] !== value,
  );
  if (settings.length > 0) return settings.map(([name, value]) => `${name} ${value}`).join(', ');
  const input = Object.keys({ ...saved.inputs, ...now.inputs }).find(
    (name) => saved.inputs[name] !== now.inputs[name],
  );
  return input && `another ${input}`;
}
