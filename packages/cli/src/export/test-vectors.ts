import { cleanWord, Lexicon, readFeature } from '@tagger/core/internal';
import { Tagger } from '@tagger/models';
import {
  createNetwork,
  decodeModelFile,
  encodeModelFile,
  listColumnNames,
  type ModelDescription,
} from '@tagger/models/internal';

/** What a model reads of the words of a sentence, and what it says of them, for programs that do the same without Tagger. */
export interface TestVector {
  readonly words: readonly string[];
  /** The value of each feature of each word. */
  readonly features?: readonly (readonly string[])[];
  /** The inputs of the graph in the model file, by name; characters of each word without what fills them up. */
  readonly ids: Readonly<Record<string, readonly (number | readonly number[])[]>>;
  /** The labels of each column. */
  readonly tags: Readonly<Record<string, readonly string[]>>;
}

/** Sentences that are tagged together. */
const batchSize = 256;

/** The vectors of sentences. Tags are those of the graph in the model file, which computes in float32. */
export async function* createTestVectors(
  bytes: Uint8Array,
  fileName: string,
  sentences: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
): AsyncGenerator<TestVector> {
  const { description, parameters, tokenizerParameters } = decodeModelFile(bytes, fileName);
  const tagger = await Tagger.load(encodeModelFile(description, parameters, 'float32', tokenizerParameters));
  const describe = createDescriber(description);
  const columns = listColumnNames(description);
  try {
    for await (const batch of inBatches(sentences)) {
      const tagged = await tagger.tagBatch(batch);
      for (const [index, words] of batch.entries()) {
        const read = (column: string) => tagged[index]!.map(({ tag, tags }) => (tags ? tags[column]! : tag));
        yield { ...describe(words), tags: Object.fromEntries(columns.map((name) => [name, read(name)])) };
      }
    }
  } finally {
    await tagger.release();
  }
}

async function* inBatches(
  sentences: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
): AsyncGenerator<(readonly string[])[]> {
  let batch: (readonly string[])[] = [];
  for await (const words of sentences) {
    batch.push(words);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Reads words as the network of a model does. */
function createDescriber(description: ModelDescription) {
  const lexicon = new Lexicon(description);
  const { fileInputs } = createNetwork(description.network).encoder;
  const { features, lookup } = description;
  return (words: readonly string[]): Omit<TestVector, 'tags'> => {
    const read = words.map((word) => lexicon.read(word));
    const ids = fileInputs.map(({ name, axes, read: take }) => {
      const values = read.map((word) => Array.from(take(word)));
      return [name, axes.length === 0 ? values.map(([id]) => id!) : values] as const;
    });
    return {
      words,
      ...(features && {
        features: words.map((word) =>
          features.map(({ name }) => readFeature(name, cleanWord(word), lookup.caseLanguage)),
        ),
      }),
      ids: Object.fromEntries(ids),
    };
  };
}
