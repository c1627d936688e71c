import type { Ops } from '../ops/ops';
import {
  type CharacterInput,
  type CharacterTape,
  encodeCharacters,
  encodeCharactersBackward,
} from './character-encoder';
import type { NetworkConfiguration, NetworkParameters } from './configuration';

/*
 * Axes:  R distinct words of a batch   D vector of a word as the first layer sees it   F features of a word
 */

/**
 * The distinct words of a batch. Tables may be given whole or as the rows alone that the batch uses: positions point into
 * whatever is given.
 */
export interface WordInput<T> {
  /** Each word's row of `embedding` [R]. */
  readonly embedding: T;
  /** Each feature's row of `features` [R, F]. */
  readonly features?: T | undefined;
  /** Each word's row of `vectors` [R]. */
  readonly vectors?: T | undefined;
  readonly characters?: CharacterInput<T> | undefined;
  /** What each number of a word is multiplied by, [R, D]: 0 where it is dropped. */
  readonly dropout?: T | undefined;
}

export interface WordTape<T> {
  /** x of each word [R, D]. */
  readonly words: T;
  readonly characters?: CharacterTape<T> | undefined;
}

/**
 * x of each word: its own vector, those of its features, a vector made elsewhere, and what a network reads in its
 * characters, one behind the other.
 */
export function encodeWords<T>(
  ops: Ops<T>,
  { features, vectors, characters }: NetworkConfiguration,
  parameters: NetworkParameters<T>,
  input: WordInput<T>,
): WordTape<T> {
  const parts = [ops.gather(parameters.embedding, input.embedding)];
  if (features) parts.push(ops.mergeAxes(ops.gather(parameters.features!, input.features!)));
  if (vectors) parts.push(ops.gather(parameters.vectors!, input.vectors!));
  const read = characters && encodeCharacters(ops, characters, parameters, input.characters!);
  if (read) parts.push(read.encoded);
  const joined_RD = parts.length === 1 ? parts[0]! : ops.concat(parts);
  const words_RD = input.dropout ? ops.multiply(joined_RD, input.dropout) : joined_RD;
  return { words: words_RD, characters: read?.tapes };
}

/**
 * @param dWords ∂L/∂x [R, D]
 * @returns the gradients by the parameter's name; of tables in the shape in which they were given
 */
export function encodeWordsBackward<T>(
  ops: Ops<T>,
  { embeddingSize, features, vectors, characters }: NetworkConfiguration,
  parameters: NetworkParameters<T>,
  input: WordInput<T>,
  tape: WordTape<T>,
  dWords_RD: T,
): Readonly<Record<string, T>> & { readonly embedding: T } {
  const dJoined_RD = input.dropout ? ops.multiply(dWords_RD, input.dropout) : dWords_RD;
  const sizes = [embeddingSize];
  if (features) sizes.push(features.count * features.size);
  if (vectors) sizes.push(vectors.size);
  if (characters) sizes.push(2 * characters.hiddenSize);
  const parts = sizes.length === 1 ? [dJoined_RD] : ops.split(dJoined_RD, sizes);
  return {
    embedding: ops.scatterAdd(parts[0]!, input.embedding, parameters.embedding),
    ...(features && {
      features: ops.scatterAdd(
        ops.splitAxis(parts[1]!, features.count),
        input.features!,
        parameters.features!,
      ),
    }),
    ...(characters &&
      encodeCharactersBackward(
        ops,
        characters,
        parameters,
        input.characters!,
        tape.characters!,
        parts.at(-1)!,
      )),
  };
}
