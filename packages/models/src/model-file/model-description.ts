import type { featureNames } from '@tagger/core/internal';
import type { NetworkConfiguration } from '../network/configuration';
import type { TokenizerDescription } from '../tokenizer/tokenizer-description';

/** Everything that a model file says in addition to its weights. */
export interface ModelDescription {
  readonly network: NetworkConfiguration;
  /** The vocabulary without the unknown word: the word of id i is at i − 1. */
  readonly words: readonly string[];
  readonly lookup: WordLookup;
  /**
   * Features of a word with their values, in the order of the rows of the table; the first row of each is for missing values. Names of
   * kinds of words among the values (U+0000 and `letter`, `small` or `digit`) are for missing values of such words.
   */
  readonly features?: readonly FeatureDescription[] | undefined;
  /** Words that have a pretrained vector, in the order of their rows; the first row is for words without one. */
  readonly vectorWords?: readonly string[] | undefined;
  /** Characters, in the order of their rows; the first row is for a missing one. Kinds are among them as among the values of features. */
  readonly characters?: readonly string[] | undefined;
  /** The tags of the first output. */
  readonly tags: readonly string[];
  /** The tags of each other output, in the order of `network.otherOutputs`. */
  readonly otherTags?: readonly (readonly string[])[] | undefined;
  /**
   * By column, for each tag of the first output the places of the tags that the training corpus has with it, ascending. The tags of these columns
   * are chosen together with that of the first one; those of other columns by themselves.
   */
  readonly combinations?: Readonly<Record<string, readonly (readonly number[])[]>> | undefined;
  /** Of a model that gives lemmas. */
  readonly lemmas?:
    | {
        /** The column whose tags are scripts that make a lemma of a form. */
        readonly column: string;
        /** Forms that the training corpus has with one lemma alone, if dev lemmas were better with them than the network's. */
        readonly dictionary?:
          | {
              /** The column whose tags tell forms apart; absent if forms alone are looked up. */
              readonly tagColumn?: string | undefined;
              /** Forms whose lemmas one script makes. */
              readonly entries: readonly {
                /** In the column of the dictionary, if it has one. */
                readonly tag?: string | undefined;
                readonly script: string;
                readonly forms: readonly string[];
              }[];
            }
          | undefined;
      }
    | undefined;
  /** What makes the probabilities of spans agree with how often they are right, by column; absent for columns without spans, and without a dev corpus. */
  readonly calibration?: Readonly<Record<string, SpanCalibrationWeights>> | undefined;
  /** The tokenizer, where one was learnt; without it, text is cut by the rules of the language. */
  readonly tokenizer?: TokenizerDescription | undefined;
  readonly training: TrainingDescription;
}

/** A probability p becomes σ(slope · log(p / (1 − p)) + offset) (Platt, Probabilistic Outputs for Support Vector Machines, 1999). */
export interface SpanCalibrationWeights {
  /** Above 0. */
  readonly slope: number;
  readonly offset: number;
}

/** How words are looked up in the vocabulary. */
export interface WordLookup {
  /** The training corpus has this many of the words, the first ones; only word vectors have the others. */
  readonly trainedWords: number;
  /** Whether a missing word is looked up in another case. */
  readonly caseFallback: boolean;
  /** The language whose case rules apply (`tr`); absent if they are Unicode's common ones. */
  readonly caseLanguage?: string | undefined;
}

/** A feature of words, such as their suffix of 3 characters. */
export interface FeatureDescription {
  readonly name: (typeof featureNames)[number];
  readonly values: readonly string[];
}

export type LemmaDescription = NonNullable<ModelDescription['lemmas']>;
export type LemmaDictionary = NonNullable<LemmaDescription['dictionary']>;

/** How a model was trained. */
export interface TrainingDescription {
  /** The training settings as they were given, with the seed. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  readonly corpus: CorpusDescription;
  /** Of a model that was trained further: the one that training went on from, and its corpus. */
  readonly from?:
    | {
        /** File name without its folder. */
        readonly name: string;
        readonly corpus: Pick<CorpusDescription, 'name' | 'sentences' | 'tokens' | 'licence'>;
      }
    | undefined;
  /** The word vectors that the embedding started from: what made them, or the name of their file. */
  readonly vectors?: string | undefined;
  /** The epoch whose parameters these are, counted from 1. */
  readonly epoch: number;
  /** Scores on the dev corpus, fractions in [0, 1]; absent if there was none. */
  readonly scores?: Readonly<Record<string, number | null>> | undefined;
  /** The same of each column, of a model with several. */
  readonly columnScores?: Readonly<Record<string, Readonly<Record<string, number | null>>>> | undefined;
  /** The engine that trained it, with its version and device. */
  readonly engine: string;
}

/** The corpus that a model was trained on. */
export interface CorpusDescription {
  /** File name without its folder. */
  readonly name: string;
  /** The column of the tags; of several that of the first output. */
  readonly column: string;
  /** The column of the words, if it is not the usual one of the format. */
  readonly wordColumn?: string | undefined;
  /** Columns whose spans begin with `I`, and with `B` only behind another of their type, as in IOB1. */
  readonly iob1Columns?: readonly string[] | undefined;
  /** Columns that the network learnt beside its own, and that the model does not give. */
  readonly auxiliary?: readonly string[] | undefined;
  readonly sentences: number;
  readonly tokens: number;
  readonly licence?: string | undefined;
  /** As in BCP 47: `en`, `pt-BR`. */
  readonly language?: string | undefined;
}
