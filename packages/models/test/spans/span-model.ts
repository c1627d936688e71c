import { encodeModelFile } from '../../src/model-file/encode-model-file';
import type { NetworkConfiguration } from '../../src/network/configuration';
import { createExtendedModel } from '../extended-models';
import { sampleSentences, sampleWords } from '../sample-model';

export const schemes = {
  BIO: ['B-PER', 'B-X', 'I-PER', 'I-X', 'O'],
  BIOES: ['B-PER', 'E-PER', 'I-PER', 'O', 'S-PER', 'S-X'],
  BMES: ['B', 'E', 'M', 'S'],
  IO: ['I-PER', 'I-X', 'O'],
};

const sizes = {
  cell: 'lstm',
  cellOutput: 'tanh',
  hiddenSize: 6,
  embeddingSize: 5,
  bidirectional: true,
} as const;

/** Of parameters, so that words have different tags. */
const factors = [
  ['outputWeight', 4],
  ['outputBias', 0],
  ['transitions', 0.5],
] as const;

/** A network that was never trained, whose tags mark spans: most of its best tags follow no scheme. */
export function createSpanModel(
  tags: readonly string[],
  output: 'softmax' | 'crf',
  others: readonly (readonly string[])[] = [],
) {
  const network: NetworkConfiguration = {
    ...sizes,
    vocabularySize: sampleWords.length + 1,
    tagCount: tags.length,
    output,
    ...(others.length > 0 && {
      otherOutputs: others.map((own, at) => ({
        name: `ner${at}`,
        kind: output,
        tagCount: own.length,
        weight: 1,
      })),
    }),
  };
  const { description, parameters } = createExtendedModel(network);
  const scaled = Object.entries<Float32Array>(parameters).map(([name, values]) => {
    const [, factor] = factors.find(([start]) => name.startsWith(start)) ?? ['', 1];
    return [name, values.map((value) => factor * value)];
  });
  return encodeModelFile(
    {
      ...description,
      tags: [...tags],
      ...(others.length > 0 && { otherTags: others.map((own) => [...own]) }),
    },
    Object.fromEntries(scaled),
  );
}

export const sentences = sampleSentences([1, 2, 3, 17, 0, 40, 5, 8, 13, 9], 6);
