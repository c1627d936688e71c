import { featureNames } from '@tagger/core/internal';
import * as v from 'valibot';
import { cellNames } from '../cells/create-cell';
import { cellOutputs } from '../cells/lstm';
import { characterEncoderNames } from '../layers/create-character-encoder';
import { outputKinds } from '../outputs/create-output';
import { networkLimits } from './limits';

/** The latest version of what stands below; a reader refuses a later one. */
export const formatVersion = 2;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const upTo = (maximum: number) => v.pipe(count, v.maxValue(maximum));

const otherOutputSchema = v.object({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  kind: v.picklist(outputKinds),
  tagCount: upTo(networkLimits.tags),
  weight: v.pipe(v.number(), v.finite(), v.minValue(0)),
});

const networkSchema = v.object({
  cell: v.picklist(cellNames),
  cellOutput: v.picklist(cellOutputs),
  hiddenSize: upTo(networkLimits.hiddenSize),
  embeddingSize: upTo(networkLimits.embeddingSize),
  vocabularySize: upTo(networkLimits.rows),
  tagCount: upTo(networkLimits.tags),
  layers: v.optional(upTo(networkLimits.layers)),
  bidirectional: v.optional(v.boolean()),
  features: v.optional(
    v.object({
      count: upTo(networkLimits.features),
      rows: upTo(networkLimits.rows),
      size: upTo(networkLimits.partSize),
    }),
  ),
  vectors: v.optional(v.object({ rows: upTo(networkLimits.rows), size: upTo(networkLimits.vectorSize) })),
  characters: v.optional(
    v.object({
      vocabularySize: upTo(networkLimits.characters),
      embeddingSize: upTo(networkLimits.partSize),
      hiddenSize: upTo(networkLimits.partSize),
      encoder: v.optional(v.picklist(characterEncoderNames)),
    }),
  ),
  output: v.optional(v.picklist(outputKinds)),
  otherOutputs: v.optional(
    v.pipe(v.array(otherOutputSchema), v.minLength(1), v.maxLength(networkLimits.outputs), v.readonly()),
  ),
});

const lookupSchema = v.object({
  /** How many of the words, the first ones, the training corpus taught; the others came with word vectors alone. */
  trainedWords: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** Whether a missing word takes another case of itself: see `LookupOptions` of @tagger/core. */
  caseFallback: v.boolean(),
  /** The language whose rules of case apply (`tr`); absent where they are Unicode's common ones. */
  caseLanguage: v.optional(v.string()),
});

const trainingSchema = v.object({
  /** The training settings as they were given, with the seed. */
  settings: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
  corpus: v.object({
    /** File name, without its folder. */
    name: v.string(),
    /** Which of its columns the tags are. */
    column: v.string(),
    /** Which of its columns the words are, if they are not where its format has them. */
    wordColumn: v.optional(v.string()),
    sentences: count,
    tokens: count,
    licence: v.optional(v.string()),
    /** As in BCP 47: `en`, `pt-BR`. */
    language: v.optional(v.pipe(v.string(), v.check(isLanguageTag))),
  }),
  /** The word vectors that the embedding started from: what made them, or the name of their file. */
  vectors: v.optional(v.string()),
  /** The epoch whose parameters these are, counted from 1. */
  epoch: count,
  /** Scores on the dev corpus, fractions in [0, 1]; absent if there was none. */
  scores: v.optional(v.record(v.string(), v.nullable(v.number()))),
  /** What trained it. */
  engine: v.string(),
});

/** Everything that a model file says besides its weights. */
export const modelDescriptionSchema = v.object({
  network: networkSchema,
  /** The vocabulary without the unknown word: the word of id i is at i − 1. */
  words: v.array(v.string()),
  lookup: lookupSchema,
  /**
   * Features of a word with their values, in the order of their rows in the table; in front of each stands a missing value's. Names of
   * kinds of words among the values (U+0000 and `letter`, `small` or `digit`) are those of missing values of such words.
   */
  features: v.optional(v.array(v.object({ name: v.picklist(featureNames), values: v.array(v.string()) }))),
  /** Words that have a vector made elsewhere, in the order of their rows; in front stands that of words that have none. */
  vectorWords: v.optional(v.array(v.string())),
  /** Characters, in the order of their rows; in front stands that of a missing one. Kinds are among them as among the values of features. */
  characters: v.optional(v.array(v.string())),
  /** The tags of the first output. */
  tags: v.array(v.string()),
  /** The tags of each other output, in the order of `network.otherOutputs`. */
  otherTags: v.optional(v.array(v.array(v.string()))),
  training: trainingSchema,
});

export type ModelDescription = v.InferOutput<typeof modelDescriptionSchema>;
export type TrainingDescription = ModelDescription['training'];

function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

/** The first version that can say this: files of networks that version 1 knows stay readable for programs of that time. */
export function findVersion({ network }: ModelDescription): number {
  const isNew = network.cell === 'gru' || network.characters?.encoder === 'convolution';
  return isNew || network.otherOutputs ? 2 : 1;
}
