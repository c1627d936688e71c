import { type PackedLexiconParts, PackedStrings } from '@tagger/core/internal';
import * as v from 'valibot';
import { listColumnNames } from '../columns/column-names';
import { selectColumns } from '../columns/select-columns';
import { ModelError } from '../errors';
import type { Named } from '../layers/layer';
import type { OtherOutput } from '../network/configuration';
import { createNetwork } from '../network/create-network';
import { decodeModel } from '../onnx/decode-model';
import type { TokenizerDescription } from '../tokenizer/tokenizer-description';
import { formatVersion, modelDescriptionSchema } from './description';
import { metadataKeys, stringsKey } from './encode-model-file';
import { FileWeights, readTokenizerWeights, tokenizerPrefix } from './file-weights';
import { networkLimits } from './limits';
import type { ModelDescription } from './model-description';
import { hasWeight, isValidWeight, largestWeight, type StoredPrecision } from './weights';

/** A model file as it is read. */
export interface ReadModelFile {
  readonly description: ModelDescription;
  /** What the description says of words, as it is best looked up. */
  readonly lexicon: PackedLexiconParts;
  readonly weights: FileWeights;
  /** Of the tokenizer, where there is one. */
  readonly tokenizerWeights?: FileWeights | undefined;
  /** How the weights were kept. */
  readonly precision: StoredPrecision;
  /** The model card, Markdown; absent in a file that is older than cards. */
  readonly card?: string;
}

/** The same with all weights in float32. */
export interface ModelFile extends Omit<ReadModelFile, 'lexicon' | 'weights' | 'tokenizerWeights'> {
  readonly parameters: Named<Float32Array>;
  readonly tokenizerParameters?: Named<Float32Array>;
}

/** As `readModelFile`, with all weights in float32. */
export function decodeModelFile(bytes: Uint8Array, name: string): ModelFile {
  const { weights, tokenizerWeights, lexicon: _, ...rest } = readModelFile(bytes, name);
  return {
    ...rest,
    parameters: weights.all(),
    ...(tokenizerWeights && { tokenizerParameters: tokenizerWeights.all() }),
  };
}

/**
 * Reads what stands in a model file.
 *
 * @param name of the file, for errors
 * @param columns the ones to take of a model with several, as `selectColumns` has them; by default all
 * @throws SettingsError for a column that the model does not have
 * @throws ModelError if the bytes are truncated, not an ONNX file, an ONNX file of something else, or describe a network that
 *   the weights do not make
 */
export function readModelFile(bytes: Uint8Array, name: string, columns?: readonly string[]): ReadModelFile {
  const fail = (problem: string, hint?: string, cause?: unknown): never => {
    throw new ModelError(problem, { location: { file: name }, hint, cause });
  };
  const broken = (cause?: unknown) =>
    fail(
      'not a model file, or only a part of one',
      'train it again, or copy it again from where it came',
      cause,
    );

  const { metadata, initializers } = attempt(() => decodeModel(bytes), broken);
  const { format, card, ...keys } = metadataKeys;
  const version = metadata.get(format);
  if (version === undefined)
    fail(
      metadata.has(stringsKey)
        ? 'a file of strings, for other runtimes'
        : 'an ONNX file, but not of a tagger',
      'give a file that `tagger train` wrote',
    );
  if (Number(version) > formatVersion)
    fail(
      `a model file of version ${Number(version)}; this program reads ${formatVersion}`,
      'update @tagger/models',
    );
  if (!/^[1-9]$/.test(version!)) broken();

  const packed = attempt(() => PackedStrings.parse(metadata.get(keys.vectorWords) ?? ''), broken);
  const description = attempt(() => {
    const parts = Object.entries(keys).map(([part, key]) => {
      const json = metadata.get(key);
      const isLeft = json === undefined || (part === 'vectorWords' && packed);
      return [part, isLeft ? undefined : JSON.parse(json)];
    });
    // The first issue is enough: one for each of a million values would take gigabytes.
    return v.parse(modelDescriptionSchema, Object.fromEntries(parts), { abortEarly: true });
  }, broken);
  const lexicon = { ...description, vectorWords: packed ?? description.vectorWords };
  if (!isConsistent(description, lexicon.vectorWords)) broken();

  const specs = createNetwork(description.network).parameters;
  const tokenizerSpecs = description.tokenizer && createNetwork(description.tokenizer.network).parameters;
  const all = [
    ...specs,
    ...(tokenizerSpecs ?? []).map((spec) => ({ ...spec, name: tokenizerPrefix + spec.name })),
  ];
  if (!all.every((spec) => hasWeight(initializers, spec))) broken();
  const invalid = all.find(({ name: parameter }) => !isValidWeight(initializers, parameter));
  if (invalid)
    fail(
      `the weights of ${invalid.name} are not all numbers up to ${largestWeight}`,
      'train it again, with a lower learning rate',
    );
  const storedCard = metadata.get(card);
  const own = columns ? selectColumns(description, columns) : description;
  const weights = new FileWeights(columns ? createNetwork(own.network).parameters : specs, initializers);
  return {
    description: packed ? unpackLater(own, packed) : own,
    lexicon,
    weights,
    tokenizerWeights: readTokenizerWeights(description, initializers),
    precision: weights.precision,
    ...(storedCard === undefined ? {} : { card: storedCard }),
  };
}

