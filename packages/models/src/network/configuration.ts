import { requireOneOf } from '@tagger/core';
import { type CellConfiguration, createCell } from '../cells/create-cell';

/** Everything that decides the shapes of a network. What is optional stands for what the plain tagger lacks. */
export interface NetworkConfiguration extends CellConfiguration {
  /** |V|: words, with the unknown word. */
  readonly vocabularySize: number;
  /** D: length of a word's own vector. */
  readonly embeddingSize: number;
  /** K: number of tags. */
  readonly tagCount: number;
  /** Recurrent layers, one upon the other; by default 1. */
  readonly layers?: number | undefined;
  /** Whether each layer also reads the sentence from its end; by default not. */
  readonly bidirectional?: boolean | undefined;
  /** Features of a word's form, each with a vector from one table. */
  readonly features?: FeatureTable | undefined;
  /** Vectors made elsewhere that stand beside a word's own, and never change. */
  readonly vectors?: VectorTable | undefined;
  /** A network that reads a word's characters. */
  readonly characters?: CharacterConfiguration | undefined;
  /** Softmax of each step by itself, or a conditional random field over the sentence; by default softmax. */
  readonly output?: OutputName | undefined;
}

export interface FeatureTable {
  /** F: features of each word. */
  readonly count: number;
  /** Rows of the table, of all features together. */
  readonly rows: number;
  /** Length of a feature's vector. */
  readonly size: number;
}

export interface VectorTable {
  /** Words that have a vector, and the zeros of those that have none in front. */
  readonly rows: number;
  readonly size: number;
}

export interface CharacterConfiguration {
  /** Characters, with padding and the unknown one. */
  readonly vocabularySize: number;
  readonly embeddingSize: number;
  /** H of the LSTM that reads a word in each direction. */
  readonly hiddenSize: number;
}

export const outputNames = ['softmax', 'crf'] as const;
export type OutputName = (typeof outputNames)[number];

export const directions = ['forward', 'backward'] as const;
export type Direction = (typeof directions)[number];

/** One recurrence of a network: a layer in one direction, with the names of its parameters. */
export interface Recurrence {
  readonly direction: Direction;
  readonly inputSize: number;
  readonly inputWeight: string;
  readonly recurrentWeight: string;
  readonly bias: string;
}

/** The names that the parameters of every network have. */
type PlainName = 'embedding' | 'inputWeight' | 'recurrentWeight' | 'bias' | 'outputWeight' | 'outputBias';

/**
 * The parameters of a network, by name. `embedding` [|V|, D] is E transposed: a word's vector is a row. `inputWeight` U [G, D],
 * `recurrentWeight` W [G, H] and `bias` [G] have the rows of each gate (G = gates · H); `outputWeight` V [K, H],
 * `outputBias` [K]. Further recurrences have names with their layer and direction behind: `bias.backward`, `bias.2`. See
 * `parameterShapes`.
 */
export type NetworkParameters<T> = Readonly<Record<PlainName, T>> & Readonly<Record<string, T>>;

/** The directions of each layer. */
export function directionsOf({ bidirectional = false }: NetworkConfiguration): readonly Direction[] {
  return bidirectional ? directions : ['forward'];
}

/** D of a word as the first layer sees it: its own vector, and behind it those of its features and characters. */
export function wordSize({ embeddingSize, features, vectors, characters }: NetworkConfiguration): number {
  return (
    embeddingSize +
    (features ? features.count * features.size : 0) +
    (vectors?.size ?? 0) +
    (characters ? 2 * characters.hiddenSize : 0)
  );
}

/** The recurrences of each layer, from below. */
export function listLayers(configuration: NetworkConfiguration): Recurrence[][] {
  const { layers = 1, hiddenSize } = configuration;
  const sides = directionsOf(configuration);
  return Array.from({ length: layers }, (_, index) =>
    sides.map((direction) => {
      const name = (parameter: string) =>
        [parameter, ...(index > 0 ? [index + 1] : []), ...(direction === 'backward' ? [direction] : [])].join(
          '.',
        );
      return {
        direction,
        inputSize: index === 0 ? wordSize(configuration) : sides.length * hiddenSize,
        inputWeight: name('inputWeight'),
        recurrentWeight: name('recurrentWeight'),
        bias: name('bias'),
      };
    }),
  );
}

/** The two recurrences of the network that reads a word's characters. */
export function listCharacterRecurrences({ embeddingSize }: CharacterConfiguration): Recurrence[] {
  return directions.map((direction) => {
    const name = (parameter: string) => `characters.${parameter}.${direction}`;
    return {
      direction,
      inputSize: embeddingSize,
      inputWeight: name('inputWeight'),
      recurrentWeight: name('recurrentWeight'),
      bias: name('bias'),
    };
  });
}

/** The tables of a network: parameters of which a batch uses some rows. All but `vectors` learn. */
export const tableNames = ['embedding', 'features', 'vectors'] as const;
export type TableName = (typeof tableNames)[number];

export function listTables({ features, vectors }: NetworkConfiguration): TableName[] {
  return ['embedding', ...(features ? ['features' as const] : []), ...(vectors ? ['vectors' as const] : [])];
}

/** The names of the parameters that learn, in the order in which they are initialised, clipped, stored and printed. */
export function listTrained(configuration: NetworkConfiguration): string[] {
  return Object.keys(parameterShapes(configuration)).filter((name) => name !== 'vectors');
}

/**
 * The shape of each parameter.
 * @throws SettingsError for a cell or an output that does not exist
 */
export function parameterShapes(configuration: NetworkConfiguration): NetworkParameters<readonly number[]> {
  const { vocabularySize, embeddingSize, hiddenSize, tagCount, features, vectors, characters, output } =
    configuration;
  requireOneOf('output', output ?? 'softmax', outputNames);
  const sides = directionsOf(configuration).length;
  const { gates } = createCell(configuration);
  return {
    embedding: [vocabularySize, embeddingSize],
    ...(features && { features: [features.rows, features.size] }),
    ...(vectors && { vectors: [vectors.rows, vectors.size] }),
    ...(characters && {
      'characters.embedding': [characters.vocabularySize, characters.embeddingSize],
      ...recurrenceShapes(listCharacterRecurrences(characters), 4, characters.hiddenSize),
    }),
    ...recurrenceShapes(listLayers(configuration).flat(), gates, hiddenSize),
    outputWeight: [tagCount, sides * hiddenSize],
    outputBias: [tagCount],
    ...(output === 'crf' && { transitions: [tagCount + 1, tagCount + 1] }),
  } as unknown as NetworkParameters<readonly number[]>;
}

function recurrenceShapes(recurrences: readonly Recurrence[], gates: number, hiddenSize: number) {
  const rows = gates * hiddenSize;
  return Object.fromEntries(
    recurrences.flatMap(({ inputWeight, recurrentWeight, bias, inputSize }) => [
      [inputWeight, [rows, inputSize]],
      [recurrentWeight, [rows, hiddenSize]],
      [bias, [rows]],
    ]),
  );
}
