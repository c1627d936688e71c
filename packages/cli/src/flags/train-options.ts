import { precisions } from '@tagger/models/internal';
import { presetNames } from '@tagger/trainer';
import { type Command, Option } from 'commander';
import { engineNames } from '../engines/choose-engine';
import { tokenizerNames } from '../tokenizer/tokenizer-names';
import { collectTexts } from './collect-texts';
import {
  addAnnotationOptions,
  addDeviceOptions,
  addFormatOptions,
  parseColumn,
  parseCount,
  parseLanguage,
} from './options';
import { addSettingOptions } from './train-flags';

/** What a tagger is trained on. */
export function addCorpusOptions(command: Command): Command {
  return command
    .option('--train <file>', 'training corpus; may be repeated', collectTexts)
    .option('--dev <file>', 'corpus that selects the best epoch; may be repeated', collectTexts);
}

/** How and where it is trained: the flags that `tagger train` and `tagger sweep` share. */
export function addTrainOptions(command: Command): Command {
  command
    .addOption(
      new Option('--preset <name>', 'named set of settings')
        .choices(presetNames)
        .default(undefined, 'report'),
    )
    .option('--vectors <file>', 'word vectors (word2vec, GloVe, fastText)')
    .addOption(
      new Option('--pretrain <name>', 'learn word vectors from the training text')
        .choices(['skipgram'])
        .conflicts('vectors'),
    )
    .addOption(
      new Option('--precision <name>', 'precision of the weights in the model file')
        .choices(precisions)
        .default('float32'),
    )
    .addOption(
      new Option('--engine <name>', 'what computes; by default the fastest for the device').choices(
        engineNames,
      ),
    )
    .option('--licence <text>', 'licence of the corpus, stored in the model file')
    .option('--language <code>', 'language of the corpus (en, pt-BR, …), also stored', parseLanguage)
    .option('--json', 'print the result as JSON')
    .option('--quiet', 'show no progress');
  addFormatOptions(command, 'column with the tags: upos, xpos, …, or a number; upos,lemma: several');
  command.option(
    '--auxiliary <name>',
    'column to learn as well, for what it teaches, and to leave out: deprel',
    parseColumn,
  );
  addAnnotationOptions(command);
  addDeviceOptions(command);
  command.optionsGroup('Settings:');
  addSettingOptions(command);
  return command;
}

/** The flags of `tagger train` that one run has alone. */
export function addOutputOptions(command: Command): Command {
  return command
    .option('-o, --output <file>', 'model file to write', 'model.onnx')
    .option('--from <file>', 'model to go on from: what it knows is kept, what is new is added')
    .option(
      '--rehearse <file>',
      'with --from: earlier corpus, against forgetting; may be repeated',
      collectTexts,
    )
    .addOption(
      new Option('--tokenizer <name>', 'cut text by a learnt network or by rules; auto: the better on dev')
        .choices(tokenizerNames)
        .default('auto'),
    )
    .option('--tokenizer-hidden <n>', 'hidden size of a learnt tokenizer; default: 64', parseCount)
    .option('--log-gradients <file>', 'write the gradient norm of each step, as JSON Lines');
}

/** The flag that both have, and that no config file can say. */
export function addConfigOption(command: Command): Command {
  return command.option('--config <file>', 'JSON file with flags as keys; command-line flags win');
}