/** The description with words that become an array when somebody asks for them. */
function unpackLater(description: ModelDescription, packed: PackedStrings): ModelDescription {
  let words: readonly string[] | undefined;
  return Object.defineProperty(description, 'vectorWords', {
    get: () => (words ??= packed.unpack()),
    enumerable: true,
  });
}

/** Whether there are as many words, values, characters and tags as the network has rows for. */
function isConsistent(
  description: ModelDescription,
  vectorWords: PackedLexiconParts['vectorWords'],
): boolean {
  const { network, words, lookup, features, characters, tags, otherTags = [], tokenizer } = description;
  const featureRows = features?.reduce((sum, { values }) => sum + values.length + 1, 0);
  return (
    (!tokenizer || isTokenizer(tokenizer)) &&
    lookup.trainedWords <= words.length &&
    areDistinct(words, network.vocabularySize - 1) &&
    areDistinct(tags, network.tagCount) &&
    fitOutputs(network.otherOutputs ?? [], otherTags) &&
    hasColumns(description) &&
    hasCombinations(description) &&
    features?.length === network.features?.count &&
    featureRows === network.features?.rows &&
    areDistinct(features?.map(({ name }) => name) ?? [], features?.length ?? 0) &&
    (features ?? []).every(({ values }) => areDistinct(values, values.length)) &&
    hasRows(vectorWords, network.vectors?.rows) &&
    hasRows(characters, network.characters?.vocabularySize)
  );
}

function isTokenizer({ network, characters, features, ends }: TokenizerDescription): boolean {
  const { vectors, characters: encoder, otherOutputs, output = 'softmax' } = network;
  return (
    !vectors &&
    !encoder &&
    !otherOutputs &&
    output === 'softmax' &&
    areDistinct(characters, network.vocabularySize - 1) &&
    areDistinct(ends, network.tagCount) &&
    features.length === network.features?.count &&
    features.reduce((sum, { values }) => sum + values.length + 1, 0) === network.features.rows &&
    areDistinct(
      features.map(({ name }) => name),
      features.length,
    ) &&
    features.every(({ values }) => areDistinct(values, values.length))
  );
}

/** As many tags for each output as it says, and outputs with names of their own. */
function fitOutputs(outputs: readonly OtherOutput[], tags: readonly (readonly string[])[]): boolean {
  return (
    new Set(['tags', '__proto__', ...outputs.map(({ name }) => name)]).size === outputs.length + 2 &&
    tags.length === outputs.length &&
    outputs.every(({ tagCount }, index) => areDistinct(tags[index]!, tagCount))
  );
}

/** Whether the columns that lemmas are made of are those of outputs, and the first one has a name that an object can have. */
function hasColumns(description: ModelDescription): boolean {
  const names = listColumnNames(description);
  const { column, dictionary } = description.lemmas ?? {};
  const used = [column, dictionary?.tagColumn].filter((name) => name !== undefined);
  return names[0] !== '__proto__' && used.every((name) => names.includes(name));
}

/** Whether the columns that are chosen together are outputs of a softmax, with lists of their tags. */
function hasCombinations({ network, combinations = {}, lemmas }: ModelDescription): boolean {
  const { tagCount, output = 'softmax', otherOutputs = [] } = network;
  return Object.entries(combinations).every(([column, lists]) => {
    const other = otherOutputs.find(({ name }) => name === column);
    return (
      output === 'softmax' &&
      other?.kind === 'softmax' &&
      column !== lemmas?.column &&
      lists.length === tagCount &&
      tagCount * other.tagCount <= networkLimits.combinations &&
      lists.every((tags) => arePlaces(tags, other.tagCount))
    );
  });
}

/** Whether they are places below a count, at least one, each above the one before. */
function arePlaces(places: readonly number[], count: number): boolean {
  return places.length > 0 && places.every((place, index) => place < (places[index + 1] ?? count));
}

/** One row for each string, and one in front; neither or both. */
function hasRows(strings: PackedLexiconParts['vectorWords'], rows: number | undefined): boolean {
  return strings && rows !== undefined
    ? areDistinct(strings, rows - 1)
    : strings === undefined && rows === undefined;
}

function areDistinct(strings: readonly string[] | PackedStrings, count: number): boolean {
  // Packed strings are distinct, as they ascend.
  return strings.length === count && (strings instanceof PackedStrings || new Set(strings).size === count);
}

function attempt<Result>(compute: () => Result, fail: (cause: unknown) => never): Result {
  try {
    return compute();
  } catch (error) {
    return fail(error);
  }
}
