import type { WordIds } from '@tagger/core';
import type { NetworkConfiguration, TableName } from '../network/configuration';
import { type HostTensor, hostTensor, hostZeros } from './host-tensor';

/*
 * Axes:  R distinct words   F features of a word   L characters of a word
 */

/** The ids of some rows of each table. */
export type TableIds = Partial<Record<TableName, HostTensor & { readonly data: Int32Array }>>;

/** The ids of each table's rows that these words have: of `embedding` and `vectors` [R], of `features` [R, F]. */
export function listTableIds(
  { features, vectors }: NetworkConfiguration,
  words: readonly WordIds[],
): TableIds {
  const R = words.length;
  const ids = (read: (word: WordIds) => number) => ({ shape: [R], data: Int32Array.from(words, read) });
  return {
    embedding: ids(({ word }) => word),
    ...(features && { features: { shape: [R, features.count], data: joinFeatures(words, features.count) } }),
    ...(vectors && { vectors: ids(({ vector }) => vector) }),
  };
}

function joinFeatures(words: readonly WordIds[], count: number): Int32Array {
  const joined = new Int32Array(words.length * count);
  for (const [index, { features }] of words.entries()) joined.set(features, index * count);
  return joined;
}

/** The characters of words side by side, for the network that reads them. */
export function describeCharacters(
  { characters: configuration }: NetworkConfiguration,
  words: readonly WordIds[],
): Record<string, HostTensor> {
  if (!configuration) return {};
  const R = words.length;
  // An empty word is read as one unknown character.
  const lengths = words.map(({ characters }) => Math.max(characters.length, 1));
  const L = lengths.reduce((longest, length) => Math.max(longest, length), 1);
  const [forward, backward] = [new Int32Array(L * R), new Int32Array(L * R)];
  const isLast = new Float32Array(L * R);
  for (const [r, { characters }] of words.entries()) {
    const length = lengths[r]!;
    for (let l = 0; l < characters.length; l++) {
      forward[l * R + r] = characters[l]!;
      backward[(length - 1 - l) * R + r] = characters[l]!;
    }
    isLast[(length - 1) * R + r] = 1;
  }
  return {
    'characters.forward': hostTensor([L, R], forward),
    'characters.backward': hostTensor([L, R], backward),
    'characters.last': hostTensor(
      [R],
      Int32Array.from(lengths, (length, r) => (length - 1) * R + r),
    ),
    'characters.isLast': hostTensor([L, R, 1], isLast),
    'characters.zeros': hostZeros([R, configuration.hiddenSize]),
  };
}
