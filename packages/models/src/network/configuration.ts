import { type CellConfiguration, createCell } from '../cells/create-cell';

/** Everything that decides the shapes of a network. */
export interface NetworkConfiguration extends CellConfiguration {
  /** |V|: words, with the unknown word. */
  readonly vocabularySize: number;
  /** D: length of a word's vector. */
  readonly embeddingSize: number;
  /** K: number of tags. */
  readonly tagCount: number;
}

/** Names of a network's parameters, in the order in which they are initialised, clipped, stored and printed. */
export const parameterNames = [
  'embedding',
  'inputWeight',
  'recurrentWeight',
  'bias',
  'outputWeight',
  'outputBias',
] as const;
export type ParameterName = (typeof parameterNames)[number];

/**
 * The parameters of a network. `embedding` [|V|, D] is E transposed: a word's vector is a row. `inputWeight` U [G, D],
 * `recurrentWeight` W [G, H] and `bias` [G] have the rows of each gate (G = gates · H); `outputWeight` V [K, H],
 * `outputBias` [K].
 */
export type NetworkParameters<T> = Readonly<Record<ParameterName, T>>;

export function parameterShapes(configuration: NetworkConfiguration): NetworkParameters<readonly number[]> {
  const { vocabularySize, embeddingSize, hiddenSize, tagCount } = configuration;
  const rows = createCell(configuration).gates * hiddenSize;
  return {
    embedding: [vocabularySize, embeddingSize],
    inputWeight: [rows, embeddingSize],
    recurrentWeight: [rows, hiddenSize],
    bias: [rows],
    outputWeight: [tagCount, hiddenSize],
    outputBias: [tagCount],
  };
}
