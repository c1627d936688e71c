import * as v from 'valibot';
import { ModelError } from '../errors/model-error';
import { type NetworkParameters, parameterNames, parameterShapes } from '../network/configuration';
import { decodeModel } from '../onnx/decode-model';
import { formatVersion, type ModelDescription, modelDescriptionSchema } from './description';
import { metadataKeys } from './encode-model-file';

export interface ModelFile {
  readonly description: ModelDescription;
  readonly parameters: NetworkParameters<Float32Array>;
  /** The model card, Markdown; absent in a file that is older than cards. */
  readonly card?: string;
}

/**
 * Reads what stands in a model file.
 *
 * @param name of the file, for errors
 * @throws ModelError if the bytes are truncated, no ONNX file, or an ONNX file of something else
 */
export function decodeModelFile(bytes: Uint8Array, name: string): ModelFile {
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
  const version = metadata.get(metadataKeys.format);
  if (version === undefined)
    fail('an ONNX file, but not of a tagger', 'give a file that `tagger train` wrote');
  if (Number(version) > formatVersion)
    fail(
      `a model file of version ${Number(version)}; this program reads ${formatVersion}`,
      'update @tagger/models',
    );
  if (Number(version) !== formatVersion) broken();

  const description = attempt(() => {
    const part = (key: string) => JSON.parse(metadata.get(key) ?? '');
    const { network, words, lookup, tags, training } = metadataKeys;
    return v.parse(modelDescriptionSchema, {
      network: part(network),
      words: part(words),
      lookup: part(lookup),
      tags: part(tags),
      training: part(training),
    });
  }, broken);
  const { network, words, lookup, tags } = description;
  if (lookup.trainedWords > words.length) broken();
  if (!areDistinct(words, network.vocabularySize - 1) || !areDistinct(tags, network.tagCount)) broken();

  const shapes = parameterShapes(network);
  const parameters = parameterNames.map((parameter) => {
    const length = shapes[parameter].reduce((product, size) => product * size, 1);
    // The stored bias has the operator's second one, of zeros, behind it.
    const storedLength = parameter === 'bias' ? 2 * length : length;
    const data = initializers.get(parameter)?.data;
    if (!(data instanceof Float32Array) || data.length !== storedLength) return broken();
    return [parameter, data.subarray(0, length)];
  });
  const card = metadata.get(metadataKeys.card);
  return {
    description,
    parameters: Object.fromEntries(parameters) as NetworkParameters<Float32Array>,
    ...(card === undefined ? {} : { card }),
  };
}

function areDistinct(strings: readonly string[], count: number): boolean {
  return strings.length === count && new Set(strings).size === count;
}

function attempt<Result>(compute: () => Result, fail: (cause: unknown) => never): Result {
  try {
    return compute();
  } catch (error) {
    return fail(error);
  }
}
