import { SettingsError } from '@tagger/core';
import { isSpanTagSet } from '@tagger/core/internal';
import { isSameFile } from '@tagger/core/node';
import type { Precision } from '@tagger/models/internal';
import {
  defaultSettings,
  fitPreset,
  type GivenSettings,
  type PresetName,
  presets,
  type TrainingSettings,
} from '@tagger/trainer';
import { type CompactCorpus, completeSettings, describeSetting, settingKind } from '@tagger/trainer/internal';
import { type Command, Option } from 'commander';
import type { EngineName } from '../engines/choose-engine';
import type { TokenizerName } from '../tokenizer/tokenizer-names';
import {
  type AnnotationOptions,
  type DeviceOptions,
  type FormatOptions,
  parseNumber,
  withFlagName,
} from './options';

/** What the flags of `tagger train` say; those of settings stand under their own names. */
export interface TrainFlags extends DeviceOptions, FormatOptions, AnnotationOptions {
  readonly config?: string;
  readonly train?: readonly string[];
  readonly dev?: readonly string[];
  readonly output: string;
  readonly from?: string;
  readonly rehearse?: readonly string[];
  readonly preset?: PresetName;
  readonly batchTokens?: number;
  readonly vectors?: string;
  readonly pretrain?: 'skipgram';
  readonly caseFallback?: boolean;
  readonly clip?: number;
  readonly seed?: number;
  readonly freezeVectors?: boolean;
  readonly precision: Precision;
  readonly engine?: EngineName;
  readonly resume?: boolean;
  readonly logGradients?: string;
  readonly tokenizer?: TokenizerName;
  readonly tokenizerHidden?: number;
  readonly licence?: string;
  readonly language?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** The flag of each setting. */
export const settingFlags: Readonly<Record<keyof TrainingSettings, string>> = {
  model: '--model',
  cellOutput: '--cell-output',
  layers: '--layers',
  hiddenSize: '--hidden',
  embeddingSize: '--embedding',
  features: '--features',
  featureSize: '--feature-size',
  characterSize: '--characters',
  characterEncoder: '--char-encoder',
  crf: '--crf',
  columnWeight: '--column-weight',
  epochs: '--epochs',
  optimizer: '--optimizer',
  learningRate: '--lr',
  schedule: '--schedule',
  warmup: '--warmup',
  weightDecay: '--weight-decay',
  batchSize: '--batch',
  batchTokens: '--batch-tokens',
  accumulate: '--accumulate',
  clipNorm: '--clip',
  dropout: '--dropout',
  inputDropout: '--input-dropout',
  wordDropout: '--word-dropout',
  averageEpochs: '--average',
  patience: '--patience',
  minimumCount: '--min-count',
  caseFallback: '--case-fallback',
  vectorUse: '--vector-use',
  vectorWords: '--vector-words',
  freezeVectors: '--freeze-vectors',
  seed: '--seed',
};

const settingNames = Object.keys(settingFlags) as (keyof TrainingSettings)[];

/** Gives a command the flag of each setting, without a default, so that it can be told what was given. */
export function addSettingOptions(command: Command): void {
  const switches = new Set<string>();
  const usual = { ...defaultSettings, ...presets.fast };
  for (const name of settingNames) {
    const [kind, flag, text] = [settingKind(name), settingFlags[name], describeSetting(name)];
    if (kind.type === 'boolean') {
      switches.add(flag);
      command.option(flag, text).addOption(new Option(flag.replace('--', '--no-')).hideHelp());
      continue;
    }
    const option = new Option(`${flag} <${kind.type === 'number' ? 'n' : 'name'}>`, text);
    option.default(undefined, String(usual[name]));
    if (kind.type === 'number') option.argParser(parseNumber);
    // For the help alone: a wrong value is told of with those of the other settings.
    else option.argChoices = [...kind.options];
    command.addOption(option);
  }
  // A switch and its opposite share a line of the help.
  command.configureHelp({
    ...command.configureHelp(),
    optionTerm: ({ flags }) => (switches.has(flags) ? flags.replace('--', '--[no-]') : flags),
  });
}

/** More sentences than a batch by words can have. */
const largestBatch = 65_536;

/** A model in the place of its own corpus or vectors would be a loss. */
export function checkOutput({
  output,
  logGradients,
  config,
  train = [],
  dev = [],
  rehearse = [],
  from,
  vectors,
}: TrainFlags): void {
  const isAmong = (path: string, others: readonly (string | undefined)[]) =>
    others.some((other) => other !== undefined && isSameFile(other, path));
  if (output === '-')
    throw new SettingsError('a model cannot be written to standard output', { hint: 'give -o a file' });
  if (isAmong(output, [config, ...train, ...dev, ...rehearse, from, vectors]))
    throw new SettingsError(`${output} is an input: the model would replace it`, {
      hint: 'give -o another file',
    });
  if (logGradients === '-')
    throw new SettingsError('the log of gradients cannot be written to standard output', {
      hint: 'give --log-gradients a file',
    });
  if (logGradients && isAmong(logGradients, [config, ...train, ...dev, ...rehearse, from, vectors, output]))
    throw new SettingsError(`${logGradients} is another file of this run: the log would replace it`, {
      hint: 'give --log-gradients another file',
    });
}

/** What decides settings that no flag gives. */
export interface CorpusFacts {
  /** Of the training corpus. */
  readonly sentences: number;
  readonly marksSpans: boolean;
}

export function describeFacts({ sentences }: CompactCorpus): CorpusFacts {
  return { sentences: sentences.length, marksSpans: isSpanTagSet(sentences.tags) };
}

/** The preset that is named, or that suits the corpus. */
export function choosePreset({ preset }: TrainFlags, { marksSpans }: CorpusFacts): PresetName {
  return preset ?? (marksSpans ? 'entities' : 'fast');
}

/** A corpus of which nothing is known yet. */
const unknownCorpus: CorpusFacts = { sentences: Number.POSITIVE_INFINITY, marksSpans: false };

/** What the flags say of the settings, on top of the preset; in their range. */
export function readSettings(flags: TrainFlags, corpus = unknownCorpus): GivenSettings {
  const given = Object.fromEntries(
    settingNames.map((name) => [name, flags[attributeName(settingFlags[name]) as keyof TrainFlags]]),
  ) as GivenSettings;
  const settings: GivenSettings = {
    // The words of a file may be in lower case alone.
    ...(flags.vectors !== undefined && { caseFallback: true }),
    // Training that goes on from a model has its settings.
    ...(flags.from === undefined || flags.preset
      ? fitPreset(choosePreset(flags, corpus), corpus.sentences, flags.vectors !== undefined)
      : {}),
    ...(flags.batchTokens !== undefined && { batchSize: largestBatch }),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
  try {
    completeSettings(settings);
  } catch (error) {
    throw withFlagName(settingFlags, error);
  }
  checkFurther(flags);
  if (flags.freezeVectors && !flags.vectors && !flags.pretrain)
    throw new SettingsError('--freeze-vectors has nothing to freeze', {
      hint: 'give --vectors FILE or --pretrain skipgram',
    });
  return settings;
}

/** @throws SettingsError if flags of a training that goes on from a model do not go together */
function checkFurther({ from, rehearse, vectors, pretrain, train }: TrainFlags): void {
  if (rehearse && from === undefined)
    throw new SettingsError('--rehearse is for training that goes on from a model', {
      hint: 'give --from MODEL, or the corpus as another --train',
    });
  if (from === undefined) return;
  if (!train) throw new SettingsError('--from needs a corpus to go on with', { hint: 'give --train FILE' });
  if (vectors !== undefined || pretrain)
    throw new SettingsError(`--from and ${pretrain ? '--pretrain' : '--vectors'} contradict each other`, {
      hint: 'training goes on with the vectors that the model has, or without any',
    });
}

/** What a flag's value is called: `batchTokens` for `--batch-tokens`. */
export function attributeName(flag: string): string {
  return flag.slice(2).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
