import { characterFeatureNames, featureNames } from '@tagger/core/internal';
import * as v from 'valibot';
import { cellNames } from '../cells/create-cell';
import { cellOutputs } from '../cells/lstm';
import { characterEncoderNames } from '../layers/create-character-encoder';
import { outputKinds } from '../outputs/create-output';
import { endNames } from '../tokenizer/tokenizer-description';
import { networkLimits } from './limits';
import type { ModelDescription } from './model-description';
import type { Precision } from './weights';

/** The latest version of what stands below; a reader refuses a later one. */
export const formatVersion = 4;

/** Lists of words are long: `v.array(v.string())` makes an object for each. */
const strings = v.custom<string[]>(
  (input) => Array.isArray(input) && input.every((item) => typeof item === 'string'),
);
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const place = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
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
  trainedWords: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  caseFallback: v.boolean(),
  caseLanguage: v.optional(v.string()),
});

const lemmasSchema = v.object({
  column: v.string(),
  dictionary: v.optional(
    v.object({
      tagColumn: v.optional(v.string()),
      entries: v.array(v.object({ tag: v.optional(v.string()), script: v.string(), forms: strings })),
    }),
  ),
});

const calibrationSchema = v.object({
  slope: v.pipe(v.number(), v.gtValue(0), v.maxValue(100)),
  offset: v.pipe(v.number(), v.minValue(-100), v.maxValue(100)),
});

const scoresSchema = v.record(v.string(), v.nullable(v.number()));

const trainingSchema = v.object({
  settings: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
  corpus: v.object({
    name: v.string(),
    column: v.string(),
    wordColumn: v.optional(v.string()),
    iob1Columns: v.optional(strings),
    auxiliary: v.optional(strings),
    sentences: count,
    tokens: count,
    licence: v.optional(v.string()),
    language: v.optional(v.pipe(v.string(), v.check(isLanguageTag))),
  }),
  from: v.optional(
    v.object({
      name: v.string(),
      corpus: v.object({
        name: v.string(),
        sentences: count,
        tokens: count,
        licence: v.optional(v.string()),
      }),
    }),
  ),
  vectors: v.optional(v.string()),
  epoch: count,
  scores: v.optional(scoresSchema),
  columnScores: v.optional(v.record(v.string(), scoresSchema)),
  engine: v.string(),
});

const multiwordFormSchema = v.pipe(
  v.tupleWithRest([v.string()], v.string()),
  v.maxLength(1 + networkLimits.multiword),
);
const multiwordRuleSchema = v.pipe(
  v.tupleWithRest([v.pipe(v.string(), v.minLength(1)), count], v.string()),
  v.minLength(3),
  v.maxLength(2 + networkLimits.multiword),
);
const f1 = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const tokenizerSchema = v.object({
  network: networkSchema,
  characters: strings,
  features: v.array(v.object({ name: v.picklist(characterFeatureNames), values: strings })),
  ends: v.array(v.picklist(endNames)),
  spacesInTokens: v.boolean(),
  spacePairs: v.optional(strings),
  multiwords: v.object({
    forms: v.array(multiwordFormSchema),
    ambiguous: strings,
    beginnings: v.array(multiwordRuleSchema),
    endings: v.array(multiwordRuleSchema),
  }),
  language: v.pipe(v.string(), v.check(isLanguageTag)),
  scores: v.optional(v.object({ tokens: f1, sentences: f1, words: f1 })),
});

/** The schema of a `ModelDescription`. */
export const modelDescriptionSchema: v.GenericSchema<unknown, ModelDescription> = v.object({
  network: networkSchema,
  words: strings,
  lookup: lookupSchema,
  features: v.optional(v.array(v.object({ name: v.picklist(featureNames), values: strings }))),
  vectorWords: v.optional(strings),
  characters: v.optional(strings),
  tags: strings,
  otherTags: v.optional(v.array(strings)),
  combinations: v.optional(v.record(v.string(), v.array(v.array(place)))),
  lemmas: v.optional(lemmasSchema),
  calibration: v.optional(v.record(v.string(), calibrationSchema)),
  tokenizer: v.optional(tokenizerSchema),
  training: trainingSchema,
});

function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

/** The first version that can say this: files of networks that version 1 knows stay readable for programs of that time. */
export function findVersion({ network, lemmas }: ModelDescription, precision: Precision): number {
  if (precision === 'int4') return 4;
  if (lemmas) return 3;
  const isNew = network.cell === 'gru' || network.characters?.encoder === 'convolution';
  return isNew || network.otherOutputs ? 2 : 1;
}
