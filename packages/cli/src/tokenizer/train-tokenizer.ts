import { CorpusError } from '@tagger/core';
import type { TokenizerScores } from '@tagger/models/internal';
import { type Engine, InterruptedError, type TrainOptions } from '@tagger/trainer';
import {
  chooseTokenizer,
  defaultTokenizerSettings,
  type SpacedCorpus,
  SpacedCorpusBuilder,
  type TokenizerChoice,
  type TokenizerSettings,
  type TrainedTokenizer,
} from '@tagger/trainer/internal';
import type { CorpusTexts } from '../corpora/read-corpora';
import { formatPercent } from '../display/format';
import type { TrainFlags } from '../flags/train-flags';
import type { Io } from '../io/io';

/** Sentences of a corpus from which on `auto` learns a tokenizer. */
const fewestSentences = 100;

/** What gathers the text of the corpora; nothing where no tokenizer is to be learnt, as by default of the demonstration corpus. */
export function gatherTexts({ tokenizer, train, from }: TrainFlags): CorpusTexts | undefined {
  // A model that is trained further keeps its tokenizer.
  if (tokenizer === 'auto' && from !== undefined) return undefined;
  if (tokenizer === undefined || tokenizer === 'rules' || (tokenizer === 'auto' && !train)) return undefined;
  return { train: new SpacedCorpusBuilder(), dev: new SpacedCorpusBuilder() };
}

interface TokenizerRun {
  readonly texts: CorpusTexts;
  readonly engine: Engine;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Of the tagger, which is trained by then. */
  readonly checkpoint: TrainOptions['checkpoint'];
  readonly io: Io;
}

/** The training of a tokenizer as the flags have it. @returns nothing where there is none to train */
export function planTokenizer(
  flags: TrainFlags,
  { texts, engine, seed, signal, checkpoint, io }: TokenizerRun,
): (() => Promise<TrainedTokenizer | undefined>) | undefined {
  const { tokenizer: name, language = 'en' } = flags;
  const [train, dev] = [texts.train.build(), texts.dev.build()];
  if (name === 'learn' && !train.tellsSpaces)
    throw new CorpusError('the training corpus does not tell where its text has white space', {
      hint: 'a tokenizer is learnt from CoNLL-U with SpaceAfter=No or # text; or leave --tokenizer out',
    });
  const say = (line: string) => {
    if (!flags.quiet) io.stderr.write(`${line}\n`);
  };
  const reason = name === 'auto' && train.sentences.length > 0 ? findReason(train, dev) : undefined;
  if (reason)
    return async () => {
      say(`\ntokenizer: rules of ${language} (${reason})`);
      return undefined;
    };
  if (!train.tellsSpaces) return undefined;
  return async () => {
    say('\nlearning to cut text into tokens and sentences');
    const settings = chooseSettings(flags);
    const compares = name === 'auto';
    const run = { train, dev, language, engine, seed, signal, checkpoint, settings, compares };
    const choice = await chooseTokenizer(run).catch((error: unknown) => {
      if (!(error instanceof InterruptedError)) throw error;
      throw new InterruptedError('interrupted while a tokenizer was learnt', { hint: error.hint });
    });
    say(describeChoice(choice, language));
    return choice.tokenizer;
  };
}

function chooseSettings({ tokenizerHidden }: TrainFlags): TokenizerSettings {
  const { training } = defaultTokenizerSettings;
  const hiddenSize = tokenizerHidden ?? training.hiddenSize;
  return { ...defaultTokenizerSettings, training: { ...training, hiddenSize } };
}

/** Why the rules are used without comparing them, if they are. */
function findReason(train: SpacedCorpus, dev: SpacedCorpus): string | undefined {
  if (!train.tellsSpaces) return 'the corpus does not tell where its text has white space';
  if (train.sentences.length < fewestSentences)
    return `fewer than ${fewestSentences} sentences to learn from`;
  return dev.sentences.length === 0 ? 'no dev corpus to compare them on' : undefined;
}

function describeChoice({ tokenizer, learnt, rules }: TokenizerChoice, language: string): string {
  if (!learnt || !rules) return 'tokenizer: learnt, with no dev corpus to compare it with the rules';
  const own = `learnt (${describeScores(learnt)})`;
  const other = `rules of ${language} (${describeScores(rules)})`;
  return `tokenizer: ${tokenizer ? `${own}; ${other}` : `${other}; ${own}`}: F1 on dev`;
}

function describeScores({ tokens, sentences, words }: TokenizerScores): string {
  const [t, s, w] = [tokens, sentences, words].map(formatPercent);
  return `tokens ${t}, sentences ${s}, words ${w}`;
}
