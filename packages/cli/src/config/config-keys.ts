import { defaultSettings, settingsSchema, type TrainingSettings } from '@tagger/trainer';
import { describeRange } from '@tagger/trainer/internal';
import { Command, type Option } from 'commander';
import * as v from 'valibot';
import { collectTexts } from '../flags/collect-texts';
import { settingFlags } from '../flags/train-flags';
import { addCorpusOptions, addOutputOptions, addTrainOptions } from '../flags/train-options';

/** What a flag of `tagger train` is as a key of a config file. */
export interface ConfigKey {
  /** The flag's long name in camelCase: `batchTokens` for `--batch-tokens`. */
  readonly name: string;
  readonly option: Option;
  /** The setting, if it is the flag of one. */
  readonly setting?: keyof TrainingSettings;
  readonly schema: v.GenericSchema;
  /** The values that it takes, in words. */
  readonly range: string;
  /** Its value if neither file nor flags say it. */
  readonly default?: unknown;
  /** Whether it names a file. */
  readonly isPath: boolean;
  /** Whether it takes a list, too. */
  readonly isList?: boolean;
}

const settingOfFlag = new Map(
  (Object.keys(settingFlags) as (keyof TrainingSettings)[]).map((name) => [settingFlags[name], name]),
);

/** The keys of a config file, made of the flags themselves, so that a new flag is a new key. */
export const configKeys: ReadonlyMap<string, ConfigKey> = new Map(
  addTrainOptions(addOutputOptions(addCorpusOptions(new Command())))
    .options.filter(({ negate }) => !negate)
    .map((option) => [option.attributeName(), createKey(option)]),
);

function createKey(option: Option): ConfigKey {
  const setting = settingOfFlag.get(option.long ?? '');
  const name = option.attributeName();
  if (setting)
    return {
      name,
      option,
      setting,
      schema: settingsSchema.entries[setting],
      range: describeRange(setting),
      default: defaultSettings[setting],
      isPath: false,
    };
  const { schema, range } = describeValue(option);
  return {
    name,
    option,
    schema: v.pipe(schema, v.description(option.description)),
    range,
    isPath: option.flags.endsWith('<file>'),
    isList: option.parseArg === collectTexts,
    ...(option.defaultValue === undefined ? {} : { default: option.defaultValue }),
  };
}

function describeValue({ flags, argChoices, required, long, parseArg }: Option): {
  schema: v.GenericSchema;
  range: string;
} {
  if (!required) return { schema: v.boolean(), range: 'true or false' };
  if (argChoices) return { schema: v.picklist(argChoices), range: `one of ${argChoices.join(', ')}` };
  const text = v.pipe(v.string(), v.nonEmpty());
  const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
  if (parseArg === collectTexts)
    return {
      schema: v.union([text, v.pipe(v.array(text), v.minLength(1))]),
      range: 'the name of a file, or a list of them',
    };
  const column = v.union([text, count]);
  if (long === '--column' || long === '--auxiliary')
    return {
      schema: v.union([column, v.pipe(v.array(column), v.minLength(1))]),
      range: 'a name, a number from 1, or a list of these',
    };
  if (long === '--word-column') return { schema: column, range: 'a name, or a number from 1' };
  if (flags.endsWith('<n>')) return { schema: count, range: 'a whole number of at least 1' };
  return { schema: text, range: flags.endsWith('<file>') ? 'the name of a file' : 'a text' };
}
